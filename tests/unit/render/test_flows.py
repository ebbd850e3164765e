"""The journeys that are kept: only those with a check that stays, and their own steps."""

from __future__ import annotations

import dataclasses
import json

import jsonschema

from pyramid.model.report import CheckEntry, Report, RequestEntry, TestEntry
from pyramid.render import render
from pyramid.render.schema import flows_schema

PATH = "tests/e2e/test_cart.py"


def case(name: str, line: int, layer: str = "e2e") -> TestEntry:
    return TestEntry(
        id=f"{PATH}::{name}", path=PATH, line=line, layer=layer, certainty="certain", tags=(), evidence=()
    )


def check(name: str, line: int, target: str, text: str) -> CheckEntry:
    return CheckEntry(
        test=(f"{PATH}::{name}",),
        path=PATH,
        line=line,
        start_line=line,
        end_line=line,
        text=text,
        kind="flow",
        target=target,
        certainty="certain",
        decided_by=(),
        evidence=(),
        reason="a journey over pages",
    )


def request(line: int, method: str, url: str) -> RequestEntry:
    return RequestEntry(path=PATH, line=line, method=method, url=url, handlers=())


def test_only_what_stays_is_told(sample: Report) -> None:
    report = dataclasses.replace(
        sample,
        tests=(case("TestCart::test_pay_by_card", 3), case("test_total", 20), case("test_api", 30, "api")),
        checks=(
            check("TestCart::test_pay_by_card", 9, "keep", "expect(page).to_have_url('/paid')"),
            check("TestCart::test_pay_by_card", 8, "unit", "expect(total).to_have_text('3')"),
            check("test_total", 22, "unit", "expect(total).to_have_text('4')"),
            check("test_api", 31, "keep", "assert answer"),
        ),
        requests=(request(4, "GET", "/cart"), request(5, "POST", "/pay"), request(21, "GET", "/other")),
    )
    found = json.loads(render(report, "flows"))
    jsonschema.validate(found, json.loads(flows_schema()))
    assert [flow["journey"] for flow in found["flows"]] == ["Cart: pay by card"]
    (flow,) = found["flows"]
    assert flow["steps"] == ["Open /cart", "Send POST /pay"]
    assert [(each["text"], each["line"], each["why"]) for each in flow["look_at"]] == [
        ("expect(page).to_have_url('/paid')", 9, "a journey over pages")
    ]


def test_nothing_to_keep_is_an_empty_list(sample: Report) -> None:
    found = json.loads(render(dataclasses.replace(sample, checks=()), "flows"))
    assert found == {"flows": [], "schema_version": "1"}
