"""Texts with unknown parts: when two can be the same, and when one can contain another."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyramid.provenance.selectors import fits, holds

WORDS = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=6)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
PATTERNS = st.text(st.sampled_from("ab \0"), max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Total", "Total", True),
        ("Total", "total", False),
        (" Total:\n 5", "Total: 5 ", True),
        ("Total: \0", "Total: 5 €", True),
        ("Total: \0", "Total:", False),
        ("\0 items", "3 items", True),
        ("\0 items", "3 items left", False),
        ("row-\0-cell", "row-7-cell", True),
        ("row-\0-cell", "row-cell", False),
        ("a\0a", "aa", False),
        ("a\0b\0c", "abxc", False),
        ("a\0b\0c", "axbxc", True),
        ("a\0a", "aba", True),
        ("\0aba", "xaba", True),
        ("\0ab\0ab", "xababxab", True),
        ("row-\0", "row-\0", True),
        ("\0", "Total", False),
        ("\0 \0", "Total due", False),
        ("Hello \0, your order", "Hello Ann, \0", False),
    ],
)
def test_fits(one: str, other: str, same: bool) -> None:
    assert fits(one, other) is same
    assert fits(other, one) is same


@pytest.mark.parametrize(
    ("text", "part", "inside"),
    [
        ("Your total is 5", "Total IS", True),
        ("Your total is 5", "totals", False),
        ("Your total is 5", "total \0 5", True),
        ("Total 5 for 3", "for \0 5", False),
        ("Total 5 for 3", "5 \0 3", True),
        ("Total", "", False),
        ("Total", "\0", False),
        ("Total", " \0 ", False),
        ("abcabd", "ab\0abd", True),
    ],
)
def test_holds(text: str, part: str, inside: bool) -> None:
    assert holds(text, part) is inside


@given(TEXTS | PATTERNS)
def test_every_text_with_a_known_part_fits_itself(text: str) -> None:
    assume(text.replace("\0", "").strip())
    assert fits(text, text)
    assert holds(text, text)


@given(TEXTS, st.data())
def test_a_part_that_becomes_unknown_still_fits(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(" " not in (text[start], text[end - 1]))
    pattern = f"{text[:start]}\0{text[end:]}"
    assume(pattern.replace("\0", "").strip())
    assert fits(pattern, text) and fits(text, pattern)
    assert holds(text, pattern)
    assert holds(text, text[start:end].upper().lower()) or text.lower() != text.upper().lower()


@given(PATTERNS, PATTERNS)
def test_fitting_goes_both_ways(one: str, other: str) -> None:
    assert fits(one, other) == fits(other, one)


@given(PATTERNS, st.text(st.sampled_from("ab "), max_size=12))
def test_a_whole_that_fits_is_also_held(pattern: str, text: str) -> None:
    if pattern.replace("\0", "").strip() and fits(pattern, text):
        assert holds(" ".join(text.split()), " ".join(pattern.split()))


def test_many_unknown_parts_are_compared_at_once() -> None:
    """With backtracking this would take longer than anybody waits."""
    pattern, text = " ".join("\0" * 40) + " end", "a b " * 400 + "x"
    assert not fits(pattern, text)
    assert not holds(text, pattern)
    assert fits(pattern, f"{text} end")
