"""One tree, several applications: a request goes to the one next to it."""

from __future__ import annotations

import pytest

from pyramid.model.meaning import Meaning, Route
from pyramid.recognize.routes.nearness import Nearness


def route(handler: str, file: str, method: str = "GET", path: str = "/") -> Route:
    return Route(method=method, path=path, handler=handler, file=file, line=1)


def near(routes: list[Route], path: str, scope: str = "tests.test_it") -> list[str]:
    nearness = Nearness({"shop/tests/test_it.py", "blog/tests/test_it.py"}, {"t.test_a", "t.test_b"})
    asked = Meaning(kind="request", rule="", scope=scope, path=path, line=1)
    return [each.handler for each in nearness.of(routes, asked)]


SHOP, BLOG = route("shop.home", "shop/app.py"), route("blog.home", "blog/app.py")


@pytest.mark.parametrize(
    ("routes", "path", "scope", "wanted"),
    [
        ([SHOP, BLOG], "blog/tests/test_it.py", "", ["blog.home"]),
        ([SHOP, BLOG], "tests/blog/test_it.py", "", ["blog.home"]),
        ([SHOP, BLOG], "tests/test_it.py", "", ["shop.home", "blog.home"]),
        ([SHOP, route("t.home", "tests/test_it.py")], "tests/test_it.py", "", ["t.home"]),
        ([SHOP, route("x.home", "blog/tests/test_it.py")], "tests/test_it.py", "", ["shop.home"]),
        ([route("t.test_a.home", "t.py"), route("t.make.home", "t.py")], "t.py", "t.test_b", ["t.make.home"]),
        (
            [route("t.test_a.home", "t.py"), route("t.make.home", "t.py")],
            "t.py",
            "t.test_a",
            ["t.test_a.home"],
        ),
        ([SHOP, route("blog.any", "blog/app.py", "*")], "blog/tests/test_it.py", "", ["shop.home"]),
    ],
)
def test_nearest(routes: list[Route], path: str, scope: str, wanted: list[str]) -> None:
    assert near(routes, path, scope) == wanted
