"""Faults are small, of every kind, and always a program again."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.prove.faults import break_function, watch_function


def faults(source: str, name: str = "f", most: int = 0) -> list[tuple[str, str]]:
    return [(each.fault.kind, each.fault.after) for each in break_function(dedent(source), name, 1, most)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return a < b", {("comparison", "a >= b"), ("boundary", "a <= b")}),
        ("return a == b", {("comparison", "a != b")}),
        ("return a in b", {("comparison", "a not in b")}),
        ("return a is not None", {("comparison", "a is None")}),
        ("return a + b", {("arithmetic", "a - b"), ("return", "return 0")}),
        ("return a // b", {("arithmetic", "a * b")}),
        ("return -a", {("arithmetic", "a")}),
        ("return a and b", {("boolean", "a or b"), ("return", "return True"), ("return", "return False")}),
        ("return not a", {("boolean", "a")}),
        ("return True", {("boolean", "False")}),
        ("if a:\n        b()", {("boolean", "not a")}),
        ("raise ValueError(a)", {("raise", "no error")}),
        ("return 'x'", {("return", 'return ""')}),
        ("return [a]", {("return", "return []")}),
        ("return a(b)", {("return", "return None")}),
        ("a += b", {("arithmetic", "a -= b")}),
    ],
)
def test_kinds(body: str, expected: set[tuple[str, str]]) -> None:
    found = set(faults(f"def f(a, b):\n    {body}\n"))
    assert expected <= found
    assert ("body", "nothing") in found or body.startswith("raise")


@pytest.mark.parametrize("body", ["pass", "...", '"""Only words."""', "return None", "return"])
def test_where_nothing_can_be_broken(body: str) -> None:
    assert {kind for kind, _ in faults(f"def f():\n    {body}\n")} <= {"body"}


def test_texts_are_not_calculated_with() -> None:
    assert "arithmetic" not in dict(faults('def f(a):\n    return "x" + a\n'))


def test_annotations_defaults_and_decorators_stay() -> None:
    source = '@d(1 < 2)\ndef f(a: "1 < 2" = 1 < 2) -> True:\n    return a\n'
    assert {kind for kind, _ in faults(source)} == {"body", "return"}


def test_a_generator_stays_one_and_a_docstring_stays() -> None:
    (body,) = [
        b for b in break_function('def f():\n    """Doc."""\n    yield 1\n', "f", 1) if b.fault.kind == "body"
    ]
    names: dict[str, object] = {}
    exec(body.text, names)
    assert list(names["f"]()) == [] and names["f"].__doc__ == "Doc."  # type: ignore[operator]


def test_methods_and_functions_of_the_same_name_are_told_apart() -> None:
    source = """
    class A:
        def f(self):
            return 1 + 2
    class B:
        if True:
            def f(self):
                return 3 + 4
    """
    assert ("arithmetic", "3 - 4") in faults(source, "B.f") and ("arithmetic", "1 - 2") not in faults(
        source, "B.f"
    )
    twice = "def f(a):\n    return a + 1\ndef f(a):\n    return a * 2\n"
    assert [b.fault.after for b in break_function(twice, "f", 3) if b.fault.kind == "arithmetic"] == ["a / 2"]


def test_most_are_spread_over_the_kinds() -> None:
    source = "def f(a, b):\n    if a < b and a > 1 and a != 2:\n        raise E\n    return a + b - 1\n"
    assert len({kind for kind, _ in faults(source, most=6)}) == 6
    assert len(faults(source, most=3)) == 3


def test_what_is_not_there_has_no_fault() -> None:
    assert faults("x = 1\n", "f") == []
    with pytest.raises(ValueError):
        faults("def f(:\n")


names = st.sampled_from(["a", "b", "1", "0", '"x"', "f(a)", "[a]", "None", "a.b"])
operators = st.sampled_from(["+", "-", "*", "//", "%", "<", "<=", "==", "!=", "and", "or", "in", "is"])


@settings(deadline=None)
@given(st.lists(st.tuples(names, operators), min_size=1, max_size=5), names)
def test_every_fault_is_one_change_of_one_line_that_compiles(parts: list[tuple[str, str]], last: str) -> None:
    source = (
        f"def f(a, b):\n    return {' '.join(f'{n} {o}' for n, o in parts)} {last}\ndef g():\n    return 1\n"
    )
    for each in break_function(source, "f", 1):
        ast.parse(each.text)
        assert each.text != source and each.text.endswith("def g():\n    return 1\n")
        assert each.text.startswith("def f(a, b):\n    ")


PROPERTY = """class Cart:
    @property
    def total(self):
        "All."
        return self.lines + 1

    @total.setter
    def total(self, value): self.lines = value - 1

    def other(self):
        return 1
"""


@pytest.mark.parametrize("line", [3, 8])
def test_of_a_property_all_that_read_and_write_it_are_broken(line: int) -> None:
    texts = {str(each.fault) for each in break_function(PROPERTY, "Cart.total", line)}
    assert any("lines + 1" in text for text in texts) and any("value - 1" in text for text in texts)


def test_a_watched_function_begins_with_the_statement() -> None:
    watched = watch_function(PROPERTY, "Cart.total", 3, "seen()")
    assert '        "All."\n        seen()\n        return self.lines + 1\n' in watched
    assert "def total(self, value): seen(); self.lines = value - 1\n" in watched
    assert watched.replace("        seen()\n", "").replace(" seen();", "") == PROPERTY
