"""A branch from its first commit to its last: told once, resolved once, then silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pyramid.cli import main

COUPON = """
def discount(total, code):
    if code == "SPRING" and total > 100:
        return total // 10
    return 0
"""
VIEWS = """
from flask import Flask, render_template
from shop.coupon import discount

app = Flask(__name__)


@app.get("/cart")
def cart():
    return render_template("cart.html", discount=discount(200, "SPRING"))
"""
E2E = """
from playwright.sync_api import Page, expect


def test_coupon(page: Page):
    page.goto("/cart")
    expect(page.locator("#discount")).to_have_text("20")
"""
UNIT = """
from shop.coupon import discount


def test_discount():
    assert discount(200, "SPRING") == 20
    assert discount(100, "SPRING") == 0
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "shop-repository"
    files = {
        "pyproject.toml": '[project]\nname = "shop"\n',
        "shop/__init__.py": "",
        "shop/coupon.py": COUPON,
        "shop/views.py": VIEWS,
        "shop/templates/cart.html": '<p id="discount">{{ discount }}</p>\n',
        "tests/e2e/test_coupon.py": E2E,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def added(name: str, text: str) -> dict[str, str]:
    lines = text.split("\n")[:-1]
    patch = f"@@ -0,0 +1,{len(lines)} @@\n" + "\n".join(f"+{line}" for line in lines)
    return {"filename": name, "status": "added", "patch": patch}


def test_told_resolved_silent(host, comment, shop: Path, servers) -> None:
    report = shop.parent / "report.json"

    def push() -> list[dict]:
        assert main(["audit", "--no-cache", "--jobs", "1", "-q", "--format", "json", "-o", str(report)]) == 0
        return json.loads(report.read_text())["findings"]

    host.state.files = [added("tests/e2e/test_coupon.py", E2E)]
    assert "PYR101" in {finding["code"] for finding in push()}
    assert "commented on #7" in comment(report).err
    (made,) = host.state.comments
    assert "coupon.discount" in made["body"] and "tests/e2e/test_coupon.py:7" in made["body"]

    (shop / "tests" / "unit").mkdir()
    (shop / "tests" / "unit" / "test_coupon.py").write_text(UNIT, encoding="utf-8")
    host.state.files.append(added("tests/unit/test_coupon.py", UNIT))
    push()
    assert "resolved the comment on #7" in comment(report).err
    assert [each["id"] for each in host.state.comments] == [made["id"]]
    assert "**Resolved.**" in made["body"]

    before = host.state.said()
    push()
    assert "nothing to say" in comment(report).err
    assert host.state.said() == before
