"""Comments that suppress findings, and the findings about comments."""

from __future__ import annotations

import dataclasses

import pytest

from pyramid.model.coverage import CoverageReport
from pyramid.model.layers import EvidenceKind
from pyramid.settings import DEFAULT

E2E = """
    from playwright.sync_api import Page, expect

    def test_cart(page: Page):
        page.goto("/cart")
        {above}
        expect(page.locator("#total")).to_have_text("3"){behind}
        expect(page.locator("#tax")).to_have_text("0")
    """
PRICES = """
    def total_of(items):
        total = 0
        for item in items:
            total += item
        return total

    def tax_of(
        total,
    ):{behind}
        if total > 100:
            return total // 5
        return 0
    """


def e2e(behind: str = "", above: str = "pass") -> dict[str, str]:
    return {"tests/e2e/test_cart.py": E2E.format(behind=behind and f"  {behind}", above=above)}


def found(report, prefix: str) -> list[tuple[str, str, int]]:
    return [(each.code, each.path, each.line) for each in report.findings if each.code.startswith(prefix)]


def on_checks(report) -> list[tuple[str, str, int]]:
    return [each for each in found(report, "PYR1") if each[1] == "tests/e2e/test_cart.py"]


def test_a_finding_its_card_and_its_link_are_gone(audit) -> None:
    report = audit(e2e("# pyramid: ignore[PYR103] shows the seam"))
    assert [line for _, _, line in on_checks(report)] == [7]
    assert all(card.check != "tests/e2e/test_cart.py:6" for card in report.recommendations)
    check = next(
        check for check in report.checks if (check.path, check.line) == ("tests/e2e/test_cart.py", 6)
    )
    assert check.recommendation is None
    assert found(report, "PYR9") == []
    (told,) = [notice for notice in report.notices if notice.slug == "suppressed-findings"]
    assert (told.reason, told.status) == ("comments suppress 1 finding", "note")


def test_above_the_line_works_too(audit) -> None:
    report = audit(e2e(above="# pyramid: ignore[PYR103] shows the seam"))
    assert [line for _, _, line in on_checks(report)] == [7]


def test_what_a_code_begins_with_stands_for_it(audit) -> None:
    assert len(on_checks(audit(e2e("# pyramid: ignore[PYR1] shows the seam")))) == 1


def test_a_gap_is_suppressed_at_the_head_of_its_function(audit) -> None:
    plain, told = PRICES.format(behind=""), PRICES.format(behind="  # pyramid: ignore[PYR2] law of 2020")
    assert found(audit({"shop/prices.py": plain}), "PYR201")
    report = audit({"shop/prices.py": told})
    assert found(report, "PYR201") == []
    assert all("tax_of" not in gap.function for gap in report.gaps)


@pytest.mark.parametrize(
    ("comment", "code", "words"),
    [
        ("# pyramid: ignore[PYR101] not this one", "PYR901", "there is no such finding"),
        ("# pyramid: ignore[PYR777] who knows", "PYR901", "no rule has the code PYR777"),
        ("# pyramid: ignore[PYR103]", "PYR902", "gives no reason"),
        ("# pyramid: ignore later", "PYR902", "names no code"),
    ],
)
def test_a_comment_that_suppresses_nothing_is_told(audit, comment: str, code: str, words: str) -> None:
    report = audit(e2e(comment))
    assert found(report, "PYR9") == [(code, "tests/e2e/test_cart.py", 6)]
    assert words in next(each.message for each in report.findings if each.code == code)
    assert len(on_checks(report)) == 2


def test_the_part_that_is_unused_is_named(audit) -> None:
    report = audit(e2e("# pyramid: ignore[PYR103, PYR401] shows the seam"))
    (told,) = [each for each in report.findings if each.code == "PYR901"]
    assert told.message.startswith("`ignore[PYR401]`")
    assert len(on_checks(report)) == 1


def test_what_only_recorded_runs_can_show_is_not_called_unused(audit) -> None:
    comment = "  # pyramid: ignore[PYR203] half of it is a constant"
    text = PRICES.format(behind=comment)
    assert found(audit({"shop/prices.py": text}), "PYR9") == []
    measured = CoverageReport(evidence=EvidenceKind.MEASURED)
    assert found(audit({"shop/prices.py": text}, measured), "PYR9") == [("PYR901", "shop/prices.py", 9)]


def test_findings_about_comments_are_left_out_like_others(audit) -> None:
    settings = dataclasses.replace(DEFAULT, per_file_ignores={"tests/**": ("PYR901",)})
    assert found(audit(e2e("# pyramid: ignore[PYR101] no"), settings=settings), "PYR9") == []


def test_a_comment_in_a_text_is_no_comment(audit) -> None:
    text = E2E.format(behind="", above='text = "# pyramid: ignore[PYR103] x"')
    assert len(on_checks(audit({"tests/e2e/test_cart.py": text}))) == 2
