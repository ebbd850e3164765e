"""Lines that ran → the share of each function that ran, by layer."""

from __future__ import annotations

from collections.abc import Mapping

from pyramid.cover.body import Body, function_bodies
from pyramid.cover.recording import Lines
from pyramid.cover.roster import Roster
from pyramid.model.coverage import FunctionCoverage
from pyramid.model.facts import FileFacts
from pyramid.model.layers import TestLayer


class FileTally:
    """What ran of one file, over all recordings.

    ``ran`` maps a statement (its first line) to the set of tests that ran it (see Roster): the
    empty one where it ran and no test is known.  ``outside`` are the statements that ran only
    outside every test, in recordings that know their tests.
    """

    def __init__(self, facts: FileFacts) -> None:
        self.bodies = function_bodies(facts)
        self.ran: dict[int, int] = {}
        self.outside: set[int] = set()
        self._first_line = {
            line: first
            for body in self.bodies
            for first, last in body.spans
            for line in range(first, last + 1)
        }

    def add(self, lines: Lines, roster: Roster, has_contexts: bool) -> None:
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
                tests = self.ran.get(first, 0)
                for context in named:
                    tests |= roster.bit(context)
                self.ran[first] = tests
            else:
                self.outside.add(first)

    def absorb(self, other: FileTally) -> None:
        """Count what another tally of the same file has counted."""
        for first, tests in other.ran.items():
            self.ran[first] = self.ran.get(first, 0) | tests
        self.outside |= other.outside

    def ran_only_outside(self, body: Body) -> bool:
        """Did the function run, but in no test?"""
        starts = {first for first, _ in body.spans}
        return not starts.isdisjoint(self.outside) and starts.isdisjoint(self.ran)


def function_coverage(
    name: str, body: Body, tally: FileTally, roster: Roster, layers: Mapping[TestLayer, int]
) -> FunctionCoverage:
    """The coverage of one function; ``layers`` are those that were recorded, with their tests."""
    count = len(body.spans)
    if not count:
        return FunctionCoverage(function=name, lines=0, total=None)
    ran = [tally.ran[first] for first, _ in body.spans if first in tally.ran]
    everybody = 0
    for tests in ran:
        everybody |= tests
    return FunctionCoverage(
        function=name,
        lines=count,
        total=len(ran) / count,
        by_layer={layer: sum(bool(tests & own) for tests in ran) / count for layer, own in layers.items()},
        tests=roster.ids(everybody),
    )
