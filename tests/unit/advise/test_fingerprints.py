"""Identities that survive moved lines and new blanks, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pyramid.advise.fingerprints import Fingerprints

PARTS = st.tuples(st.text(max_size=4), st.text(max_size=4), st.text(max_size=4), st.text(max_size=4))


@given(PARTS)
def test_blanks_do_not_count(parts: tuple[str, str, str, str]) -> None:
    *rest, text = parts
    assert Fingerprints().of(*rest, text) == Fingerprints().of(*rest, f" {text} \n")


@given(st.lists(PARTS, max_size=8))
def test_two_findings_never_share_one(found: list[tuple[str, str, str, str]]) -> None:
    prints = Fingerprints()
    given_out = [prints.of(*parts) for parts in found]
    assert len(set(given_out)) == len(found)
    assert all(len(mark) == 16 and int(mark, 16) >= 0 for mark in given_out)


def test_each_part_counts_and_equal_ones_are_told_by_their_order() -> None:
    prints = Fingerprints()
    first, second = prints.of("A", "t", "f", "x == 1"), prints.of("A", "t", "f", "x==1")
    assert first != second
    again = Fingerprints()
    assert [again.of("A", "t", "f", "x==1"), again.of("A", "t", "f", "x == 1")] == [first, second]
    others = [("B", "t", "f", "x"), ("A", "u", "f", "x"), ("A", "t", "g", "x"), ("A", "t", "f", "y")]
    assert len({Fingerprints().of(*parts) for parts in [("A", "t", "f", "x"), *others]}) == 5
