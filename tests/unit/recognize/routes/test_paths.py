"""URL patterns of every style become one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.recognize.routes.paths import joined, normal


@pytest.mark.parametrize(
    ("path", "style", "wanted"),
    [
        ("/items/<int:id>", "", "/items/{id}"),
        ("/items/<id>/", "", "/items/{id}/"),
        ("/items/<any(a, b):kind>", "", "/items/{kind}"),
        ("/items/{id:int}", "", "/items/{id}"),
        ("/items/{int:id}", "", "/items/{id}"),
        ("/users/{name:[a-z]{2,3}}/", "", "/users/{name}/"),
        ("/files/*rest", "", "/files/{rest}"),
        ("/a/:id/b", "", "/a/{id}/b"),
        (r"^old/(?P<slug>[\w-]+)/$", "regex", "old/{slug}/"),
        (r"^(?P<a>(x|y)+)/b\.txt$", "regex", "{a}/b.txt"),
        (r"/items/(\d+)", "regex", "/items/{value1}"),
        (r"^x/?$", "regex", "x"),
        (r"^(?:en|fr)/x$", "regex", "{value}/x"),
        (r"^a(?:/b)?$", "regex", "a"),
        (r"/any/.*", "regex", "/any/{value:path}"),
        (r"^(?P<page>.*)$", "regex", "{page:path}"),
        (r"/files(?P<path>(?:(?:/[^/]+)+|/?))", "regex", "/files/{path}"),
        (r"/files(?P<file>(?:/[^/]+)+)$", "regex", "/files/{file:path}"),
        (r"(/publishers/[^/]+)", "regex", "/publishers/{value}"),
        (r"(/publishers/[^/]+)?/x", "regex", "/{value1}/x"),
        ("/files/{name:path}/lines", "", "/files/{name}/lines"),
        (r"/x/(a|b)", "regex", "/x/{value1}"),
        (r"/(.*)/x", "regex", "/{value1}/x"),
        ("/files/<path:name>", "", "/files/{name:path}"),
        ("/files/{name:path}", "", "/files/{name:path}"),
        ("/files/<path:path>", "", "/files/{path}"),
        ("/<kind:slug>/<name:path>", "name-first", "/{kind}/{name:path}"),
        (r"/<kind:(?!static)[a-z]+>/<id:re:[0-9]+>", "name-first", "/{kind}/{id}"),
        ("/api/", "prefix", "/api/{path}"),
        (r"\Aabc\Z", "regex", "abc"),
    ],
)
def test_parameters_are_named(path: str, style: str, wanted: str) -> None:
    assert normal(path, style) == wanted


@given(st.text(alphabet="/ab{}<>:", max_size=12), st.text(alphabet="/ab{}<>:", max_size=12))
def test_joined_paths_have_single_slashes(prefix: str, path: str) -> None:
    text = joined(prefix, path)
    assert text.startswith("/")
    assert "//" not in text


@given(st.text(alphabet=r"^$()[]?*+\.|/ab<>P:", max_size=20))
def test_any_expression_gives_some_path(pattern: str) -> None:
    assert isinstance(normal(pattern, "regex"), str)
