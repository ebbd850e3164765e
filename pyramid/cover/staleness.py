"""Has a file changed since it was recorded?"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from pyramid.cover.body import statement_lines
from pyramid.model.facts import FileFacts

#: Root, data file → the files that changed since the data was made; None when nobody knows.
ChangedSince = Callable[[Path, Path], Collection[str] | None]

# A checkout or a copy writes the data and its sources in any order; some file systems keep no finer times.
_SAME_WRITE = 2.0  # seconds


class Staleness:
    """Judges the files of one recording.

    A file is stale when the version control says so (``changed``), or, where there is none, when
    it was written after the data; and always when a recorded line is no code any more.
    """

    def __init__(self, root: Path, record: Path, changed: ChangedSince | None) -> None:
        self._root = root
        self._changed = changed(root, record) if changed is not None else None
        self._recorded = record.stat().st_mtime

    def is_stale(self, facts: FileFacts, lines: Collection[int]) -> bool:
        """``lines`` are those of the file that ran."""
        return self._was_edited(facts.path) or not self._fit(facts, lines)

    def _was_edited(self, path: str) -> bool:
        if self._changed is not None:
            return path in self._changed
        try:
            return (self._root / path).stat().st_mtime > self._recorded + _SAME_WRITE
        except OSError:
            return False

    @staticmethod
    def _fit(facts: FileFacts, lines: Collection[int]) -> bool:
        """An empty file records line 1, and a module's docstring is run by some versions."""
        return all(line <= max(facts.lines, 1) for line in lines) and (
            statement_lines(facts) | {1} >= frozenset(lines)
        )
