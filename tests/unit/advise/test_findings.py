"""Findings: one for each card and gap, the shape, and tests in the wrong folder."""

from __future__ import annotations

import dataclasses

import pytest

from pyramid.settings import DEFAULT

ALL = {"PYR101", "PYR102", "PYR103", "PYR201", "PYR202", "PYR301"}
HEAVY = """
    from playwright.sync_api import Page, expect

    def test_looks_like_a_unit_test(page: Page):
        page.goto("/cart")
        expect(page.locator("#total")).to_have_text("3")
    """


def test_each_card_and_gap_is_a_finding_at_its_place(audit) -> None:
    report = audit()
    findings = {finding.id: finding for finding in report.findings}
    assert len(findings) == len(report.findings)
    for card in report.recommendations:
        found = findings[card.id]
        assert (found.code, f"{found.path}:{found.line}", found.message) == (
            card.code,
            card.check,
            card.message,
        )
        assert found.fix == card.instead
    places = {(finding.code, finding.path, finding.line): finding for finding in report.findings}
    for gap in report.gaps:
        found = places[gap.code, gap.path, gap.line]
        assert found.message == gap.reason and gap.function in found.fix


def test_a_heavy_suite_is_told(audit) -> None:
    report = audit()
    assert report.pyramid.name == "ice-cream-cone"
    (found,) = [finding for finding in report.findings if finding.code == "PYR301"]
    assert "an ice-cream-cone" in found.message and "1 unit" in found.message


def test_a_broad_base_is_not(audit) -> None:
    tests = "\n\n".join(f"def test_{n}():\n    assert total_of([{n}]) == {n}\n" for n in range(9))
    report = audit({"tests/unit/test_more.py": f"from shop.prices import total_of\n\n\n{tests}"})
    assert report.pyramid.name == "pyramid"
    assert "PYR301" not in {finding.code for finding in report.findings}


def test_a_browser_test_among_the_unit_tests_is_misplaced(audit) -> None:
    report = audit({"tests/unit/test_pages.py": HEAVY})
    (found,) = [finding for finding in report.findings if finding.code == "PYR401"]
    assert (found.path, found.line, found.severity) == ("tests/unit/test_pages.py", 3, "warning")
    assert "kept as a unit test and behaves as an e2e test" in found.message


@pytest.mark.parametrize("folder", ["tests/e2e", "tests"])
def test_a_browser_test_elsewhere_is_not(audit, folder: str) -> None:
    report = audit({f"{folder}/test_pages.py": HEAVY})
    assert "PYR401" not in {finding.code for finding in report.findings}


def test_a_light_test_among_the_heavy_ones_is_not(audit) -> None:
    light = "from shop.prices import tax_of\n\n\ndef test_tax():\n    assert tax_of(1) == 0\n"
    report = audit({"tests/e2e/test_light.py": light})
    assert "PYR401" not in {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ({}, ALL),
        ({"select": ("PYR1",)}, {"PYR101", "PYR102", "PYR103"}),
        ({"select": ("PYR1", "PYR301")}, {"PYR101", "PYR102", "PYR103", "PYR301"}),
        ({"ignore": ("PYR2",)}, {"PYR101", "PYR102", "PYR103", "PYR301"}),
        ({"select": ("PYR1",), "ignore": ("PYR101",)}, {"PYR102", "PYR103"}),
        ({"select": ("PYR101",), "ignore": ("PYR1",)}, {"PYR101"}),
        ({"per_file_ignores": {"shop/**": ("PYR",)}}, {"PYR101", "PYR102", "PYR103", "PYR301"}),
        ({"per_file_ignores": {"tests/e2e/*": ("PYR10",)}}, {"PYR201", "PYR202", "PYR301"}),
        ({"per_file_ignores": {"tests/unit/*": ("PYR1",)}}, ALL | {"PYR904"}),
    ],
)
def test_the_codes_that_are_asked_for(audit, settings: dict, codes: set[str]) -> None:
    report = audit(settings=dataclasses.replace(DEFAULT, **settings))
    assert {finding.code for finding in report.findings} == codes


def test_the_answer_is_the_same_twice(audit) -> None:
    assert audit() == audit()
