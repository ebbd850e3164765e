"""Bars: centred, never wider than their column, visible when there is anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.model.report import Report
from pyramid.render import RenderOptions
from pyramid.render.plain import percent, seconds
from pyramid.render.screen.drawing import bar, drawing
from pyramid.render.screen.page import paint
from pyramid.render.selection import steps

even = st.integers(min_value=4, max_value=60).map(lambda number: number * 2)


@given(st.floats(min_value=0, max_value=1), even, st.booleans())
def test_bar_fills_its_column_and_is_centred(share: float, width: int, unicode: bool) -> None:
    text = bar(share, width, unicode)
    assert len(text) == width
    left, right = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    assert left == right
    assert bool(text.strip()) == (share > 0)


@given(st.floats(min_value=0, max_value=1), st.floats(min_value=0, max_value=1), even, st.booleans())
def test_a_larger_share_is_never_narrower(one: float, other: float, width: int, unicode: bool) -> None:
    small, large = sorted((one, other))
    assert len(bar(small, width, unicode).strip()) <= len(bar(large, width, unicode).strip())


@given(st.floats(min_value=0, max_value=1, exclude_min=True, exclude_max=True))
def test_a_part_is_never_nothing_or_all(share: float) -> None:
    assert percent(share) not in ("0%", "100%")


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0%"), (1.0, "100%"), (None, "-"), (0.004, "<1%"), (0.996, ">99%"), (0.5, "50%")],
)
def test_percent(share: float | None, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("value", "text"), [(None, "-"), (0.001, "<0.1 s"), (0.44, "0.4 s"), (64.2, "64 s"), (600.0, "10 min")]
)
def test_seconds(value: float | None, text: str) -> None:
    assert seconds(value) == text


@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("width", [1, 20, 39, 40, 41, 47, 57, 58, 60, 71, 72, 80, 120])
def test_no_number_is_cut_at_any_width(sample: Report, width: int, unicode: bool) -> None:
    options = RenderOptions(width=width, unicode=unicode)
    text = paint([drawing(sample.pyramid, options)], options)
    assert "…" not in text and "..." not in text
    assert max(map(len, text.splitlines())) <= max(width, 40)
    words = text.split()
    for layer in steps(sample.pyramid):
        assert {layer.layer, str(layer.tests), percent(layer.share), percent(layer.target)} <= set(words)
