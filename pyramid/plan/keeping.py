"""What the tests that go run today, and who runs it then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyramid.model.analysis import Analysis
from pyramid.model.layers import TestLayer
from pyramid.model.meaning import TestCase
from pyramid.model.plan import KeptFunction
from pyramid.model.report import Report

LOWER = tuple(
    layer.value for layer in TestLayer if layer not in (TestLayer.E2E, TestLayer.UNKNOWN, TestLayer.MANUAL)
)


class Runs:
    """What a test runs: recorded where it was recorded, else by the calls in the source."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._recorded: dict[str, set[str]] = {}
        for name, entry in analysis.coverage.functions.items():
            for test in entry.tests:
                self._recorded.setdefault(test, set()).add(name)

    def of(self, test: TestCase) -> set[str]:
        """Dotted names of functions."""
        known = self._recorded.get(test.id)
        return known if known is not None else set(self._analysis.graph.reached_from(test.symbol))

    def has(self, test: TestCase) -> bool:
        """Whether the test was recorded."""
        return test.id in self._recorded


def kept_functions(
    analysis: Analysis, report: Report, staying: Sequence[TestCase], gone: Sequence[TestCase]
) -> Iterator[KeptFunction]:
    """Each function that one of the tests that go runs, sorted."""
    runs = Runs(analysis)
    layers = {entry.id: entry.layer for entry in report.tests}
    entries = {entry.name: entry for entry in report.functions}
    today: dict[str, bool] = {}
    for test in gone:
        for name in runs.of(test) & entries.keys():
            today[name] = today.get(name, False) or runs.has(test)
    then: dict[str, tuple[str, bool]] = {}
    for test in sorted(staying, key=lambda each: (not runs.has(each), each.id)):
        for name in runs.of(test):
            then.setdefault(name, (test.id, runs.has(test)))
    for name, measured in sorted(today.items()):
        by, recorded = then.get(name) or _lower(analysis, name, layers, entries[name].reached_by)
        yield KeptFunction(function=name, by=by, measured=measured and recorded)


def _lower(
    analysis: Analysis, name: str, layers: Mapping[str, str], reached: Mapping[str, int]
) -> tuple[str, bool]:
    """The lowest layer that runs it, and whether that was recorded."""
    known = analysis.coverage.functions.get(name)
    recorded = {layers.get(test, "") for test in known.tests} if known else set()
    for layer in LOWER:
        if layer in recorded:
            return layer, True
    return next((layer for layer in LOWER if reached.get(layer)), ""), False
