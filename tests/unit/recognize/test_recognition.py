"""Meanings through helpers, directives, methods chosen by name, and lists that grow."""

from __future__ import annotations

import pytest

from pyramid.model.meaning import HttpRequest, Meanings
from pyramid.model.program import Program
from pyramid.recognize import find_requests, find_routes, pick, recognize
from pyramid.rulebook import Rules

APP = """
    from flask import Flask
    app = Flask(__name__)

    @app.get("/items/<id>")
    def item(id): ...

    @app.delete("/items/<id>")
    def remove(id): ...
    """


@pytest.fixture
def requests(link, rules: Rules):  # type: ignore[no-untyped-def]
    def found(test: str) -> list[HttpRequest]:
        program: Program = link({"app.py": APP, "test_app.py": test})
        meanings = recognize(program, rules)
        return list(find_requests(program, meanings, find_routes(program, meanings)))

    return found


def test_a_helper_speaks_for_its_callers(requests) -> None:  # type: ignore[no-untyped-def]
    (request,) = requests(
        """
        from app import app
        client = app.test_client()

        def get(path, prefix="/items"):
            url = "{}/{}".format(prefix, path)
            return client.get(url)

        def outer(number):
            return get(number)

        def test_it():
            outer("7")
        """
    )
    assert (request.line, request.url, request.handlers) == (13, "/items/7", ("app.item",))
    assert request.scope == "test_app.test_it"


def test_methods_chosen_by_name(requests) -> None:  # type: ignore[no-untyped-def]
    found = requests(
        """
        from app import app

        class Base:
            def ask(self, method, path):
                client = app.test_client()
                call = getattr(client, method.lower())
                return call(path)

        class TestIt(Base):
            def test_it(self):
                self.ask("DELETE", "/items/1")
                self.ask("get", "/items/1")
        """
    )
    assert [(each.method, each.handlers) for each in found] == [
        ("DELETE", ("app.remove",)),
        ("GET", ("app.item",)),
    ]


def test_unknown_parts_are_shown_as_such(requests) -> None:  # type: ignore[no-untyped-def]
    (request,) = requests(
        """
        from app import app

        def test_it(number):
            app.test_client().get(f"/items/{number()}")
        """
    )
    assert (request.url, request.handlers) == ("/items/{}", ("app.item",))


def test_scopes_and_subjects_of_decorators(link, rules: Rules) -> None:  # type: ignore[no-untyped-def]
    program = link({"app.py": APP})
    meanings: Meanings = recognize(program, rules)
    routes = meanings.of_kind("route")
    assert [(each.scope, each.subject) for each in routes] == [
        ("app.item", "app.item"),
        ("app.remove", "app.remove"),
    ]


def test_pick_finds_the_place_in_the_call(link, rules: Rules) -> None:  # type: ignore[no-untyped-def]
    program = link(
        {
            "test_x.py": """
            from playwright.sync_api import Page, expect

            def test_x(page: Page):
                expect(page.get_by_role("alert")).to_have_text("No")
            """
        }
    )
    (check,) = recognize(program, rules).of_kind("check")
    subject, expected = (
        pick(check.expression, check.slot("subject")),
        pick(check.expression, check.slot("expected")),
    )
    assert subject is not None and subject.text == "get_by_role"
    assert expected is not None and expected.text == "No"


def test_order_of_files_does_not_matter(link, rules: Rules) -> None:  # type: ignore[no-untyped-def]
    files = {"app.py": APP, "b.py": "from app import app\napp.add_url_rule('/x', view_func=print)\n"}
    first = recognize(link(files), rules).all
    assert recognize(link(dict(reversed(files.items()))), rules).all == first


def test_listed_values_of_a_parameter(requests) -> None:  # type: ignore[no-untyped-def]
    found = requests(
        """
        import pytest
        from app import app

        @pytest.mark.parametrize("number, kind", [(1, "items"), pytest.param(2, "things", id="x")])
        def test_it(number, kind):
            app.test_client().get(f"/{kind}/{number}")
        """
    )
    assert [(each.url, each.handlers) for each in found] == [
        ("/items/1", ("app.item",)),
        ("/items/2", ("app.item",)),
        ("/things/1", ()),
        ("/things/2", ()),
    ]


def test_a_lambda_uses_what_its_helper_is_given(requests) -> None:  # type: ignore[no-untyped-def]
    found = requests(
        """
        from app import app

        def later(path):
            return retry(lambda: app.test_client().delete(f"/items/{path}"))

        def test_it():
            later("7")
        """
    )
    assert [(each.line, each.url, each.handlers) for each in found] == [(8, "/items/7", ("app.remove",))]
