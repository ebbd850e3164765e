"""What each layer takes and how often its tests are flaky."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from pyramid.model.layers import LayerVerdict, TestLayer
from pyramid.model.meaning import TestCase
from pyramid.model.results import ResultsReport, TestHistory

#: From this share of the recorded time on, the end-to-end tests decide how long everybody waits.
TOP_HEAVY = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerTime:
    """Of the recorded tests of a layer: seconds of a run together and in the middle, the share of their
    runs (0..1) that were flaky, and how many they are."""

    seconds: float
    median: float
    flake_rate: float
    tests: int


def layer_times(
    tests: Sequence[TestCase], verdicts: Mapping[str, LayerVerdict], results: ResultsReport
) -> dict[TestLayer, LayerTime]:
    """One entry for each layer with recorded tests."""
    found: dict[TestLayer, list[TestHistory]] = defaultdict(list)
    for test in tests:
        if test.id in results.tests:
            found[verdicts[test.symbol].layer].append(results.tests[test.id])
    return {layer: _time(group) for layer, group in found.items()}


def time_words(times: Mapping[TestLayer, LayerTime]) -> str:
    """How long a run takes, how much of it end-to-end, and the repository's own ratios; "" without times."""
    total = sum(time.seconds for time in times.values())
    top = times.get(TestLayer.E2E)
    if total <= 0 or top is None:
        return ""
    share = top.seconds / total
    percent = ">99" if 0.99 < share < 1 else f"{share * 100:.0f}"
    return f"end-to-end tests take {percent}% of the recorded {_spoken(total)}" + _ratios(times)


def is_top_heavy(times: Mapping[TestLayer, LayerTime]) -> bool:
    """Whether the end-to-end tests take most of the time."""
    total = sum(time.seconds for time in times.values())
    top = times.get(TestLayer.E2E)
    return top is not None and total > 0 and top.seconds > TOP_HEAVY * total and len(times) > 1


def _time(group: Sequence[TestHistory]) -> LayerTime:
    runs = sum(test.runs for test in group)
    return LayerTime(
        seconds=round(sum(test.seconds for test in group), 3),
        median=round(median(test.seconds / test.cases for test in group), 6),
        flake_rate=round(sum(test.flaky for test in group) / runs, 6) if runs else 0.0,
        tests=len(group),
    )


def _ratios(times: Mapping[TestLayer, LayerTime]) -> str:
    """``; a unit test to an api test to an e2e test is as 1 : 4 : 12 (medians)``."""
    steps = [layer for layer in (TestLayer.UNIT, TestLayer.API, TestLayer.E2E) if layer in times]
    base = times[steps[0]].median
    if len(steps) < 2 or base <= 0:
        return ""
    names = " : ".join(layer.value for layer in steps)
    numbers = " : ".join(_figure(times[layer].median / base) for layer in steps)
    return f"; {names} = {numbers} (medians)"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == round(value) else f"{value:.1f}"


def _spoken(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.1f} min"
