"""The shape of a suite: how many tests stand at each layer, beside the target."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pyramid.advise.timing import LayerTime, time_words
from pyramid.model.layers import TestLayer
from pyramid.model.report import LayerShare, PyramidShape

_STEPS = (TestLayer.E2E, TestLayer.API, TestLayer.INTEGRATION, TestLayer.UNIT)
_BESIDE = (TestLayer.LOAD, TestLayer.MANUAL, TestLayer.UNKNOWN)


def shape_of(
    counts: Mapping[TestLayer, int],
    target: Callable[[TestLayer], float | None],
    times: Mapping[TestLayer, LayerTime],
    *,
    checks: int,
    movable: int,
    uncertain: int,
) -> PyramidShape:
    """The pyramid from the top down; component tests stand beside the unit tests.

    Shares (0..1) are of the tests in the pyramid; what stands beside it has share 0.
    """
    layers = [*_STEPS, *([TestLayer.COMPONENT] if counts.get(TestLayer.COMPONENT) else [])]
    total = sum(counts.get(layer, 0) for layer in layers)
    steps = [_step(layer, counts, target(layer), times, total) for layer in layers]
    beside = [_step(layer, counts, None, times, 0) for layer in _BESIDE if counts.get(layer)]
    name = _name(counts, total)
    return PyramidShape(
        name=name,
        summary=_summary(name, counts, total),
        layers=(*steps, *beside),
        checks=checks,
        movable=movable,
        uncertain=uncertain,
        time=time_words(times),
    )


def _step(
    layer: TestLayer,
    counts: Mapping[TestLayer, int],
    target: float | None,
    times: Mapping[TestLayer, LayerTime],
    total: int,
) -> LayerShare:
    time = times.get(layer)
    return LayerShare(
        layer=layer.value,
        tests=counts.get(layer, 0),
        share=round(counts.get(layer, 0) / total, 4) if total else 0.0,
        target=target,
        seconds=time.seconds if time else None,
        median_seconds=time.median if time else None,
        flake_rate=time.flake_rate if time else None,
    )


def _name(counts: Mapping[TestLayer, int], total: int) -> str:
    """A cone has more on top than at the bottom; an hourglass is thin in the middle."""
    if not total:
        return "empty"
    top = counts.get(TestLayer.E2E, 0)
    middle = counts.get(TestLayer.API, 0) + counts.get(TestLayer.INTEGRATION, 0)
    base = counts.get(TestLayer.UNIT, 0) + counts.get(TestLayer.COMPONENT, 0)
    if top > base and top >= middle:
        return "ice-cream-cone"
    if top > middle and base > middle and top > total * 0.2:
        return "hourglass"
    if middle > base and middle > top:
        return "diamond"
    narrow = base >= middle >= top and base >= 2 * top
    return "pyramid" if narrow or base > total / 2 else "column"


def _summary(name: str, counts: Mapping[TestLayer, int], total: int) -> str:
    if name == "empty":
        return "no tests were found"
    parts = ", ".join(f"{counts.get(layer, 0)} {layer.value}" for layer in reversed(_STEPS))
    said = {
        "ice-cream-cone": "more end-to-end tests than unit tests",
        "hourglass": "a wide top and base with little between them",
        "diamond": "most tests stand in the middle",
        "pyramid": "a wide base and a narrow top",
        "column": "about as much at each layer",
    }[name]
    return f"{said} ({parts})"
