"""From a report to the whole plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyramid.model.analysis import Analysis
from pyramid.model.layers import Role, TestLayer
from pyramid.model.meaning import TestCase
from pyramid.model.plan import Move, Plan, StayingTest
from pyramid.model.report import Report
from pyramid.plan.cover import greedy_cover, smallest_cover
from pyramid.plan.keeping import LOWER, Runs, kept_functions
from pyramid.plan.moves import moves_of

_E2E = TestLayer.E2E.value
_TOLD = 3


def plan_of(analysis: Analysis, report: Report, floor: str) -> Plan:
    """The moves above the floor, and the cheapest end-to-end tests that still visit every route that is
    visited today, make every check that stays, and run every function that no lower test runs."""
    moves = moves_of(report.recommendations, floor)
    today = [test for test in analysis.tests if _layer_of(report).get(test.id) == _E2E]
    sets = _elements(analysis, report, today, moves)
    times = {test.id: _seconds(analysis, test.id) for test in today}
    measured = all(seconds is not None for seconds in times.values()) and bool(times)
    weights = {name: max(times[name] or 0.0, 0.001) if measured else 1.0 for name in sets}
    best, simple = smallest_cover(sets, weights), greedy_cover(sets, weights)
    return Plan(
        moves=moves,
        staying=tuple(_staying(name, best.chosen, sets, times) for name in best.chosen),
        tests=len(today),
        seconds=round(sum(times[test.id] or 0.0 for test in today), 3) if measured else None,
        left_seconds=round(sum(times[name] or 0.0 for name in best.chosen), 3) if measured else None,
        must=len(set().union(*sets.values())) if sets else 0,
        exact=best.exact,
        weight=round(best.weight, 3),
        greedy_weight=round(simple.weight, 3),
        to_unit=sum(len(move.cards) for move in moves if move.to in ("unit", "component")),
        to_api=sum(len(move.cards) for move in moves if move.to == "api"),
        gone=tuple(sorted({test.id for test in today} - set(best.chosen))),
        kept=tuple(
            kept_functions(
                analysis,
                report,
                [test for test in today if test.id in best.chosen],
                [test for test in today if test.id not in best.chosen],
            )
        ),
    )


def _elements(
    analysis: Analysis, report: Report, today: Sequence[TestCase], moves: Iterable[Move]
) -> dict[str, frozenset[str]]:
    """What each end-to-end test covers of what must stay."""
    moving = {card for move in moves for card in move.cards}
    runs = Runs(analysis)
    wanted = _functions(analysis, report, {move.function for move in moves})
    routes: dict[str, list[str]] = {}
    for route in analysis.routes:
        routes.setdefault(route.handler, []).append(f"{route.method} {route.path}")
    found: dict[str, set[str]] = {test.id: set() for test in today}
    for test in today:
        ran = runs.of(test)
        found[test.id] |= {f"route {name}" for handler in ran & routes.keys() for name in routes[handler]}
        found[test.id] |= {f"function {name}" for name in ran & wanted}
    for check in report.checks:
        if check.recommendation not in moving:
            for name in check.test:
                if name in found:
                    found[name].add(f"check {check.path}:{check.line}")
    return {name: frozenset(elements) for name, elements in found.items() if elements}


def _functions(analysis: Analysis, report: Report, moved: set[str]) -> frozenset[str]:
    """Functions that end-to-end tests alone run: a test that goes must not leave one to nobody.  Those that
    are tested lower by a move still have to be seen end-to-end once."""
    alone = {
        entry.name for entry in report.functions if not any(entry.reached_by.get(each) for each in LOWER)
    }
    return frozenset(name for name in alone | moved if analysis.roles.get(name) is not Role.TEST)


def _staying(
    name: str,
    chosen: Sequence[str],
    sets: Mapping[str, frozenset[str]],
    times: Mapping[str, float | None],
) -> StayingTest:
    others = frozenset().union(*(sets[each] for each in chosen if each != name))
    alone = sorted(sets[name] - others, key=lambda each: (not each.startswith("check"), each))
    return StayingTest(test=name, seconds=times[name], because=tuple(alone or sorted(sets[name]))[:_TOLD])


def _seconds(analysis: Analysis, test: str) -> float | None:
    history = analysis.results.tests.get(test)
    return history.seconds if history else None


def _layer_of(report: Report) -> dict[str, str]:
    return {entry.id: entry.layer for entry in report.tests}
