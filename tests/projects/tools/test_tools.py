"""A small repository for each test tool: the tests that the audit finds, where they stand, what they ask for.

``expected.json`` of each holds every test by its id with its layer and tags, every request with the
handlers that answer it, and what was not read.  `python tests/projects/tools/test_tools.py NAME` prints
what is found now.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from pyramid.model.report import Report
from pyramid.pipeline import audit
from pyramid.settings import DEFAULT

HERE = Path(__file__).parent
PROJECTS = sorted(path.parent.name for path in HERE.glob("*/expected.json"))


@pytest.mark.parametrize("project", PROJECTS)
def test_expected(project: str) -> None:
    expected = json.loads((HERE / project / "expected.json").read_text(encoding="utf-8"))
    assert found(HERE / project) == expected


def found(project: Path) -> dict[str, Any]:
    """What the audit says about a project, as far as it is stated by hand."""
    report = audit(project, [], dataclasses.replace(DEFAULT, cache=False, jobs=1))
    return {key: value for key, value in _parts(report).items() if value}


def _parts(report: Report) -> dict[str, Any]:
    return {
        "tests": {test.id: " ".join([test.layer, *test.tags]) for test in report.tests},
        "requests": [
            " ".join([f"{each.path}:{each.line}", each.method, each.url, *each.handlers])
            for each in report.requests
        ],
        "stubs": [
            " ".join([f"{each.path}:{each.line}", each.tool, each.method, each.url, *each.stands_for])
            for each in report.stubs
        ],
        "skipped": [f"{each.path}:{each.line} {each.slug}" for each in report.skipped],
    }


if __name__ == "__main__":
    print(json.dumps(found(HERE / sys.argv[1]), indent=2, ensure_ascii=False))
