"""Checks of browser tests in other languages: where each belongs, and the function that decides it.

``expected-checks.json`` of a project holds them by hand: text → "target function".
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from pyramid.pipeline import audit
from pyramid.settings import DEFAULT

HERE = Path(__file__).parent
PROJECTS = sorted(path.parent.name for path in HERE.glob("*/expected-checks.json"))


@pytest.mark.parametrize("project", PROJECTS)
def test_expected(project: str) -> None:
    report = audit(HERE / project, [], dataclasses.replace(DEFAULT, cache=False, jobs=1))
    found = {
        check.text: " ".join([check.target, *(each.function for each in check.decided_by[:1])])
        for check in report.checks
    }
    assert found == json.loads((HERE / project / "expected-checks.json").read_text(encoding="utf-8"))
