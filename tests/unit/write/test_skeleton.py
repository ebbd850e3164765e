"""A skeleton is a program of its own, and red until every unknown value is filled in."""

from __future__ import annotations

import unittest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.write import Case, Sketch, Style, free_name, skeleton

FUNCTION, METHOD = Style(cases="pytest.mark.parametrize"), Style(base="unittest.TestCase")


def sketch(*cases: tuple[str, str], inputs: tuple[str, ...] = ("n",), call: str = "double(n)") -> Sketch:
    rows = tuple(Case(inputs=(value,) * len(inputs), expected=expected) for value, expected in cases)
    return Sketch(name="test_double", inputs=inputs, call=call, cases=rows, about="From e2e.py:3")


def run(text: str, *values: object) -> None:
    """Run the test function with the values of one case."""
    names: dict[str, object] = {"double": lambda n: n * 2, "pytest": pytest, "unittest": unittest}
    exec(text, names)
    test = names["test_double"]
    assert callable(test)
    test(*values)


def test_several_cases_are_rows() -> None:
    text = skeleton(sketch(("1", "2"), ("2", "4")), FUNCTION)
    assert text == (
        "@pytest.mark.parametrize(\n"
        '    ("n", "expected"),\n'
        "    [\n"
        "        (1, 2),\n"
        "        (2, 4),\n"
        "    ],\n"
        ")\n"
        "def test_double(n, expected) -> None:\n"
        "    # From e2e.py:3\n"
        "    assert double(n) == expected\n"
    )
    run(text, 1, 2)
    with pytest.raises(AssertionError):
        run(text, 1, 3)


def test_one_case_stands_in_the_test() -> None:
    text = skeleton(sketch(("1", "2")), Style(typed=False))
    assert text.startswith("def test_double():\n") and "parametrize" not in text
    run(text)


@pytest.mark.parametrize("case", [("...", "2"), ("1", "..."), ("...", "...")])
@pytest.mark.parametrize("others", [(), (("1", "2"),)])
def test_what_is_unknown_fails_with_its_name(
    case: tuple[str, str], others: tuple[tuple[str, str], ...]
) -> None:
    text = skeleton(sketch(case, *others), FUNCTION)
    values = [... if value == "..." else int(value) for value in case] if others else []
    with pytest.raises(AssertionError, match="fill in"):
        run(text, *values)


def test_a_function_that_takes_anything_is_red_too() -> None:
    """An unknown value is never compared: it could be equal by chance."""
    with pytest.raises(AssertionError, match="fill in"):
        run(skeleton(sketch(("...", "...")), FUNCTION).replace("double(n)", "n"))


@pytest.mark.parametrize(
    ("cases", "fails"), [((("1", "2"), ("2", "4")), 0), ((("1", "3"),), 1), ((("...", "2"),), 1)]
)
def test_a_class_of_tests(cases: tuple[tuple[str, str], ...], fails: int) -> None:
    names: dict[str, object] = {"double": lambda n: n * 2, "unittest": unittest}
    exec(skeleton(sketch(*cases), METHOD), names)
    case = names["TestDouble"]
    assert isinstance(case, type) and issubclass(case, unittest.TestCase)
    result = unittest.TestResult()
    case("test_double").run(result)
    assert len(result.failures) + len(result.errors) == fails


literals = st.one_of(st.integers().map(repr), st.text(max_size=20).map(repr), st.just("..."), st.just("None"))


@settings(deadline=None)
@given(st.lists(st.tuples(literals, literals), min_size=1, max_size=4), st.sampled_from([FUNCTION, METHOD]))
def test_any_literals_give_a_program(cases: list[tuple[str, str]], style: Style) -> None:
    compile(skeleton(sketch(*cases), style), "<skeleton>", "exec")


def test_names_are_free() -> None:
    assert free_name("test_a", {"test_b"}) == "test_a"
    assert free_name("test_a", {"test_a", "test_a_2"}) == "test_a_3"
    assert free_name("test_<lambda>", set()) == "test__lambda_"
