"""Small repositories of other frameworks: the audit's answer beside the one stated by hand.

``expected.toml`` of each says the layers of the tests in every file, every route, and for each check of the
browser tests where it belongs and which function decides it (the first one named).
"""

from __future__ import annotations

import dataclasses
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pyramid.model.report import CheckEntry, Report
from pyramid.pipeline import audit
from pyramid.settings import DEFAULT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECTS = ("library", "tickets")
HERE = Path(__file__).parent


def _expected(project: str) -> dict[str, Any]:
    return tomllib.loads((HERE / project / "expected.toml").read_text(encoding="utf-8"))


CHECKS = [(project, entry) for project in PROJECTS for entry in _expected(project)["check"]]


@cache
def _report(project: str) -> Report:
    return audit(HERE / project, [], dataclasses.replace(DEFAULT, cache=False, jobs=1))


def _check(project: str, text: str) -> CheckEntry:
    found = [check for check in _report(project).checks if check.text == text]
    assert len(found) == 1, [check.text for check in _report(project).checks]
    return found[0]


def _name(value: object) -> str:
    return value if isinstance(value, str) else str(value["text"])  # type: ignore[index]


@pytest.mark.parametrize("project", PROJECTS)
def test_layers(project: str) -> None:
    found: dict[str, set[str]] = {}
    for test in _report(project).tests:
        found.setdefault(test.path, set()).add(test.layer)
    assert found == {path: set(layers) for path, layers in _expected(project)["layers"].items()}


@pytest.mark.parametrize("project", PROJECTS)
def test_routes(project: str) -> None:
    found = {route.path: route.handler for route in _report(project).routes}
    assert found == _expected(project)["routes"]


@pytest.mark.parametrize("project", PROJECTS)
def test_checks_are_found_once_and_nothing_else(project: str) -> None:
    stated = [entry["text"] for entry in _expected(project)["check"]]
    assert sorted(check.text for check in _report(project).checks) == sorted(stated)


@pytest.mark.parametrize(("project", "entry"), CHECKS, ids=_name)
def test_where_a_check_belongs(project: str, entry: dict[str, str]) -> None:
    assert _check(project, entry["text"]).target == entry["target"]


@pytest.mark.parametrize(("project", "entry"), [row for row in CHECKS if "decided_by" in row[1]], ids=_name)
def test_who_decides_a_check(project: str, entry: dict[str, str]) -> None:
    assert _check(project, entry["text"]).decided_by[0].function == entry["decided_by"]


@pytest.mark.parametrize("project", PROJECTS)
def test_gaps(project: str) -> None:
    assert {gap.function: gap.code for gap in _report(project).gaps} == _expected(project)["gaps"]


@pytest.mark.parametrize("project", PROJECTS)
def test_nothing_was_left_out(project: str) -> None:
    assert _report(project).skipped == ()
