"""What a change touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """By path (POSIX) the 1-based lines that are new or changed; None for the whole file: it is new,
    or nobody gives a patch.  ``renamed`` gives the former path of a file that has another one now.

    ``left_out`` are files that changed too, and that nobody asked about.

    Whoever makes it says from which folder the paths are told.
    """

    lines: Mapping[str, frozenset[int] | None] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    def touch(self, path: str, span: range) -> bool:
        """Does the change touch one of these lines?"""
        if path not in self.lines:
            return False
        lines = self.lines[path]
        # The span comes from an artifact and may be endless; the lines are those of one file.
        return lines is None or any(line in span for line in lines)

    def below(self, prefix: str) -> Changes:
        """What is touched in one folder, told from there; "" for everything."""
        if not prefix:
            return self
        start = f"{prefix}/"
        here = {path[len(start) :]: found for path, found in self.lines.items() if path.startswith(start)}
        return replace(self, lines=here)
