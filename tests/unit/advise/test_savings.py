"""What moving saves: whole tests, parts of tests, shared set-up, the check that stays."""

from __future__ import annotations

import pytest

from pyramid.advise.savings import save
from pyramid.advise.timing import LayerTime, is_top_heavy, time_words
from pyramid.model.evidence import SavingsEntry
from pyramid.model.layers import TestLayer
from pyramid.model.report import CheckEntry, RecommendationEntry, Seam
from pyramid.model.results import ResultsReport, TestHistory


def check(test: str, line: int, card: str | None) -> CheckEntry:
    return CheckEntry(
        test=(test,),
        path="e2e.py",
        line=line,
        start_line=line,
        end_line=line,
        text="",
        kind="value",
        target="unit",
        certainty="likely",
        decided_by=(),
        evidence=(),
        recommendation=card,
    )


def card(
    id_: str, test: str, seam: str, confidence: str = "likely", stays: str = "one"
) -> RecommendationEntry:
    return RecommendationEntry(
        id=id_,
        code="PYR101",
        test=(test,),
        check="e2e.py:1",
        text="",
        from_="e2e",
        to="unit",
        action="add-then-thin",
        seam=Seam(function=seam, path="a.py", line=1, callable=True),
        path=(),
        message="",
        instead="",
        write="",
        write_in="",
        stays=stays,
        confidence=confidence,
        evidence=(),
    )


def results(first: str = "", per_day: float | None = None, **seconds: float) -> ResultsReport:
    tests = {
        f"e2e.py::{name}": TestHistory(
            test=f"e2e.py::{name}", runs=1, seconds=value, p95=value, first=int(name == first)
        )
        for name, value in seconds.items()
    }
    return ResultsReport(tests=tests, sources=("j",), runs=1, runs_per_day=per_day)


def saved(
    layout: dict[str, list[tuple[str, str] | None]], recorded: ResultsReport, per_day: float = 0.0
) -> tuple[dict[str, float | None], SavingsEntry | None]:
    """``layout``: test → its checks, each None (stays) or card and seam."""
    checks, cards = [], []
    for name, inner in layout.items():
        for entry in inner:
            checks.append(check(f"e2e.py::{name}", len(checks) + 1, entry[0] if entry else None))
            if entry:
                cards.append(card(entry[0], f"e2e.py::{name}", entry[1]))
    timed, total = save(cards, checks, recorded, per_day, 100.0)
    return {each.id: each.saves_seconds for each in timed}, total


def test_without_durations_nothing_is_said() -> None:
    assert saved({"a": [("1", "f")]}, ResultsReport()) == ({"1": None}, None)


def test_a_test_whose_checks_all_move_goes_and_one_check_of_the_function_stays() -> None:
    per_card, total = saved({"a": [("1", "f")], "b": [("2", "f")]}, results(a=3.0, b=5.0))
    assert per_card == {"1": 0.0, "2": 5.0}  # the faster test stays
    assert total is not None and (total.seconds_per_run, total.tests, total.checks) == (5.0, 1, 1)


def test_the_check_that_stays_is_in_a_test_that_stays_anyway() -> None:
    layout = {"a": [("1", "f")], "b": [("2", "f"), None]}
    per_card, total = saved(layout, results(a=3.0, b=5.0))
    assert per_card == {"1": 3.0, "2": 0.0}
    assert total is not None and total.tests == 1


def test_of_a_test_that_stays_only_what_is_above_the_fastest_counts() -> None:
    layout = {"a": [None], "b": [("1", "f"), ("2", "f"), None, None]}
    per_card, total = saved(layout, results(a=2.0, b=10.0))
    assert sorted(value or 0.0 for value in per_card.values()) == [0.0, 2.0]  # (10 - 2) · 1/4
    assert total is not None and (total.seconds_per_run, total.tests) == (2.0, 0)


def test_the_set_up_of_a_file_is_saved_only_with_the_whole_file() -> None:
    recorded = results("a", a=10.0, b=2.0, c=2.0)
    stays = {"x": [("0", "f"), None]}  # one check of f stays here
    part, _ = saved({"a": [("1", "f")], "b": [("2", "f")], "c": [None], **stays}, recorded)
    assert (part["1"], part["2"]) == (2.0, 2.0)
    whole, total = saved({"a": [("1", "f")], "b": [("2", "f")], "c": [("3", "f")], **stays}, recorded)
    assert sum(whole[each] or 0.0 for each in "123") == pytest.approx(14.0, abs=0.01)
    assert total is not None and total.seconds_per_run == pytest.approx(14.0, abs=0.01)


def test_guesses_save_nothing_and_unrecorded_tests_are_unknown() -> None:
    checks = [check("e2e.py::a", 1, "1"), check("e2e.py::b", 2, "2")]
    cards = [card("1", "e2e.py::a", "f", "guess", ""), card("2", "e2e.py::b", "g", "likely", "")]
    timed, total = save(cards, checks, results(a=3.0), 0.0, 3.0)
    assert [each.saves_seconds for each in timed] == [0.0, None]
    assert total is not None and total.seconds_per_run == 0.0


def test_a_month_is_thirty_days_of_runs() -> None:
    layout = {"a": [("1", "f")], "b": [None, ("2", "f")]}
    _, configured = saved(layout, results(a=3.0, b=3.0), 10.0)
    assert configured is not None and configured.seconds_per_month == 900.0
    _, read = saved(layout, results(per_day=2.0, a=3.0, b=3.0))
    assert read is not None and (read.runs_per_day, read.seconds_per_month) == (2.0, 180.0)
    _, unknown = saved(layout, results(a=3.0, b=3.0))
    assert unknown is not None and unknown.seconds_per_month is None


def time(seconds: float, middle: float = 1.0) -> LayerTime:
    return LayerTime(seconds=seconds, median=middle, flake_rate=0.0, tests=1)


def test_the_repositorys_own_ratios() -> None:
    times = {TestLayer.UNIT: time(1.0, 0.01), TestLayer.API: time(9.0, 0.1), TestLayer.E2E: time(90.0, 3.0)}
    assert time_words(times) == (
        "end-to-end tests take 90% of the recorded 100.0 s; unit : api : e2e = 1 : 10 : 300 (medians)"
    )
    assert is_top_heavy(times) and time_words({}) == ""
    assert not is_top_heavy({TestLayer.UNIT: time(9.0), TestLayer.E2E: time(8.0)})
    assert not is_top_heavy({TestLayer.E2E: time(8.0)})
