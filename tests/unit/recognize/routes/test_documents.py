"""The fields that the text of a query asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.recognize.routes.documents import asked


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{ items { id } }", [("QUERY", "items")]),
        ("query { a b { c } }", [("QUERY", "a"), ("QUERY", "b")]),
        ("query Name($id: ID!) { found: item(id: $id) { id } }", [("QUERY", "item")]),
        ('mutation { add(input: {name: "}{", tags: ["x"]}) { ok } }', [("MUTATION", "add")]),
        ("subscription S { ticks }", [("SUBSCRIPTION", "ticks")]),
        ("# mutation { no }\n{ yes @include(if: $x) }", [("QUERY", "yes")]),
        (
            "query { ...Part ... on Query { inner } real } fragment Part on Query { other }",
            [("QUERY", "real")],
        ),
        ("query A { a } mutation B { b }", [("QUERY", "a"), ("MUTATION", "b")]),
        ('{ a(text: """two\n{ lines }""") }', [("QUERY", "a")]),
        ("/items", []),
        ("", []),
        ("not a query { } at all", []),
    ],
)
def test_fields(text: str, wanted: list[tuple[str, str]]) -> None:
    assert list(asked(text)) == wanted


@given(st.text(alphabet='{}():@"# .\\\nquery$a', max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(name.isidentifier() for _, name in asked(text))
