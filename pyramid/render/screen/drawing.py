"""The pyramid, drawn: what is there beside what is aimed at, widths by share."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from pyramid.model.report import LayerShare, PyramidShape
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, percent, seconds
from pyramid.render.screen.words import LAYER_STYLE, layer
from pyramid.render.selection import beside, steps

_NARROW = 72
_SLIM = 58  # columns, below which the target is a number beside one pyramid


def drawing(shape: PyramidShape, options: RenderOptions) -> Table:
    """Two pyramids side by side, the end-to-end step on top."""
    shown = steps(shape)
    timed = options.width >= _NARROW and any(step.seconds is not None for step in shown)
    actual, target = _widths(options.width, timed)
    table = _frame(timed, target > 0)
    for step in shown:
        table.add_row(*_row(step, actual, target, timed, options.unicode))
        table.add_row(*_second_row(step, actual, target, timed, options.unicode))
    return table


def aside(shape: PyramidShape) -> Text | None:
    """The tests that stand beside the pyramid, in a line."""
    found = [count(step.tests, f"{step.layer} test") for step in beside(shape)]
    return Text(f"Beside it: {', '.join(found)}.", style="dim") if found else None


def bar(share: float | None, width: int, unicode: bool) -> str:
    """A centred bar, ``width`` columns for a share of 1; a share above 0 is always visible."""
    if not share:
        return " " * width
    halves = max(1, min(width, round(share * width)))
    if not unicode:
        return ("#" * ((halves + 1) // 2 * 2)).center(width)
    whole, half = divmod(halves, 2)
    side = " " * (width // 2 - whole - half)
    return side + "▐" * half + "█" * (2 * whole) + "▌" * half + side


def _widths(columns: int, timed: bool) -> tuple[int, int]:
    if columns < _SLIM:
        return max(6, (columns - 34) // 2 * 2), 0
    free = max(20, min(columns, 110) - (49 if timed else 36))
    target = max(8, free * 2 // 5 // 2 * 2)
    return max(12, (free - target) // 2 * 2), target


def _frame(timed: bool, drawn: bool) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="center", no_wrap=True)
    for _ in range(4 if timed else 2):
        table.add_column(justify="right")
    if drawn:
        table.add_column(justify="center", no_wrap=True)
    table.add_column(justify="right")
    words = (
        "",
        "yours",
        "tests",
        "share",
        *(["time", "flaky"] if timed else []),
        "target",
        *([""] if drawn else []),
    )
    table.add_row(*(Text(word, style="dim") for word in words))
    return table


def _row(step: LayerShare, actual: int, target: int, timed: bool, unicode: bool) -> list[Text]:
    style = LAYER_STYLE.get(step.layer, "")
    times = [Text(word, style="dim") for word in _times(step)] if timed else []
    aim = [Text(bar(step.target, target, unicode), style=f"dim {style}".strip())] if target else []
    return [
        layer(step.layer),
        Text(bar(step.share, actual, unicode), style=style),
        Text(f"{step.tests:,}"),
        Text(percent(step.share), style="bold"),
        *times,
        *aim,
        Text(percent(step.target), style="dim"),
    ]


def _times(step: LayerShare) -> tuple[str, str]:
    """What the layer takes in a run, and the share of its tests' runs that were flaky."""
    return seconds(step.seconds), percent(step.flake_rate)


def _second_row(step: LayerShare, actual: int, target: int, timed: bool, unicode: bool) -> list[Text]:
    """A step is two rows high, so that the drawing has the proportions of one."""
    row = _row(step, actual, target, timed, unicode)
    drawn = (1, len(row) - 2 if target else 1)
    return [cell if number in drawn else Text() for number, cell in enumerate(row)]
