"""Which route answers a URL."""

from __future__ import annotations

import pytest

from pyramid.model.meaning import Route
from pyramid.recognize.routes.matching import RouteMatcher


def route(path: str, handler: str = "", method: str = "GET", name: str = "") -> Route:
    return Route(method=method, path=path, handler=handler or path, file="f.py", line=1, name=name)


ROUTES = [
    route("/"),
    route("/users/me"),
    route("/users/{id}"),
    route("/users/{id}", "remove", "DELETE"),
    route("/users/{id}/posts/"),
    route("/shop/{slug}_{pk}/"),
    route("/any/{path}", "all", "*"),
    route("/docs/{name:path}", "pages"),
    route("/{}/goods/{id}", "goods"),
    route("/{}v2/tags/", "tags"),
    route("/{}", "nowhere"),
    route("/{org}/login", "org_login"),
    route("/legacy/", "pkg.submit", "POST", "legacy:submit"),
    route("/legacy/", "pkg.upload", "POST", "legacy:upload"),
]


def best(url: str, method: str = "GET") -> str:
    found, _ = RouteMatcher(ROUTES).match(method, url)
    return found[0].handler if found else ""


@pytest.mark.parametrize(
    ("url", "method", "wanted"),
    [
        ("/users/me", "GET", "/users/me"),
        ("/users/7", "GET", "/users/{id}"),
        ("/users/\0", "GET", "/users/{id}"),
        ("/users/7", "DELETE", "remove"),
        ("/users/7", "POST", ""),
        ("/users/7/posts", "GET", "/users/{id}/posts/"),
        ("http://localhost:8000/users/me?x=1#top", "GET", "/users/me"),
        ("http://\0", "GET", "/"),
        ("\0/users/me", "GET", "/users/me"),
        ("\0/posts", "GET", "/users/{id}/posts/"),
        ("\0", "GET", ""),
        ("/\0/users/me", "GET", "/users/me"),
        ("/shop/tea_7/", "GET", "/shop/{slug}_{pk}/"),
        ("/any/a/b/c", "PATCH", "all"),
        ("/nowhere", "GET", ""),
        ("/pages/\0", "GET", ""),
        ("/acme/login", "GET", "org_login"),
        ("/docs/a/b", "GET", "pages"),
        ("/docs/", "GET", "pages"),
        ("/api/v1/goods/3", "GET", "goods"),
        ("\0/goods/3", "GET", "goods"),
        ("/goods/3", "GET", "goods"),
        ("/v2/tags/", "GET", "tags"),
        ("https://www.example.org/users/7", "GET", "/users/{id}"),
        ("https://www.example.org/7/posts", "GET", ""),
        ("https://www.example.org/any/a", "GET", "all"),
        ("/legacy/?:action=upload", "POST", "pkg.upload"),
        ("users/me", "GET", "/users/me"),
        ("\x01.legacy.upload\x02", "POST", "pkg.upload"),
        ("\x01:other:upload\x02", "POST", "pkg.upload"),
    ],
)
def test_match(url: str, method: str, wanted: str) -> None:
    assert best(url, method) == wanted


def test_a_suffix_of_two_handlers_decides_nothing() -> None:
    matcher = RouteMatcher([route("/a/items", "one"), route("/b/items", "two")])
    assert matcher.match("GET", "\0/items") == ((), False)


def test_known_static_paths_are_sure() -> None:
    matcher = RouteMatcher(ROUTES)
    assert matcher.match("GET", "/users/me")[1] is True
    assert matcher.match("GET", "/users/\0")[1] is False


def test_of_thousands_of_routes_a_few_are_looked_at(monkeypatch):
    """Many services have as many routes as requests: comparing each with each would be quadratic."""
    from pyramid.recognize.routes import matching

    looked = []
    score = matching._score
    monkeypatch.setattr(matching, "_score", lambda *given: looked.append(given) or score(*given))
    matcher = RouteMatcher(
        [route(f"/team{n}/items/{{key}}", f"h{n}") for n in range(2000)] + [route("/{tenant}/all/x", "any")]
    )
    found, sure = matcher.match("GET", "/team7/items/a")
    assert [each.handler for each in found] == ["h7"] and sure
    assert [each.handler for each in matcher.match("GET", "/acme/all/x")[0]] == ["any"]
    assert len(looked) <= 4
