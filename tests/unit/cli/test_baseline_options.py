"""``--write-baseline`` and ``--baseline``, by the real corridor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEST = """
from shop import total


def test_total():
    assert total(1)
"""
CODE = """\
def total(n):
    if n:
        return 1
    return 2


def other(n):
    if n:
        return 1
"""


@pytest.fixture
def shop(project: Path) -> Path:
    (project / "shop.py").write_text(CODE, encoding="utf-8")
    (project / "test_shop.py").write_text(TEST, encoding="utf-8")
    return project


def codes(ran) -> list[str]:
    return [finding["code"] for finding in json.loads(ran.out)["findings"]]


def test_accept_then_silence_then_news(shop: Path, run) -> None:
    assert codes(run("audit", "--format", "json")) == ["PYR202"]
    wrote = run("audit", "--write-baseline", "data/accepted.json")
    assert wrote.status == 2 and "unwritable-output" in wrote.err
    wrote = run("audit", "--write-baseline", "accepted.json", "--fail-on", "note")
    assert (wrote.status, wrote.out) == (0, "")
    assert wrote.err.endswith(
        "Accepted 1 finding in accepted.json. Next: pyramid audit --baseline accepted.json\n"
    )
    quiet = run("audit", "--baseline", "accepted.json", "--format", "json", "--fail-on", "note")
    assert (quiet.status, codes(quiet)) == (0, [])
    (shop / "shop.py").write_text(CODE + "\n\ndef third(n):\n    if n:\n        return 1\n", encoding="utf-8")
    loud = run("audit", "--baseline", "accepted.json", "--format", "json", "--fail-on", "note")
    assert (loud.status, codes(loud)) == (1, ["PYR202"])


def test_the_baseline_may_be_a_setting(shop: Path, run) -> None:
    run("audit", "--write-baseline", "accepted.json", "--quiet")
    (shop / "pyproject.toml").write_text('[tool.pyramid]\nbaseline = "accepted.json"\n', encoding="utf-8")
    assert codes(run("audit", "--format", "json")) == []
    again = run("audit", "--write-baseline", "accepted.json")
    assert "Accepted 1 finding" in again.err


def test_a_missing_baseline_is_told(shop: Path, run) -> None:
    ran = run("audit", "--baseline", "gone.json")
    assert ran.status == 2
    assert "gone.json: there is no such baseline (no-such-baseline)" in ran.err
    assert "Traceback" not in ran.err


def test_why_still_explains_what_was_accepted(shop: Path, run) -> None:
    run("audit", "--write-baseline", "accepted.json")
    (shop / "pyproject.toml").write_text('[tool.pyramid]\nbaseline = "accepted.json"\n', encoding="utf-8")
    assert "reached by no test" in run("why", "shop.other").out
