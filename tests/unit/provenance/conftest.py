"""Small repositories with browser tests, audited by the real corridor."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pyramid import pipeline
from pyramid.model.analysis import Analysis
from pyramid.model.provenance import Trace
from pyramid.settings import DEFAULT

Repository = Mapping[str, str]

#: A shop whose pages show what plain code decides.
SHOP: Repository = {
    "shop/__init__.py": "",
    "shop/rules.py": """
        from dataclasses import dataclass

        SHIPPING = 5

        @dataclass
        class Totals:
            net: int
            discount: int
            label: str = ""

            @property
            def gross(self):
                return self.net - self.discount

        def discount_of(items):
            return 10 if len(items) > 3 else 0

        def net_of(items):
            total = 0
            for item in items:
                total += item["price"]
            return total

        def may_refund(user):
            return user["role"] == "manager"

        def can_cancel(order):
            return order["state"] in ("new", "paid")

        def problem_with(quantity):
            if quantity < 1:
                return f"Quantity {quantity} is too small"
            if quantity > 99:
                return "That is more than we have"
            return ""

        def greeting(hour):
            return "Good morning" if hour < 12 else "Good evening"
        """,
    "shop/views.py": """
        from datetime import datetime
        from flask import Flask, redirect, render_template, request, session, url_for
        from shop.rules import Totals, can_cancel, discount_of, greeting, may_refund, net_of, problem_with
        from shop.store import all_items, load_order, save_item

        app = Flask(__name__)

        def totals_of(items):
            return Totals(net_of(items), discount=discount_of(items))

        def page(template, **context):
            context["hello"] = greeting(datetime.now().hour)
            return render_template(template, **context)

        @app.get("/")
        def home():
            return page("home.html")

        @app.get("/cart")
        def cart():
            items = all_items()
            return page("cart.html", items=items, totals=totals_of(items))

        @app.post("/cart")
        def add():
            problem = problem_with(int(request.form["quantity"]))
            if problem:
                return page("cart.html", items=[], totals=None, problem=problem), 400
            save_item(request.form["name"])
            return redirect(url_for("cart"))

        @app.get("/orders/<int:number>")
        def order(number):
            found = load_order(number)
            if found is None:
                return "There is no such order", 404
            flags = {"refund": may_refund(session["user"]), "cancel": can_cancel(found)}
            return page("order.html", order=found, flags=flags)

        @app.get("/api/cart")
        def api_cart():
            items = all_items()
            return {"count": len(items), "discount": discount_of(items)}
        """,
    "shop/store.py": """
        import sqlite3

        def connection():
            return sqlite3.connect("shop.db")

        def all_items():
            return connection().execute("select * from item").fetchall()

        def save_item(name):
            connection().execute("insert into item values (?)", [name])

        def load_order(number):
            return connection().execute("select * from orders where id = ?", [number]).fetchone()
        """,
    "shop/templates/base.html": "<title>Shop</title><p class=hello>{{ hello }}</p>{% block body %}",
    "shop/templates/home.html": '{% extends "base.html" %}<h1>Welcome</h1><a href="/cart">Cart</a>',
    "shop/templates/cart.html": """
        {% extends "base.html" %}
        {% for item in items %}<tr data-test="row"><td>{{ item.name }}</td></tr>{% endfor %}
        <p data-test="net">Net {{ totals.net }}</p>
        <p data-test="discount">Discount {{ totals.discount }}</p>
        <p data-test="gross">{{ totals.gross }}</p>
        {% if problem %}<p role="alert">{{ problem }}</p>{% endif %}
        <form method="post"><label>Name <input name="name"></label>
        <label for="quantity">Quantity</label><input id="quantity" name="quantity">
        <button>Add</button></form>
        """,
    "shop/templates/order.html": """
        {% extends "base.html" %}
        <span id="state">{{ order.state }}</span>
        {% if flags.refund %}<button>Refund</button>{% endif %}
        {% if flags["cancel"] %}<button id="cancel">Cancel</button>
        {% else %}<i id="late">Too late</i>{% endif %}
        """,
}


@dataclass(frozen=True)
class Traced:
    """What an audit found out, asked by the text of a check's first line."""

    analysis: Analysis

    def at(self, text: str) -> Trace:
        """The one check whose line starts so."""
        found = [trace for trace in self.analysis.traces if trace.check.text.startswith(text)]
        assert len(found) == 1, [trace.check.text for trace in self.analysis.traces]
        return found[0]

    def deciders(self, text: str) -> list[str]:
        return [candidate.function for candidate in self.at(text).candidates]


@pytest.fixture(scope="session", autouse=True)
def rules_read_once() -> Iterator[None]:
    """The rule files are the same for every tree: read them once."""
    rules = pipeline.load_rules_for(Path(), DEFAULT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "load_rules_for", lambda root, settings: rules)
        yield


@pytest.fixture
def traced(tmp_path: Path) -> Callable[[str | Repository], Traced]:
    """Audit the shop with one browser test file, or with further files."""

    def trace(tests: str | Repository) -> Traced:
        more = {"tests/e2e/test_shop.py": tests} if isinstance(tests, str) else tests
        for name, text in {**SHOP, **more}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return Traced(pipeline.analyse(tmp_path, [], dataclasses.replace(DEFAULT, cache=False, jobs=1)))

    return trace
