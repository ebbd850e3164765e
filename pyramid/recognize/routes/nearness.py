"""Which of several applications in one tree a request is made to."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from pyramid.model.meaning import Meaning, Route


@dataclass(frozen=True, slots=True)
class Nearness:
    """Chooses among routes that answer equally well.

    A tree may hold several applications, and tests that make one each.  ``test_files`` are the
    files of tests, ``tests`` the dotted names of test functions.
    """

    test_files: Container[str]
    tests: Container[str]

    def of(self, routes: Sequence[Route], asked: Meaning) -> Sequence[Route]:
        """The routes next to the request, of those like the first.

        What another test declares comes last; what the same function declares comes before the
        same file, that before applications, and of these the one with most folders in common.
        """
        if len({route.handler for route in routes}) < 2:
            return routes
        first = _kind(routes[0])
        scored = [(self._score(route, asked), route) for route in routes if _kind(route) == first]
        best = max(score for score, _ in scored)
        return [route for score, route in scored if score == best]

    def _score(self, route: Route, asked: Meaning) -> tuple[bool, bool, bool, bool, int, int]:
        own, theirs = asked.path.split("/")[:-1], route.file.split("/")[:-1]
        pairs = list(zip(own, theirs, strict=False))
        common = next((index for index, (a, b) in enumerate(pairs) if a != b), len(pairs))
        return (
            not self._of_another_test(route, asked.scope),
            route.handler.startswith(f"{asked.scope}."),
            route.file == asked.path,
            route.file not in self.test_files,
            common,
            len(set(own) & set(theirs)),
        )

    def _of_another_test(self, route: Route, scope: str) -> bool:
        parts = route.handler.split(".")
        outer = (".".join(parts[:end]) for end in range(1, len(parts)))
        return any(name in self.tests and name != scope for name in outer)


def _kind(route: Route) -> tuple[str, bool]:
    return route.method, route.path.endswith("/")
