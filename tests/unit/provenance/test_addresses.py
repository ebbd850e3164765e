"""Addresses that a test puts together, and who answers when a guard stands before a handler."""

from __future__ import annotations

import pytest

from pyramid.model.meaning import Route
from pyramid.provenance.addresses import Addresses


def routes(*paths: str) -> Addresses:
    return Addresses(
        [
            Route(path=path, method="GET", handler=f"app.{n}", file="app.py", line=n + 1)
            for n, path in enumerate(paths)
        ]
    )


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("{}account", ("app.0",)),  # the base address ends with a slash
        ("\0account", ("app.0",)),
        ("{}/account", ("app.0",)),
        ("{}settings", ("app.1",)),  # unknown, then the end of one route
        ("account", ()),
        ("{}edit", ()),  # too many routes end so
        ("{}id", ()),  # and this says nothing
    ],
)
def test_an_address_behind_an_unknown_base(url: str, found: tuple[str, ...]) -> None:
    several = [f"/{name}/edit" for name in "abcd"]
    assert routes("/account", "/users/{name}/settings", "/x/id", *several).landing(url) == found


JOINED = """
    from playwright.sync_api import Page, expect
    from tests.e2e.tools import server, url_path_join, site

    def test_shop(page: Page):
        page.goto({address})
        expect(page.locator("[data-test=net]")).to_have_text("5")
    """
TOOLS = """
    import os

    def server():
        return os.environ["SERVER"]

    def url_path_join(*parts):
        return "/".join(part.strip("/") for part in parts)

    def site(name):
        return f"{server()}/{name}"
    """


@pytest.mark.parametrize("address", ['url_path_join(server(), "cart")', 'site("cart")', 'server() + "/cart"'])
def test_an_address_that_a_helper_makes(traced, address: str) -> None:
    files = {"tests/e2e/tools.py": TOOLS, "tests/e2e/__init__.py": ""}
    found = traced({"tests/e2e/test_shop.py": JOINED.format(address=address), **files})
    assert found.deciders("expect")[0] == "shop.rules.net_of"


GUARDED = """
    from functools import wraps
    from flask import Flask, redirect, render_template, session

    app = Flask(__name__)

    def members_only(function):
        @wraps(function)
        def inner():
            return function() if "user" in session else redirect("https://login.invalid")
        return inner

    @app.get("/club")
    @members_only
    def club():
        return render_template("club.html")
    """


@pytest.mark.parametrize(("heading", "turned"), [("Log in", True), ("The club", False)])
def test_a_page_that_is_not_the_one_asked_for_is_the_guards_answer(
    traced, heading: str, turned: bool
) -> None:
    test = f"""
        from playwright.sync_api import Page, expect

        def test_club(page: Page):
            page.goto("http://localhost/club")
            expect(page.get_by_role("heading", name="{heading}")).to_be_visible()
        """
    page = {"shop/templates/club.html": "<h1>The club</h1>", "shop/club.py": GUARDED}
    found = traced({"tests/e2e/test_club.py": test, **page})
    assert (found.deciders("expect")[0] == "shop.club.members_only") is turned


def test_what_only_hands_out_what_it_has_decides_nothing(traced) -> None:
    rules = """
        class Box:
            def __init__(self, label):
                self._label = label

            @property
            def label(self):
                return self._label

            @property
            def title(self):
                return self._label.upper() + "!"
        """
    views = """
        from flask import Flask, render_template
        from shop.boxes import Box

        app = Flask(__name__)

        @app.get("/box")
        def box():
            return render_template("box.html", box=Box("x"))
        """
    test = """
        from playwright.sync_api import Page, expect

        def test_box(page: Page):
            page.goto("http://localhost/box")
            expect(page.locator("#label")).to_have_text("x")
            expect(page.locator("#title")).to_have_text("X!")
        """
    template = '<i id="label">{{ box.label }}</i><i id="title">{{ box.title }}</i>'
    files = {"shop/boxes.py": rules, "shop/box.py": views, "shop/templates/box.html": template}
    found = traced({"tests/e2e/test_box.py": test, **files})
    assert found.deciders('expect(page.locator("#title"))')[0] == "shop.boxes.Box.title"
    assert "shop.boxes.Box.label" not in found.deciders('expect(page.locator("#label"))')[:1]


NAMED = """
    from flask import url_for
    from playwright.sync_api import Page, expect

    def test_shop(page: Page, live_server):
        page.goto("http://localhost/cart")
        page.locator("#unheard-of").click()
        expect(page).to_have_url(live_server.url + url_for("{name}"))
        expect(page.locator("h1")).to_have_text("Welcome")
    """


@pytest.mark.parametrize(
    ("name", "first"), [("home", "shop.views.home"), ("api_cart", "shop.views.api_cart")]
)
def test_an_address_made_from_a_routes_name_says_where_the_user_is(traced, name: str, first: str) -> None:
    found = traced({"tests/e2e/test_shop.py": NAMED.format(name=name)})
    assert found.at("expect(page).to_have_url").handlers[0] == first
    assert ("shop.views.home" in found.deciders('expect(page.locator("h1"))')[:1]) is (name == "home")
