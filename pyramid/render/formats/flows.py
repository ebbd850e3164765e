"""The journeys to keep, in plain language: for a hosted end-to-end service or a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyramid.model.flow import Flow, Flows, LookAt
from pyramid.model.report import CheckEntry, Report, TestEntry
from pyramid.render.encoding import encode, encode_model
from pyramid.render.options import RenderOptions
from pyramid.render.plain import one_line

_KEPT = "keep"
_LAYER = "e2e"


def render(report: Report, options: RenderOptions) -> str:
    """The journeys as JSON, by the contract of ``flows.schema.json``."""
    kept: dict[str, list[CheckEntry]] = {}
    for check in report.checks:
        for test in check.test if check.target == _KEPT else ():
            kept.setdefault(test, []).append(check)
    tests = sorted(report.tests, key=lambda test: (test.path, test.line, test.id))
    flows = [_flow(report, test, kept[test.id]) for test in tests if test.layer == _LAYER and test.id in kept]
    return encode_model(Flows(flows=tuple(flows)))


def render_error(error: str, fix: str) -> str:
    """What stands in the place of the journeys when there are none to tell."""
    return encode({"error": error, "fix": fix})


def _flow(report: Report, test: TestEntry, checks: list[CheckEntry]) -> Flow:
    ordered = sorted(checks, key=lambda check: (check.path != test.path, check.path, check.line))
    return Flow(
        test=test.id,
        path=test.path,
        line=test.line,
        journey=_plain(test.id),
        steps=tuple(dict.fromkeys(_opens(report, test))),
        look_at=tuple(
            LookAt(text=one_line(c.text), path=c.path, line=c.line, why=one_line(c.reason)) for c in ordered
        ),
    )


def _opens(report: Report, test: TestEntry) -> Iterator[str]:
    """What is opened or sent between the test's own line and the next test of its file."""
    later = (each.line for each in report.tests if each.path == test.path and each.line > test.line)
    end = min(later, default=None)
    for request in report.requests:
        inside = request.path == test.path and request.line >= test.line
        if inside and (end is None or request.line < end):
            verb = "Open" if request.method in ("GET", "*") else f"Send {request.method}"
            yield f"{verb} {one_line(request.url)}"


def _plain(name: str) -> str:
    """``tests/a.py::TestCart::test_total_of_two`` reads "Cart: total of two"; a title stays as it is."""
    _, *parts = name.split("::")
    words = [re.sub(r"^(?:test_?|Test)(?=\w)", "", part).replace("_", " ").strip() for part in parts]
    return ": ".join(filter(None, words)) or name
