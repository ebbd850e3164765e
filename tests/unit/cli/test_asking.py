"""``pyramid why``, ``tests`` and ``graph`` on a small real project."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from pyramid.render import format_names

SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "reference" / "report.schema.json"

PRICING = '''"""Prices."""


def discount(amount):
    if amount >= 100:
        return amount * 0.05
    return 0


def total(amount):
    return amount - discount(amount)


def forgotten(amount):
    return amount if amount > 3 else len(str(amount))
'''
TESTS = """from shop.pricing import total


def test_total_of_a_large_order():
    assert total(100) == 95


def test_nothing():
    assert 1 == 1
"""


@pytest.fixture
def shop(project: Path) -> Path:
    """A package with a test."""
    for name, text in {
        "shop/__init__.py": "",
        "shop/pricing.py": PRICING,
        "tests/test_pricing.py": TESTS,
    }.items():
        path = project / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return project


@pytest.mark.parametrize(
    "subject",
    [
        "shop.pricing.discount",
        "discount",
        "pricing.discount",
        "discount()",
        "shop/pricing.py:5",
        "./shop/pricing.py:4",
    ],
)
def test_tests_of_a_function_by_name_and_place(shop: Path, run, subject: str) -> None:
    ran = run("tests", subject)
    assert ran.status == 0
    assert "shop.pricing.discount" in ran.out
    assert "inferred tests/test_pricing.py::test_total_of_a_large_order" in ran.out
    assert "test_nothing" not in ran.out


def test_tests_by_an_absolute_path_from_elsewhere(shop: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop / "tests")
    assert "test_total" in run("tests", f"{shop / 'shop' / 'pricing.py'}:5", "--root", str(shop)).out
    assert "test_total" in run("tests", "../shop/pricing.py:5", "--root", str(shop)).out


def test_a_function_without_a_test_says_so(shop: Path, run) -> None:
    assert "No test reaches it." in run("tests", "forgotten").out


def test_tests_for_programs(shop: Path, run) -> None:
    (answer,) = json.loads(run("tests", "discount", "--format", "json").out)
    assert answer == {
        "function": "shop.pricing.discount",
        "path": "shop/pricing.py",
        "line": 4,
        "tests": [
            {"id": "tests/test_pricing.py::test_total_of_a_large_order", "layer": "unit", "how": "inferred"}
        ],
    }


def test_why_a_function_shows_the_call_path(shop: Path, run) -> None:
    text = run("why", "shop.pricing.discount").out
    assert text.index("call shop.pricing.total  tests/test_pricing.py:5") < text.index(
        "call shop.pricing.discount  shop/pricing.py:11"
    )
    assert "role  logic" in text


@pytest.mark.parametrize(
    "subject",
    [
        "tests/test_pricing.py::test_nothing",
        "test_nothing",
        "tests/test_pricing.py:8",
        "test_pricing.py::test_nothing",
        "tests/test_pricing.py::test_nothing[chromium]",
        "tests/test_pricing.py::test_nothing[a::b-[1]]",
        "test_nothing[0.99-5 %]",
    ],
)
def test_why_a_test(shop: Path, run, subject: str) -> None:
    ran = run("why", subject)
    assert ran.status == 0
    assert "tests/test_pricing.py::test_nothing" in ran.out
    assert "layer  unit" in ran.out


def test_why_for_programs(shop: Path, run) -> None:
    answer = json.loads(run("why", "test_nothing", "--format", "json").out)
    assert [found["test"]["layer"] for found in answer["tests"]] == ["unit"]
    assert answer["checks"] == answer["functions"] == []


@pytest.mark.parametrize(
    ("command", "subject", "hint"),
    [
        ("why", "shop.pricing.discont", "shop.pricing.discount"),
        ("why", "test_nothin", "tests/test_pricing.py::test_nothing"),
        ("tests", "discont", "shop.pricing.discount"),
        ("tests", "nowhere.py:3", "audited project"),
        ("why", "shop/pricing.py:999", "The nearest is shop.pricing."),
        ("tests", "shop/pricing.py:999", "The nearest is shop.pricing."),
    ],
)
def test_an_unknown_subject_has_a_suggestion(shop: Path, run, command: str, subject: str, hint: str) -> None:
    ran = run(command, subject)
    assert ran.status == 2
    assert "unknown-subject" in ran.err
    assert hint in ran.err


CHECKS = """from playwright.sync_api import Page, expect


