"""The order of linking: what is waiting to be walked again, and which files come last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heappop, heappush

from pyramid.link.refs import Scope
from pyramid.model.facts import Import


class WorkList:
    """Scopes to walk again: those that finished first come first, so that callees settle before callers.

    What waits twice is walked once: a scope walked meanwhile for another reason is not waiting any more.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, Scope]] = []
        self._count = 0

    def add(self, scope: Scope) -> None:
        """Put a scope on the list, unless it is there."""
        if not scope.queued:
            scope.queued = True
            self._count += 1
            heappush(self._waiting, (scope.finished, self._count, scope))

    def take(self) -> Scope | None:
        """The next scope, ``None`` when nothing waits."""
        while self._waiting:
            scope = heappop(self._waiting)[2]
            if scope.queued:
                return scope
        return None


def stages(
    files: Mapping[str, Sequence[Scope]], meant: Callable[[Import, Scope], Iterable[str]]
) -> tuple[list[str], list[str]]:
    """Paths that some file imports, then the rest, each sorted.

    ``meant`` tells the files that an import reads.  Nobody asks for a value of the rest, tests above
    all: walked when everything else has settled, they need one walk.
    """
    used = {
        found
        for scopes in files.values()
        for scope in scopes
        for item in scope.definition.imports
        for found in meant(item, scope)
    }
    return sorted(used), sorted(set(files) - used)
