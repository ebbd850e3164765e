"""Lines that ran → the share of each function that ran, by layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    outside every test, in recordings that know their tests; ``counted`` says that lines were recorded.
    ``began`` maps a function (its index) to
    the tests that entered it, where functions were recorded; it is then known of each of them.
    """

    def __init__(self, facts: FileFacts) -> None:
        self.bodies = function_bodies(facts)
        self.ran: dict[int, int] = {}
        self.outside: set[int] = set()
        self.began: dict[int, int] = {}
        self.counted = False
        self._definitions = facts.definitions
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
        self.counted = True
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

    def enter(self, functions: Mapping[tuple[int, str], Iterable[str]], roster: Roster) -> None:
        """Count the functions of one record; those of the file that are not in it were not entered."""
        for body in self.bodies:
            definition = self._definitions[body.index]
            tests = self.began.get(body.index, 0)
            for context in functions.get((definition.start_line, definition.name), ()):
                tests |= roster.bit(context)
            self.began[body.index] = tests

    def absorb(self, other: FileTally) -> None:
        """Count what another tally of the same file has counted."""
        for first, tests in other.ran.items():
            self.ran[first] = self.ran.get(first, 0) | tests
        self.outside |= other.outside
        self.counted |= other.counted
        for index, tests in other.began.items():
            self.began[index] = self.began.get(index, 0) | tests

    def ran_only_outside(self, body: Body) -> bool:
        """Did the function run, but in no test?"""
        starts = {first for first, _ in body.spans}
        return not starts.isdisjoint(self.outside) and starts.isdisjoint(self.ran)


def function_coverage(
    name: str, body: Body, tally: FileTally, roster: Roster, layers: Mapping[TestLayer, int]
) -> FunctionCoverage:
    """The coverage of one function; ``layers`` are those that were recorded, with their tests."""
    count, entered = len(body.spans), tally.began.get(body.index, 0)
    if not count or not tally.counted:
        return FunctionCoverage(function=name, lines=count, total=None, tests=roster.ids(entered))
    ran = [tally.ran[first] for first, _ in body.spans if first in tally.ran]
    everybody = 0
    for tests in ran:
        everybody |= tests
    return FunctionCoverage(
        function=name,
        lines=count,
        total=len(ran) / count,
        by_layer={layer: sum(bool(tests & own) for tests in ran) / count for layer, own in layers.items()},
        tests=roster.ids(everybody | entered),
    )
