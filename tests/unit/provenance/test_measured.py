"""What was recorded overrules what was read: a test cannot be decided by code that it never ran."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pyramid import pipeline
from pyramid.model.coverage import CoverageReport, FunctionCoverage
from pyramid.model.layers import Certainty, EvidenceKind

TEST = "tests/e2e/test_shop.py::test_it"
SOURCE = """from playwright.sync_api import Page, expect

def test_it(page: Page):
    page.goto("/cart")
    expect(page.get_by_test_id("net")).to_have_text("Net 5")
"""
Ran = Mapping[str, tuple[str, ...]]


@pytest.fixture
def recorded(traced, monkeypatch: pytest.MonkeyPatch) -> Callable[[Ran], list[tuple[str, Certainty]]]:
    """The candidates of the check, given the tests that ran each function."""

    def ask(ran: Ran) -> list[tuple[str, Certainty]]:
        functions = {
            name: FunctionCoverage(function=name, lines=3, total=0.5, tests=tests)
            for name, tests in ran.items()
        }
        report = CoverageReport(evidence=EvidenceKind.MEASURED, functions=functions, has_contexts=True)
        monkeypatch.setattr(pipeline, "load_coverage", lambda *given: report)
        found = traced(SOURCE).at("expect")
        return [(candidate.function, candidate.certainty) for candidate in found.candidates]

    return ask


def test_without_recordings_every_candidate_is_likely(recorded) -> None:
    found = dict(recorded({}))
    assert found["shop.rules.net_of"] is Certainty.LIKELY
    assert set(found) == {"shop.rules.net_of", "shop.views.totals_of", "shop.views.cart"}


def test_what_the_test_ran_is_certain_and_what_it_did_not_is_struck(recorded) -> None:
    found = recorded(
        {"shop.views.cart": (TEST,), "shop.views.totals_of": (), "shop.rules.net_of": ("other",)}
    )
    assert found == [("shop.views.cart", Certainty.CERTAIN)]


def test_what_has_no_lines_of_its_own_is_not_struck(recorded) -> None:
    ran: Ran = {"shop.views.cart": (TEST,), "shop.views.totals_of": (TEST,)}
    assert dict(recorded(ran))["shop.rules.net_of"] is Certainty.LIKELY


def test_recordings_of_other_tests_say_nothing(recorded) -> None:
    assert len(recorded({"shop.rules.net_of": (), "shop.views.cart": ("tests/other.py::test",)})) == 3


def test_a_function_inside_stands_for_the_one_around_it(recorded) -> None:
    ran: Ran = {"shop.views.cart": (TEST,), "shop.views.totals_of": (), "shop.views.totals_of.inner": (TEST,)}
    found = dict(recorded({**ran, "shop.rules.net_of": ()}))
    assert found == {"shop.views.cart": Certainty.CERTAIN, "shop.views.totals_of": Certainty.CERTAIN}


def test_the_answer_is_the_same_twice(traced, tmp_path: Path) -> None:
    one = traced(SOURCE).analysis.traces
    settings = dataclasses.replace(pipeline.Settings(), cache=False, jobs=1)
    assert pipeline.analyse(tmp_path, [], settings).traces == one
