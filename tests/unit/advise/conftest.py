"""A repository small enough to know every answer, audited by the real corridor."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from pyramid import pipeline
from pyramid.model.coverage import CoverageReport
from pyramid.model.layers import EvidenceKind
from pyramid.model.report import Report
from pyramid.settings import DEFAULT, Settings

FILES: Mapping[str, str] = {
    "shop/__init__.py": "",
    "shop/prices.py": """
        def total_of(items):
            total = 0
            for item in items:
                total += item
            return total

        def tax_of(total):
            if total > 100:
                return total // 5
            return 0

        def unused(total):
            if total:
                return 1
            return 2

        def constant():
            return 7
        """,
    "shop/views.py": """
        from flask import Flask, render_template
        from shop.prices import tax_of, total_of

        app = Flask(__name__)

        @app.get("/cart")
        def cart():
            total = total_of([1, 2])
            return render_template("cart.html", total=total, tax=tax_of(total))

        @app.get("/late")
        def late():
            return "Too late for that", 410
        """,
    "shop/templates/cart.html": '<p id="total">{{ total }}</p>\n<p id="tax">{{ tax }}</p>\n',
    "tests/e2e/test_cart.py": """
        from playwright.sync_api import Page, expect

        def test_cart(page: Page):
            page.goto("/cart")
            expect(page.locator("#total")).to_have_text("3")
            expect(page.locator("#tax")).to_have_text("0")
            expect(page.locator("#tax")).to_be_focused()

        def test_late(page: Page):
            answer = page.goto("/late")
            assert answer.status == 410
        """,
    "tests/unit/test_prices.py": """
        from shop.prices import total_of

        def test_total_of():
            assert total_of([1, 2]) == 3
        """,
}
Audit = Callable[..., Report]


@pytest.fixture(scope="session", autouse=True)
def rules_read_once() -> Iterator[None]:
    """The rule files are the same for every tree: read them once."""
    rules = pipeline.load_rules_for(Path(), DEFAULT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "load_rules_for", lambda root, settings: rules)
        yield


@pytest.fixture
def audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Audit:
    """Audit the repository with further files, recorded coverage and settings."""

    def ask(
        more: Mapping[str, str] | None = None,
        coverage: CoverageReport | None = None,
        settings: Settings = DEFAULT,
    ) -> Report:
        for name, text in {**FILES, **(more or {})}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        known = coverage or CoverageReport(evidence=EvidenceKind.NONE)
        monkeypatch.setattr(pipeline, "load_coverage", lambda *given: known)
        return pipeline.audit(tmp_path, [], dataclasses.replace(settings, cache=False, jobs=1))

    return ask
