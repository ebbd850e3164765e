"""A route for everything that hands out one page is the frontend's; one that reads the path is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pyramid.model.meaning import HttpRequest
from pyramid.model.program import Program
from pyramid.recognize import find_requests, find_routes, recognize
from pyramid.rulebook import Rules

Visits = Callable[[str], dict[str, HttpRequest]]

APP = """
from flask import Flask
app = Flask(__name__)

@app.get("/api/items")
def items(): return []

@app.get("/<org>/login")
def login(org): return org

"""
TEST = """
def test_pages(page):
    page.goto("http://localhost:5000/")
    page.goto("http://localhost:5000/orders/new")
    page.goto("http://localhost:5000/acme/login")
    page.goto(f"http://localhost:5000/orders/{order()}")
"""


@pytest.fixture
def visits(link: Callable[..., Program], rules: Rules) -> Visits:
    """The visits of the test, by URL, with a catch-all handler in the application."""

    def found(handler: str) -> dict[str, HttpRequest]:
        program = link({"app.py": APP + handler, "test_pages.py": "import playwright\n" + TEST})
        meanings = recognize(program, rules)
        requests = find_requests(program, meanings, find_routes(program, meanings))
        return {each.url.removeprefix("http://localhost:5000"): each for each in requests}

    return found


@pytest.mark.parametrize(
    "body",
    [
        "def index(path=''): return page()",
        "def index(**_): return page()",
        "def index(path=''): return send(path if exists(path) else 'dist/index.html')",
    ],
)
def test_one_page_for_every_path(visits: Visits, body: str) -> None:
    found = visits(f"@app.get('/')\n@app.get('/<path:path>')\n{body}\n")
    for url in ("/", "/orders/new", "/orders/{}"):
        assert found[url].handlers == ("app.index",)
        assert found[url].frontend
        assert found[url].certainty.value == "guess"
    assert found["/acme/login"].handlers == ("app.login",)
    assert not found["/acme/login"].frontend


def test_a_handler_that_reads_the_path(visits: Visits) -> None:
    found = visits("@app.get('/<path:path>')\ndef index(path): return wiki(path)\n")
    assert found["/orders/new"].handlers == ("app.index",)
    assert not found["/orders/new"].frontend


def test_no_handler_at_all(visits: Visits) -> None:
    found = visits("")
    assert found["/orders/new"].handlers == ()
    assert found["/orders/new"].frontend
    assert not found["/acme/login"].frontend
