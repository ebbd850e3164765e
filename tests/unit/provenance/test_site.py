"""Which pages a handler renders, and where they lead."""

from __future__ import annotations

import pytest

OPEN = """
    from playwright.sync_api import Page, expect

    def test_shop(page: Page):
        page.goto("http://localhost{path}")
        expect(page.locator("{selector}")).to_have_text("{text}")
    """


def opened(path: str, selector: str, text: str = "x") -> str:
    return OPEN.format(path=path, selector=selector, text=text)


def test_a_page_extends_and_includes_others(traced) -> None:
    rows = '{% include "row.html" %}<i id="own">{{ hello }}</i>'
    found = traced(
        {
            "tests/test_shop.py": opened("/", "#row"),
            "shop/templates/home.html": rows,
            "shop/templates/row.html": '<b id="row">{{ hello }}</b>',
        }
    )
    assert found.deciders("expect")[0] == "shop.rules.greeting"


def test_a_helper_is_told_the_template_by_its_callers(traced) -> None:
    found = traced(opened("/cart", "[data-test=net]"))
    assert found.at("expect").fact("placed") == {"yes"}
    assert found.deciders("expect")[0] == "shop.rules.net_of"


def test_a_helper_of_a_helper_is_told_too(traced) -> None:
    views = """
        from flask import Flask, render_template
        from shop.rules import greeting

        app = Flask(__name__)

        def page(template, **context):
            return render_template(template, **context)

        def localised(name, **context):
            return page(name, **context)

        @app.get("/")
        def home():
            return localised("home.html", hello=greeting(3))

        @app.get("/cart")
        def cart():
            return localised("cart.html", totals=None)
        """
    found = traced({"tests/test_shop.py": opened("/", "h1"), "shop/views.py": views})
    assert found.at("expect").fact("placed") == {"yes"}
    found = traced({"tests/test_shop.py": opened("/", "[data-test=net]"), "shop/views.py": views})
    assert found.at("expect").fact("placed") == {"no"}


def test_other_callers_pages_are_not_a_handlers_own(traced) -> None:
    found = traced(opened("/cart", "#state", "paid"))
    assert found.at("expect").fact("placed") == {"no"}
    assert "shop.store.load_order" not in found.deciders("expect")


@pytest.mark.parametrize(
    ("click", "handler"),
    [
        ('page.get_by_role("link", name="Cart").click()', "shop.views.cart"),
        ('page.get_by_text("Cart").click()', "shop.views.cart"),
        ('page.locator("a").press("Enter")', "shop.views.cart"),
        ('page.get_by_role("link", name="Blog").click()', "shop.views.home"),
        ('page.locator("a").hover()', "shop.views.home"),
    ],
)
def test_a_click_leads_to_the_page_behind_the_link(traced, click: str, handler: str) -> None:
    found = traced(
        f"""
        from playwright.sync_api import Page

        def test_shop(page: Page):
            page.goto("/")
            {click}
            assert page.locator("h1").inner_text() == "Cart"
        """
    )
    assert found.at("assert").handlers[0] == handler


def test_a_form_without_an_address_is_sent_to_its_own_page(traced) -> None:
    found = traced(
        """
        from playwright.sync_api import expect

        def test_shop(page):
            page.goto("/cart")
            page.get_by_label("Name").fill("Chair")
            page.get_by_role("button", name="Add").click()
            expect(page.get_by_test_id("row")).to_have_text("Chair")
        """
    )
    assert set(found.at("expect").handlers) == {"shop.views.cart", "shop.views.add"}
    assert found.at("expect").fact("owner") >= {"typed"}


def test_decorators_of_a_handler_may_answer_in_its_place(traced) -> None:
    views = """
        from functools import wraps
        from flask import Flask, abort

        app = Flask(__name__)

        def members_only(view):
            @wraps(view)
            def inner(*args):
                if not args:
                    abort(403)
                return view(*args)
            return inner

        @app.get("/")
        @members_only
        def home():
            return "Hello"
        """
    tests = """
        from playwright.sync_api import Page

        def test_shop(page: Page):
            answer = page.goto("http://localhost/")
            assert answer.status == 403
        """
    found = traced({"tests/e2e/test_shop.py": tests, "shop/views.py": views})
    assert set(found.deciders("assert")) == {"shop.views.home", "shop.views.members_only"}
