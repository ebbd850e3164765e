"""Cards: what moves, where to, what to write, and who they are when lines move."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyramid.model.report import RecommendationEntry, Report

TOTAL, TAX, LATE = '"#total"', '"#tax")).to_have_text', "answer.status"


def card(report: Report, text: str) -> RecommendationEntry:
    found = [each for each in report.recommendations if text in each.text]
    assert len(found) == 1, [each.text for each in report.recommendations]
    return found[0]


def test_logic_without_a_unit_test_gets_one_first(audit) -> None:
    found = card(audit(), TAX)
    assert (found.code, found.action, found.from_, found.to) == ("PYR101", "add-then-thin", "e2e", "unit")
    assert found.test == ("tests/e2e/test_cart.py::test_cart",)
    assert found.check == "tests/e2e/test_cart.py:6"
    assert found.seam is not None
    assert (found.seam.function, found.seam.path, found.seam.line) == (
        "shop.prices.tax_of",
        "shop/prices.py",
        7,
    )
    assert (found.seam.callable, found.seam.needs) == (True, "")
    assert "prices.tax_of" in found.message and "prices.tax_of" in found.write and "“0”" in found.write
    assert found.stays and found.instead and found.confidence == "likely"


def test_the_way_from_the_check_to_the_seam(audit) -> None:
    steps = [(step.name, step.path, step.via) for step in card(audit(), TAX).path]
    assert steps[0] == ("the test opens /cart", "tests/e2e/test_cart.py", "step")
    assert steps[-1] == ("shop.prices.tax_of", "shop/views.py", "call")
    assert card(audit(), TAX).path[-1].line == 9


def test_what_a_unit_test_checks_is_thinned_only(audit) -> None:
    found = card(audit(), TOTAL)
    assert (found.code, found.action, found.to) == ("PYR103", "thin", "unit")
    checkers = [item.text for item in found.evidence if item.text.startswith("checked by")]
    assert checkers == ["checked by tests/unit/test_prices.py::test_total_of"]


def test_an_endpoint_needs_a_test_client(audit) -> None:
    found = card(audit(), LATE)
    assert (found.code, found.to) == ("PYR102", "api")
    assert found.seam is not None
    assert (found.seam.function, found.seam.callable, found.seam.needs) == (
        "shop.views.late",
        False,
        "a test client",
    )


def test_what_stays_gets_no_card(audit) -> None:
    report = audit()
    kept = [check for check in report.checks if check.target == "keep"]
    assert [check.text for check in kept] == ['expect(page.locator("#tax")).to_be_focused()']
    assert kept[0].recommendation is None
    moved = [check for check in report.checks if check.target != "keep"]
    assert {check.recommendation for check in moved} == {each.id for each in report.recommendations}
    assert (report.pyramid.checks, report.pyramid.movable) == (4, 3)


EMPTY = {"tests/unit/test_prices.py": ""}
CHECKS = "from shop.prices import constant\n\n\ndef test_x():\n    assert constant() == 7\n"
MORE = "from shop.prices import tax_of\n\n\ndef test_tax_of():\n    assert tax_of(200) == 40\n"


@pytest.mark.parametrize(
    ("files", "text", "path"),
    [
        ({}, TAX, "tests/unit/test_prices.py"),
        ({}, LATE, "tests/api/test_views.py"),
        (EMPTY, TAX, "tests/unit/test_prices.py"),
        ({**EMPTY, "checks/test_x.py": CHECKS}, TAX, "checks/test_prices.py"),
        ({**EMPTY, "more/test_all_prices.py": MORE}, TAX, "more/test_all_prices.py"),
    ],
)
def test_write_in_names_the_file_of_the_module_or_a_new_one_beside_its_like(audit, files, text, path) -> None:
    assert card(audit(files), text).write_in == path


def test_fingerprints_do_not_hold_lines_but_texts(audit, tmp_path: Path) -> None:
    before = {each.text: each.id for each in audit().recommendations}
    path = tmp_path / "tests/e2e/test_cart.py"
    source = path.read_text()
    moved = "# moved\n\n\n" + source.replace(", expect", ",  expect").replace('("#total")', '( "#total" )')
    after = {each.text: each.id for each in audit({"tests/e2e/test_cart.py": moved}).recommendations}
    assert sorted(after.values()) == sorted(before.values())
    other = audit({"tests/e2e/test_cart.py": source.replace('"3"', '"4"')})
    assert len({each.id for each in other.recommendations} & set(before.values())) == 2


def test_the_same_check_twice_is_two_cards(audit, tmp_path: Path) -> None:
    audit()
    source = (tmp_path / "tests/e2e/test_cart.py").read_text()
    line = '    expect(page.locator("#tax")).to_have_text("0")\n'
    report = audit({"tests/e2e/test_cart.py": source.replace(line, line * 2)})
    twins = [each for each in report.recommendations if TAX in each.text]
    assert len(twins) == 2 and twins[0].id != twins[1].id
