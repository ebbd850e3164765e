"""Which step function a step of a scenario means."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.model.meaning import Meaning
from pyramid.recognize.steps import link_steps


def step(text: str, path: str = "steps/a.py", handler: str = "") -> Meaning:
    slots = (("text", text),)
    return Meaning(kind="step", rule="r", scope="", path=path, line=1, slots=slots, subject=handler or text)


def handler(text: str, *steps: Meaning, path: str = "a.feature") -> str | None:
    use = Meaning(kind="step-use", rule="r", scope="", path=path, line=1, slots=(("text", text),))
    *_, last = link_steps([*steps, use])
    return last.slot("handler") if last.kind == "step-use" else None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("a shop", "a shop"),
        ("We visit it", "we visit it"),
        ("{count:d} items", "12 items"),
        ("I buy {int} cucumber(s)", "I buy 1 cucumber"),
        ("I am in/at the shop", "I am at the shop"),
        (r"^I have (\d+) items?$", "I have 1 item"),
        (r'the total is "(?P<total>[\d.]+)"', 'the total is "1.5"'),
        (r"it costs (?:about )?\$(\d+)", "it costs $4"),
        ("a price (in {currency})", "a price (in euro)"),
        ("it\0 ends", "it all ends"),
    ],
)
def test_matches(pattern: str, text: str) -> None:
    assert handler(text, step(pattern)) == pattern


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("a shop", "a shop that sells"),
        ("{count:d} items", "12 apples"),
        (r"^I have (\d+) items$", "you have 1 items"),
        ("the end of {what}", "the end"),
    ],
)
def test_does_not_match(pattern: str, text: str) -> None:
    assert handler(text, step(pattern)) is None


def test_the_pattern_that_says_most_wins() -> None:
    assert handler("I add 3 apples", step("I {what}"), step("I add {n} apples")) == "I add {n} apples"
    assert handler("I add 3 apples", step("I add {n} apples"), step("I add 3 apples")) == "I add 3 apples"


def test_of_equals_the_nearest_wins() -> None:
    near, far = step("a", "x/steps/a.py", "near"), step("a", "y/steps/a.py", "far")
    assert handler("a", far, near, path="x/a.feature") == "near"


def test_a_hostile_expression_costs_nothing() -> None:
    assert handler("a" * 5000 + "!", step("^(a+)+$")) in (None, "^(a+)+$")


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_pattern_is_read(pattern: str, text: str) -> None:
    handler(text, step(pattern))


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="ab ", min_size=1, max_size=4), min_size=2, max_size=4),
    st.text("xy", max_size=3),
)
def test_fields_match_what_an_expression_would(parts: list[str], filling: str) -> None:
    text = filling.join(parts).strip()
    pattern = "{x}".join(parts).strip()
    expected = re.fullmatch(".*".join(map(re.escape, pattern.split("{x}"))), text) is not None
    assert (handler(text, step(pattern)) is not None) == expected
