"""The source against the record."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pyramid import pipeline
from pyramid.advise import accuracy_of
from pyramid.advise.reach import reach_of
from pyramid.model.coverage import CoverageReport, FunctionCoverage
from pyramid.model.layers import EvidenceKind, TestLayer

SHOP = "def total(n):\n    return n + tax(n)\n\ndef tax(n):\n    return n\n\ndef late(n):\n    return n\n"
TESTS = "from shop import total, late\n\ndef test_total():\n    assert total(1) == 2\n"
TEST = "test_shop.py::test_total"


@pytest.fixture
def analysis(tmp_path: Path):
    (tmp_path / "shop.py").write_text(SHOP)
    (tmp_path / "test_shop.py").write_text(TESTS)
    settings = dataclasses.replace(pipeline.Settings(), cache=False, jobs=1)
    found = pipeline.analyse(tmp_path, [], settings)

    def recorded(**ran: tuple[str, ...]):
        functions = {
            f"shop.{name}": FunctionCoverage(function=f"shop.{name}", lines=1, total=None, tests=tests)
            for name, tests in ran.items()
        }
        report = CoverageReport(evidence=EvidenceKind.MEASURED, functions=functions, has_contexts=True)
        return dataclasses.replace(found, coverage=report)

    return recorded


def test_what_it_finds_and_what_of_it_ran(analysis) -> None:
    accuracy = accuracy_of(analysis(total=(TEST,), tax=(), late=(TEST,)))
    assert (accuracy.tests, accuracy.recall, accuracy.precision) == (1, 0.5, 0.5)


def test_nothing_recorded_says_nothing(analysis) -> None:
    assert accuracy_of(analysis()) is None
    assert accuracy_of(analysis(total=(), tax=())) is None


def _reach(analysis):
    verdicts = analysis.verdicts
    names = ["shop.total", "shop.tax", "shop.late"]
    return reach_of(names, analysis.graph, analysis.tests, verdicts, {}, (), analysis.coverage)


def test_a_layer_that_was_recorded_is_measured(analysis) -> None:
    reach = _reach(analysis(total=(TEST,), tax=()))
    assert reach.counts["shop.tax"] == {} and reach.counts["shop.total"] == {TestLayer.UNIT: 1}
    assert reach.measured == {"shop.total", "shop.tax"}


def test_a_layer_that_was_not_recorded_stays_inferred(analysis) -> None:
    """A record of browser tests alone must not say that no unit test reaches a function."""
    reach = _reach(analysis(total=("another.py::test",), tax=()))
    assert reach.counts["shop.tax"] == {TestLayer.UNIT: 1}
    assert reach.counts["shop.total"] == {TestLayer.UNIT: 1, TestLayer.UNKNOWN: 1}
    assert not reach.measured