def shows(page: Page):
    expect(page.locator("h1")).to_have_text("Tea")
"""
BROWSER = """from playwright.sync_api import Page
from checks import shows

def test_page(page: Page):
    page.goto("/")
    shows(page)
"""


def test_the_nearest_may_be_a_check(shop: Path, run) -> None:
    (shop / "tests" / "checks.py").write_text(CHECKS, encoding="utf-8")
    (shop / "tests" / "test_page.py").write_text(BROWSER, encoding="utf-8")
    ran = run("why", "tests/checks.py:2")
    assert (ran.status, "The nearest is a check: tests/checks.py:5" in ran.err) == (2, True)


@pytest.mark.parametrize("subject", ["test_nothing", "tests/test_pricing.py:8"])
def test_tests_asks_for_a_function(shop: Path, run, subject: str) -> None:
    ran = run("tests", subject)
    assert ran.status == 2
    assert "no function" in ran.err


@pytest.mark.parametrize("command", ["why", "tests"])
def test_a_file_that_was_not_read_says_why(shop: Path, run, command: str) -> None:
    (shop / "broken.py").write_text("x = (\n", encoding="utf-8")
    ran = run(command, "broken.py:1")
    assert ran.status == 2
    assert "broken.py:1: was not read:" in ran.err
    assert "exclude the file" in ran.err


def test_a_name_of_too_many_things(shop: Path, run) -> None:
    text = "\n\n".join(
        f"class C{number}:\n    def run(self):\n        return {number}" for number in range(12)
    )
    (shop / "shop" / "many.py").write_text(text, encoding="utf-8")
    ran = run("tests", "run")
    assert ran.status == 2
    assert "ambiguous-subject" in ran.err
    assert "shop.many.C0.run" in ran.err


@pytest.mark.parametrize("reach", [(), ("--reach",)])
def test_a_real_report_keeps_the_schema(shop: Path, run, reach: tuple[str, ...]) -> None:
    ran = run("audit", "--format", "json", *reach)
    assert ran.status == 0
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for part in schema["$defs"].values():
        part["additionalProperties"] = False
    report = json.loads(ran.out)
    jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)
    reached = report["tests"][0]["reaches"]
    assert reached == (["shop.pricing.discount", "shop.pricing.total"] if reach else None)


def test_two_audits_give_the_same_bytes(shop: Path, run) -> None:
    """The second one reads from the cache."""
    first = run("audit", "--format", "json").out
    assert (shop / ".pyramid_cache").is_dir()
    assert run("audit", "--format", "json").out == first


def test_a_file_that_cannot_be_read_is_listed_and_the_rest_goes_on(shop: Path, run) -> None:
    (shop / "shop" / "broken.py").write_text("def f(:\n", encoding="utf-8")
    ran = run("audit")
    assert ran.status == 0
    assert "shop/broken.py:1" in ran.out
    assert "(syntax-error)" in ran.out
    assert "2 unit" in ran.out


def test_graph_lists_edges(shop: Path, run) -> None:
    edges = json.loads(run("graph").out)["edges"]
    assert {"caller": "shop.pricing.total", "callee": "shop.pricing.discount"} in [
        {key: edge[key] for key in ("caller", "callee")} for edge in edges
    ]


def test_graph_for_benchmarks_names_builtins(shop: Path, run) -> None:
    graph = json.loads(run("graph", "--format", "pycg").out)
    assert graph["shop.pricing.total"] == ["shop.pricing.discount"]
    assert "<builtin>.len" in graph["shop.pricing.forgotten"]


def test_graph_for_drawing(shop: Path, run) -> None:
    text = run("graph", "--format", "dot").out
    assert text.startswith("digraph calls {")
    assert '"shop.pricing.total" -> "shop.pricing.discount"' in text


@pytest.mark.parametrize(("command", "folder"), [("why", "answers"), ("graph", "graphs")])
def test_unknown_format_is_told_before_the_work(shop: Path, run, command: str, folder: str) -> None:
    subject = ["discount"] if command == "why" else []
    ran = run(command, *subject, "--format", "jsno")
    assert ran.status == 2
    assert "json" in ran.err
    assert not (shop / ".pyramid_cache").exists()
    assert "json" in format_names(folder)
