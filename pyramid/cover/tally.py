"""Lines that ran → the share of each function that ran, by layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pyramid.cover.body import Body, function_bodies
from pyramid.cover.contexts import TestFinder
from pyramid.cover.recording import Lines
from pyramid.model.coverage import FunctionCoverage
from pyramid.model.facts import FileFacts
from pyramid.model.layers import TestLayer


class FileTally:
    """What ran of one file, over all recordings.

    ``ran`` maps a statement (its first line) to the ids of the tests that ran it: none where it
    ran and no test is known.  ``outside`` are the statements that ran only outside every test,
    in recordings that know their tests.
    """

    def __init__(self, facts: FileFacts) -> None:
        self.bodies = function_bodies(facts)
        self.ran: dict[int, set[str]] = {}
        self.outside: set[int] = set()
        self._first_line = {
            line: first
            for body in self.bodies
            for first, last in body.spans
            for line in range(first, last + 1)
        }

    def add(self, lines: Lines, finder: TestFinder, has_contexts: bool) -> None:
        """Count one recording.

        Where contexts were recorded, a line that ran only in the empty one ran at import time or
        outside every test, and does not count.
        """
        for line, contexts in lines.items():
            first = self._first_line.get(line)
            if first is None:
                continue
            named = [context for context in contexts if context]
            if named or not has_contexts:
                found = self.ran.setdefault(first, set())
                found.update(test.id for test in map(finder.find, named) if test is not None)
            else:
                self.outside.add(first)

    def absorb(self, other: FileTally) -> None:
        """Count what another tally of the same file has counted."""
        for first, tests in other.ran.items():
            self.ran.setdefault(first, set()).update(tests)
        self.outside |= other.outside

    def ran_only_outside(self, body: Body) -> bool:
        """Did the function run, but in no test?"""
        starts = {first for first, _ in body.spans}
        return not starts.isdisjoint(self.outside) and starts.isdisjoint(self.ran)


def function_coverage(
    name: str, body: Body, tally: FileTally, layers: Mapping[str, TestLayer], measured: frozenset[TestLayer]
) -> FunctionCoverage:
    """The coverage of one function.

    ``layers`` maps the id of a test to its layer; ``measured`` are the layers with recorded runs.
    """
    starts = [first for first, _ in body.spans]
    count = len(starts)
    if not count:
        return FunctionCoverage(function=name, lines=0, total=None)
    ran = [tally.ran[first] for first in starts if first in tally.ran]
    by_layer = Counter(layer for tests in ran for layer in {layers[test] for test in tests})
    return FunctionCoverage(
        function=name,
        lines=count,
        total=len(ran) / count,
        by_layer={layer: by_layer[layer] / count for layer in TestLayer if layer in measured},
        tests=tuple(sorted(set().union(*ran))),
    )
