"""Items of containers: what was assigned last counts where nothing can have happened since."""

from __future__ import annotations

import pytest

HEAD = """
def first(): ...
def second(): ...
def change(d): ...
table = {"a": first, "b": {"c": first}}
row = [first, second, first]
"""


@pytest.mark.parametrize(
    ("body", "called"),
    [
        ('table["a"] = second\ntable["a"]()', {"second"}),
        ('table["b"]["c"] = second\ntable["b"]["c"]()', {"second"}),
        ('table["a"] = second\nchange(table)\ntable["a"]()', {"first", "second", "change"}),
        ('if row:\n    table["a"] = second\ntable["a"]()', {"first", "second"}),
        ('if row:\n    table["a"] = second\nelse:\n    table["a"]()', {"first", "second"}),
        ('table["a"] = second\nother = table\nother["a"]()', {"first", "second"}),
        ('for key in row:\n    table["a"]()\n    table["a"] = second', {"first", "second"}),
        ("row[1:2][0]()", {"second"}),
        ("row[0:1][0]()", {"first"}),
        ("row[1:][0]()", {"first"}),
    ],
)
def test_what_an_item_is_at_a_place(link, body: str, called: set[str]) -> None:
    linked = link({"m.py": HEAD + body + "\n"})
    assert linked.callees("m") == {f"m.{name}" for name in called}
