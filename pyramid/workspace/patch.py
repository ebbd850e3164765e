"""The lines that a change touches, from the hunks of its patch."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")
_HEAD = "diff --git "


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


def patches(text: str) -> Iterator[str]:
    """The patch of each file, in order, out of the patch of several: no line of a file begins as the
    head of a patch does."""
    part: list[str] | None = None
    for line in text.split("\n"):
        if line.startswith(_HEAD):
            if part is not None:
                yield "\n".join(part)
            part = []
        elif part is not None:
            part.append(line)
    if part is not None:
        yield "\n".join(part)
