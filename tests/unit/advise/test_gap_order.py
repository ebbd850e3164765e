"""The most critical gap first: complex code that many call and that changes often."""

from __future__ import annotations

from collections.abc import Mapping

from pyramid.advise.gaps import _weight


def order(**functions: tuple[int, int, int | None]) -> list[str]:
    table: Mapping[str, tuple[int, int, int | None]] = functions
    return sorted(table, key=lambda name: _weight(*table[name]))


def test_complexity_then_callers_then_changes() -> None:
    assert order(simple=(2, 0, None), complex=(9, 0, None)) == ["complex", "simple"]
    assert order(alone=(3, 0, 5), called=(3, 6, 5)) == ["called", "alone"]
    assert order(still=(3, 2, 0), changing=(3, 2, 40)) == ["changing", "still"]


def test_what_is_simple_can_matter_more_when_all_depend_on_it() -> None:
    assert order(complex=(6, 0, 0), central=(4, 30, 60)) == ["central", "complex"]


def test_without_version_control_nothing_changes_often() -> None:
    assert _weight(3, 2, None) == _weight(3, 2, 0)
