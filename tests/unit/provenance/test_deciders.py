"""From what a check looks at to the functions that decide it."""

from __future__ import annotations

import textwrap

import pytest

from pyramid.advise.target import place_check
from pyramid.rulebook import load_rules
from pyramid.rulebook.parse_advice import advice_rules

HEAD = "from playwright.sync_api import Page, expect\n\n"
CART = HEAD + "def test_it(page: Page):\n    page.goto('/cart')\n    {check}\n"
ORDER = HEAD + "def test_it(page: Page):\n    page.goto('/orders/7')\n    {check}\n"


@pytest.mark.parametrize(
    ("test", "check", "function", "how"),
    [
        # a field given by place, by keyword, a property of the same object
        (CART, "expect(page.get_by_test_id('net')).to_have_text('Net 5')", "shop.rules.net_of", "field"),
        (
            CART,
            "expect(page.get_by_test_id('discount')).to_have_text('1')",
            "shop.rules.discount_of",
            "field",
        ),
        (CART, "expect(page.get_by_test_id('gross')).to_have_text('1')", "shop.rules.Totals.gross", "field"),
        # a key of a dictionary, written with a dot or a subscript; the branch that is not taken
        (
            ORDER,
            "expect(page.get_by_role('button', name='Refund')).to_be_hidden()",
            "shop.rules.may_refund",
            "condition",
        ),
        (ORDER, "expect(page.locator('#cancel')).to_be_visible()", "shop.rules.can_cancel", "condition"),
        (ORDER, "expect(page.locator('#late')).to_be_visible()", "shop.rules.can_cancel", "condition"),
        # a value that a helper adds to every page
        (CART, "expect(page.locator('.hello')).to_have_text('x')", "shop.rules.greeting", "field"),
        # texts that plain code or the handler itself owns
        (CART, "expect(page.locator('p')).to_have_text('Good morning')", "shop.rules.greeting", "text"),
        (
            CART,
            "expect(page.locator('p')).to_have_text('That is more than we have')",
            "shop.rules.problem_with",
            "text",
        ),
        (
            CART,
            "expect(page.locator('p')).to_have_text('Quantity -3 is too small')",
            "shop.rules.problem_with",
            "text",
        ),
        (
            CART,
            "expect(page.locator('h9')).to_contain_text('more than we')",
            "shop.rules.problem_with",
            "text",
        ),
        (
            ORDER,
            "expect(page.locator('body')).to_have_text('There is no such order')",
            "shop.views.order",
            "text",
        ),
    ],
)
def test_the_first_candidate(traced, test: str, check: str, function: str, how: str) -> None:
    best = traced(test.format(check=check)).at("expect").candidates[0]
    assert (best.function, best.how) == (function, how)
    assert best.hops and all(hop.text for hop in best.hops)


def test_a_loop_variable_stands_for_the_list_it_runs_over(traced) -> None:
    found = traced(CART.format(check="expect(page.locator('td')).to_have_text('Chair')"))
    assert "shop.store.all_items" in found.deciders("expect")[:2]


@pytest.mark.parametrize(
    ("test", "check", "function"),
    [
        # "paid" is only compared with, "state" only looked up
        (ORDER, "expect(page.locator('#state')).to_have_text('paid')", "shop.rules.can_cancel"),
        (ORDER, "expect(page.locator('#state')).to_have_text('state')", "shop.rules.can_cancel"),
        # part of a text is only enough where a part is asked for
        (CART, "expect(page.locator('h9')).to_have_text('more than we')", "shop.rules.problem_with"),
        (CART, "expect(page.locator('h9')).to_have_text('is')", "shop.rules.problem_with"),
        # owned by a function that this page does not run
        (
            ORDER,
            "expect(page.locator('h9')).to_have_text('That is more than we have')",
            "shop.rules.problem_with",
        ),
    ],
)
def test_no_candidate(traced, test: str, check: str, function: str) -> None:
    assert function not in traced(test.format(check=check)).deciders("expect")


