"""The lines that a change touches, from the hunks of its patch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """By path (POSIX, from the root of the repository) the 1-based lines that are new or changed;
    None where the host gives no patch: the whole file counts."""

    lines: Mapping[str, frozenset[int] | None] = field(default_factory=dict)

    def touch(self, path: str, span: range) -> bool:
        """Does the change touch one of these lines?"""
        if path not in self.lines:
            return False
        lines = self.lines[path]
        # The span comes from an artifact and may be endless; the lines are those of one file.
        return lines is None or any(line in span for line in lines)


def changed_lines(patch: str) -> frozenset[int]:
    """The lines of the new file that a patch adds or changes; where it only removes, the line that
    follows."""
    found: set[int] = set()
    line = 0
    for text in patch.split("\n"):
        start = _HUNK.match(text)
        if start:
            line = int(start[1][:9])
        elif line and text.startswith("+"):
            found.add(line)
            line += 1
        elif line and text.startswith("-"):
            found.add(line)
        elif line and not text.startswith("\\"):
            line += 1
    return frozenset(found)
