"""Gaps: logic left to end-to-end tests or to nobody, inferred or measured."""

from __future__ import annotations

import dataclasses

import pytest

from pyramid.model.coverage import CoverageReport, FunctionCoverage
from pyramid.model.layers import EvidenceKind
from pyramid.settings import DEFAULT, CoverageTarget

E2E = "tests/e2e/test_cart.py::test_cart"
UNIT = "tests/unit/test_prices.py::test_total_of"


def recorded(contexts: bool = True, **ran: tuple[float, tuple[str, ...]]) -> CoverageReport:
    functions = {
        f"shop.prices.{name}": FunctionCoverage(
            function=f"shop.prices.{name}", lines=1000, total=share, tests=tests
        )
        for name, (share, tests) in ran.items()
    }
    return CoverageReport(evidence=EvidenceKind.MEASURED, functions=functions, has_contexts=contexts)


def gaps(report) -> dict[str, tuple[str, str]]:
    return {gap.function.rpartition(".")[2]: (gap.code, gap.evidence) for gap in report.gaps}


def test_inferred_from_calls(audit) -> None:
    report = audit()
    assert gaps(report) == {"tax_of": ("PYR201", "inferred"), "unused": ("PYR202", "inferred")}
    assert [gap.rank for gap in report.gaps] == [1, 2]
    assert all(gap.coverage is None for gap in report.gaps)
    assert report.gaps[0].path == "shop/prices.py" and report.gaps[0].line == 7
    assert "prices.tax_of" in report.gaps[0].reason


def test_a_lower_test_that_reaches_it_closes_the_gap(audit) -> None:
    test = "from shop.prices import tax_of\n\n\ndef test_tax():\n    assert tax_of(200) == 40\n"
    assert set(gaps(audit({"tests/unit/test_tax.py": test}))) == {"unused"}


def test_what_was_recorded_overrules_what_was_read(audit) -> None:
    """The recording says that a unit test runs one, and that nothing but the browser runs the other."""
    report = audit(
        coverage=recorded(tax_of=(0.9, (E2E, UNIT)), total_of=(0.9, (E2E,)), unused=(0.9, (UNIT,)))
    )
    assert gaps(report) == {"total_of": ("PYR201", "measured")}


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.5, "50 %"),
        (0.0, "0 %"),
        (0.0004, "under 1 %"),
        (0.004, "under 1 %"),
        (0.006, "1 %"),
        (0.994, "99 %"),
        (0.996, "over 99 %"),
        (0.9999, "over 99 %"),
    ],
)
def test_below_its_target_and_never_rounded_away(audit, share: float, said: str) -> None:
    settings = dataclasses.replace(DEFAULT, coverage_target=CoverageTarget(low=1.0, high=1.0))
    report = audit(coverage=recorded(total_of=(share, (UNIT,))), settings=settings)
    gap = next(gap for gap in report.gaps if gap.function == "shop.prices.total_of")
    assert (gap.code, gap.evidence, gap.coverage) == ("PYR203", "measured", share)
    assert f"covered to {said}, below its target of 100 %" in gap.reason


@pytest.mark.parametrize(("share", "gap"), [(0.69, True), (0.70, False), (1.0, False)])
def test_the_target_is_the_low_end_of_the_band(audit, share: float, gap: bool) -> None:
    found = gaps(audit(coverage=recorded(total_of=(share, (UNIT,)))))
    assert ("total_of" in found) is gap


def test_without_contexts_reach_is_inferred_and_shares_are_measured(audit) -> None:
    report = audit(coverage=recorded(contexts=False, total_of=(0.1, ()), tax_of=(1.0, ())))
    assert gaps(report)["total_of"] == ("PYR203", "measured")
    assert gaps(report)["tax_of"][0] == "PYR201"


def test_a_path_has_its_own_target(audit) -> None:
    target = CoverageTarget(paths={"shop/**": dataclasses.replace(CoverageTarget(), low=0.2, high=0.3)})
    report = audit(
        coverage=recorded(total_of=(0.25, (UNIT,))),
        settings=dataclasses.replace(DEFAULT, coverage_target=target),
    )
    assert "total_of" not in gaps(report)


def test_the_most_critical_comes_first(audit) -> None:
    more = """
        def deep(a, b, c):
            if a:
                return 1
            if b and c:
                return 2
            return 3

        def flat(a):
            return a + 1 if a else a
        """
    report = audit({"shop/more.py": more})
    named = [gap.function.rpartition(".")[2] for gap in report.gaps]
    assert named == ["tax_of", "deep", "flat", "unused"]