def test_what_a_test_types_is_not_owned_by_the_code_that_says_the_same(traced) -> None:
    found = traced(
        HEAD
        + textwrap.dedent(
            """
            def test_it(page: Page):
                page.goto("/cart")
                page.get_by_label("Name").fill("Good morning")
                expect(page.locator("h9")).to_have_text("Good morning")
            """
        )
    )
    assert "shop.rules.greeting" not in found.deciders("expect")
    assert found.at("expect").fact("owner") >= {"unsent"}


@pytest.mark.parametrize(
    "built", ["Box(one(), two())", "Box(one(), right=two())", "Box(right=two(), left=one())"]
)
@pytest.mark.parametrize(("part", "function"), [("left", "one"), ("right", "two")])
def test_a_field_is_what_it_was_built_from(traced, built: str, part: str, function: str) -> None:
    views = f"""
        from dataclasses import dataclass
        from flask import Flask, render_template

        app = Flask(__name__)

        @dataclass
        class Box:
            left: int
            right: int

        def one():
            return 1 if app else 0

        def two():
            return 2 if app else 0

        @app.get("/box")
        def shown():
            return render_template("box.html", box={built})
        """
    tests = (
        HEAD
        + "def test_it(page: Page):\n    page.goto('/box')\n    expect(page.locator('b')).to_have_text('7')\n"
    )
    page = f"<b>{{{{ box.{part} }}}}</b>"
    found = traced({"tests/test_box.py": tests, "shop/views.py": views, "shop/templates/box.html": page})
    known = [name for name in found.deciders("expect") if name in ("shop.views.one", "shop.views.two")]
    assert known == [f"shop.views.{function}"]


def test_a_value_passed_through_a_parameter_is_followed_to_the_callers(traced) -> None:
    views = """
        from flask import Flask, render_template
        from shop.rules import discount_of, net_of

        app = Flask(__name__)

        def shown(amount, note=""):
            return render_template("one.html", amount=amount, note=note)

        @app.get("/net")
        def net():
            return shown(net_of([]), note=str(discount_of([])))
        """
    page = '<b id="amount">{{ amount|money }}</b><i id="note">{{ note }}</i>'
    tests = """
        def test_it(page: Page):
            page.goto("/net")
            expect(page.locator("#amount")).to_have_text("1")
            expect(page.locator("#note")).to_have_text("1")
        """
    found = traced(
        {
            "tests/test_shop.py": HEAD + textwrap.dedent(tests),
            "shop/views.py": views,
            "shop/templates/one.html": page,
        }
    )
    assert found.deciders('expect(page.locator("#amount"))')[0] == "shop.rules.net_of"
    assert found.deciders('expect(page.locator("#note"))')[0] == "shop.rules.discount_of"


@pytest.mark.parametrize(
    ("test", "check", "target", "kind"),
    [
        (CART, "expect(page.get_by_test_id('net')).to_have_text('Net 5')", "unit", "computed-value"),
        (CART, "expect(page.get_by_test_id('row')).to_have_count(2)", "api", "persisted-state"),
        (
            CART,
            "expect(page.locator('p')).to_have_text('That is more than we have')",
            "unit",
            "validation-message",
        ),
        (CART, "expect(page.locator('#quantity')).to_be_focused()", "keep", "focus-keyboard"),
        (CART, "expect(page.locator('p')).to_have_css('color', 'red')", "keep", "visual"),
        (CART, "expect(page).to_have_title('Shop')", "api", "static-text"),
        (ORDER, "expect(page.get_by_role('button', name='Refund')).to_be_hidden()", "unit", "permission"),
        (ORDER, "expect(page.locator('#cancel')).to_be_visible()", "unit", "state-transition"),
        (ORDER, "expect(page.locator('#state')).to_have_text('paid')", "api", "persisted-state"),
        (ORDER, "expect(page.locator('body')).to_have_text('There is no such order')", "api", "static-text"),
        (ORDER, "expect(page.locator('#unheard-of')).to_be_enabled()", "keep", "visibility"),
    ],
)
def test_where_it_leads(traced, test: str, check: str, target: str, kind: str) -> None:
    (trace,) = traced(test.format(check=check)).analysis.traces
    rules = advice_rules(load_rules().advice)
    placement = place_check(trace, rules.targets)
    assert (placement.target.value, placement.kind) == (target, kind)
