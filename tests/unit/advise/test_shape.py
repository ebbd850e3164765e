"""The name of a suite's shape, its shares, and what stands beside the pyramid."""

from __future__ import annotations

import pytest

from pyramid.advise.shape import shape_of
from pyramid.advise.timing import LayerTime
from pyramid.model.layers import TestLayer
from pyramid.model.report import PyramidShape
from pyramid.settings import Shape

TIME = LayerTime(seconds=12.5, median=0.5, flake_rate=0.1, tests=2)


def shape(**counts: int) -> PyramidShape:
    numbers = {TestLayer(name): count for name, count in counts.items()}
    return shape_of(numbers, Shape().target, {TestLayer.E2E: TIME}, checks=4, movable=3, uncertain=1)


@pytest.mark.parametrize(
    ("counts", "name"),
    [
        ({}, "empty"),
        ({"unknown": 4, "load": 1}, "empty"),
        ({"unit": 70, "integration": 15, "api": 10, "e2e": 5}, "pyramid"),
        ({"unit": 1}, "pyramid"),
        ({"component": 6, "api": 3, "e2e": 1}, "pyramid"),
        ({"e2e": 8, "api": 2, "unit": 1}, "ice-cream-cone"),
        ({"e2e": 1}, "ice-cream-cone"),
        ({"e2e": 5, "unit": 5, "api": 1}, "hourglass"),
        ({"e2e": 2, "unit": 20, "api": 1}, "pyramid"),
        ({"api": 6, "integration": 6, "unit": 2, "e2e": 3}, "diamond"),
        ({"unit": 4, "e2e": 4, "api": 4}, "column"),
        ({"unit": 4, "e2e": 3, "api": 4}, "column"),
        ({"unit": 4, "e2e": 2, "api": 4}, "pyramid"),
    ],
)
def test_name(counts: dict[str, int], name: str) -> None:
    found = shape(**counts)
    assert found.name == name
    assert found.summary


def test_shares_are_of_the_pyramid_only() -> None:
    found = {layer.layer: layer for layer in shape(unit=6, api=2, e2e=2, unknown=5, load=1).layers}
    assert {name: layer.share for name, layer in found.items() if layer.share} == {
        "unit": 0.6,
        "api": 0.2,
        "e2e": 0.2,
    }
    assert (found["unknown"].tests, found["unknown"].share, found["unknown"].target) == (5, 0.0, None)
    assert (found["unit"].target, found["e2e"].target) == (0.70, 0.05)
    assert (found["e2e"].seconds, found["unit"].seconds) == (12.5, None)


def test_from_the_top_down_and_what_is_not_there_is_not_listed() -> None:
    assert [layer.layer for layer in shape(unit=1).layers] == ["e2e", "api", "integration", "unit"]
    with_component = [layer.layer for layer in shape(unit=1, component=1, manual=1).layers]
    assert with_component == ["e2e", "api", "integration", "unit", "component", "manual"]


def test_the_summary_names_the_numbers() -> None:
    assert "9 unit, 3 integration, 2 api, 1 e2e" in shape(unit=9, integration=3, api=2, e2e=1).summary
    assert (shape(unit=1).checks, shape(unit=1).movable, shape(unit=1).uncertain) == (4, 3, 1)
