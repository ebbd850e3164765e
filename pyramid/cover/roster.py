"""The tests, numbered: a set of tests is one integer, a bit for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pyramid.cover.contexts import TestFinder
from pyramid.model.layers import LayerVerdict, TestLayer
from pyramid.model.meaning import TestCase


class Roster:
    """Who is who among thousands of tests that each ran thousands of lines."""

    def __init__(self, tests: Sequence[TestCase], verdicts: Mapping[str, LayerVerdict]) -> None:
        by_id = {test.id: test for test in tests}
        self._ids = tuple(sorted(by_id))
        self._bits = {test: 1 << number for number, test in enumerate(self._ids)}
        self._finder = TestFinder(tests)
        self._layers: dict[TestLayer, int] = {}
        for test, bit in self._bits.items():
            layer = _layer(by_id[test], verdicts)
            self._layers[layer] = self._layers.get(layer, 0) | bit
        self.bit = cache(self._bit)

    def ids(self, tests: int) -> tuple[str, ...]:
        """The ids of a set of tests, sorted."""
        found = []
        while tests:
            lowest = tests & -tests
            found.append(self._ids[lowest.bit_length() - 1])
            tests ^= lowest
        return tuple(found)

    def named(self, contexts: Iterable[str]) -> tuple[str, ...]:
        """The ids of the tests that these contexts name, sorted."""
        tests = 0
        for context in contexts:
            tests |= self.bit(context)
        return self.ids(tests)

    def layers(self, contexts: Iterable[str]) -> dict[TestLayer, int]:
        """The layers that these contexts were recorded at, with all the tests of each."""
        seen = 0
        for context in contexts:
            seen |= self.bit(context)
        return {layer: self._layers[layer] for layer in TestLayer if self._layers.get(layer, 0) & seen}

    def _bit(self, context: str) -> int:
        """The test that a context names, as a set of one; the empty set when it is unknown."""
        test = self._finder.find(context)
        return self._bits[test.id] if test is not None else 0


def _layer(test: TestCase, verdicts: Mapping[str, LayerVerdict]) -> TestLayer:
    verdict = verdicts.get(test.symbol)
    return verdict.layer if verdict is not None else TestLayer.UNKNOWN
