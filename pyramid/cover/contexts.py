"""Recorded contexts → tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pyramid.model.coverage import CoverageContext
from pyramid.model.meaning import TestCase

_PHASES = frozenset(("setup", "run", "teardown"))


def parse_context(text: str) -> CoverageContext:
    """One recorded context.

    Test runners write ``path::test|phase``, coverage.py's own ``dynamic_context`` writes
    ``module.Class.test``; a static context may stand in front with a ``|``.  Parameters of a test
    (``[...]``, which may hold any of these signs) are left out.
    """
    rest, _, tail = text.rpartition("|")
    phase = tail if tail in _PHASES and rest else ""
    test = rest if phase else text
    names = test.find("::")
    bracket = test.find("[", max(names, 0))
    if bracket > 0 and test.endswith("]"):
        test = test[:bracket]
    return CoverageContext(test=test.rpartition("|")[2], phase=phase)


class TestFinder:
    """Finds the test that a context names; ambiguous names find nothing."""

    __test__ = False

    def __init__(self, tests: Sequence[TestCase]) -> None:
        self._by_names: dict[str, list[tuple[str, TestCase]]] = defaultdict(list)
        self._by_method: dict[tuple[str, str], list[TestCase]] = defaultdict(list)
        self._by_symbol: dict[str, list[TestCase]] = defaultdict(list)
        for test in tests:
            path, _, names = parse_context(test.id).test.partition("::")
            self._by_names[names].append((path, test))
            self._by_method[path, names.rpartition("::")[2]].append(test)
            self._by_symbol[test.symbol.rpartition(".")[2]].append(test)

    def find(self, context: str) -> TestCase | None:
        """The test of a recorded context, None when there is none."""
        name = parse_context(context).test
        return self._by_node(name) if "::" in name else self._by_dots(name)

    def _by_node(self, name: str) -> TestCase | None:
        path, _, names = name.replace("\\", "/").partition("::")
        options = [test for own, test in self._by_names.get(names, ()) if _same_end(own, path, "/")]
        # A test that is inherited is listed where it is written, under another class.
        inherited = self._by_method.get((path, names.rpartition("::")[2]), [])
        return _nearest(options, path) or _only(inherited)

    def _by_dots(self, name: str) -> TestCase | None:
        options = self._by_symbol.get(name.rpartition(".")[2], ())
        return _only([test for test in options if _same_end(test.symbol, name, ".")])


def _same_end(one: str, other: str, separator: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long == short or long.endswith(separator + short)


def _nearest(options: Sequence[TestCase], path: str) -> TestCase | None:
    exact = [test for test in options if test.id.startswith(path + "::")]
    return _only(exact or options)


def _only(options: Sequence[TestCase]) -> TestCase | None:
    return options[0] if len({test.id for test in options}) == 1 else None
