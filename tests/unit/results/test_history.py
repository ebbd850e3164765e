"""Medians, percentiles, retries and flakes over many runs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.model.results import TestHistory
from pyramid.results.attempt import Attempt
from pyramid.results.history import Histories

TEST = "t.py::test_a"


def history(*attempts: Attempt) -> TestHistory:
    histories = Histories()
    for attempt in attempts:
        histories.add(TEST, attempt)
    return histories.histories()[TEST]


def ran(run: str, outcome: str = "passed", seconds: float = 1.0, **more: object) -> Attempt:
    return Attempt(name="test_a", run=run, outcome=outcome, seconds=seconds, **more)  # type: ignore[arg-type]


def test_median_and_p95_of_the_runs() -> None:
    found = history(*(ran(f"r{n}", seconds=float(n)) for n in range(1, 21)))
    assert (found.seconds, found.p95, found.runs) == (10.5, 19.0, 20)


def test_the_parameters_of_a_test_are_added_up() -> None:
    found = history(
        Attempt(name="test_a[1]", run="r", seconds=1.0),
        Attempt(name="test_a[2]", run="r", seconds=2.0),
    )
    assert (found.seconds, found.cases, found.runs, found.retries) == (3.0, 2, 1, 0)


def test_retried_until_it_passes_is_flaky_and_takes_the_last_time() -> None:
    found = history(ran("r", "failed", 9.0), ran("r", "passed", 1.0))
    assert (found.flaky, found.failures, found.retries, found.seconds) == (1, 0, 1, 1.0)


def test_failed_twice_is_a_failure() -> None:
    found = history(ran("r", "failed"), ran("r", "failed"))
    assert (found.flaky, found.failures, found.retries) == (0, 1, 1)


@pytest.mark.parametrize(("commits", "flaky"), [(("a", "a"), 1), (("a", "b"), 0), (("", ""), 0)])
def test_failed_and_passed_on_the_same_commit(commits: tuple[str, str], flaky: int) -> None:
    found = history(ran("1", "failed", commit=commits[0]), ran("2", commit=commits[1]))
    assert (found.flaky, found.failures, found.flake_rate) == (flaky, 1, flaky / 2)


def test_what_was_skipped_was_no_run() -> None:
    histories = Histories()
    histories.add(TEST, ran("r", "skipped"))
    assert histories.histories() == {} and histories.runs == 0


def test_runs_per_day_are_read_from_their_times() -> None:
    histories = Histories()
    for hour in (0, 12, 24, 36, 48):
        histories.add(TEST, ran(str(hour), started=hour * 3600.0))
    assert histories.runs_per_day() == 2.0
    assert Histories().runs_per_day() is None


def test_runs_of_one_day_tell_no_rate() -> None:
    histories = Histories()
    for hour in (1, 2, 3):
        histories.add(TEST, ran(str(hour), started=hour * 3600.0))
    assert histories.runs_per_day() is None


@settings(deadline=None)
@given(st.lists(st.floats(0, 1000), min_size=1, max_size=30))
def test_the_median_lies_between_and_p95_is_one_of_them(times: list[float]) -> None:
    found = history(*(ran(str(n), seconds=time) for n, time in enumerate(times)))
    assert min(times) - 1e-6 <= found.seconds <= max(times) + 1e-6
    assert min(abs(found.p95 - time) for time in times) < 1e-6
    assert found.p95 >= found.seconds - 1e-6 or len(times) == 1
