"""Attempts of many runs → what each test takes and how often it is flaky."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from pyramid.model.results import TestHistory
from pyramid.results.attempt import FAILED, PASSED, SKIPPED, Attempt

_DAY = 24 * 3600.0


@dataclass(slots=True)
class _Run:
    """One test in one run: its cases, each with its attempts in order."""

    cases: dict[tuple[str, str], list[Attempt]] = field(default_factory=lambda: defaultdict(list))
    commit: str = ""

    def add(self, attempt: Attempt) -> None:
        self.cases[attempt.owner + attempt.name, attempt.variant].append(attempt)
        self.commit = attempt.commit or self.commit

    @property
    def seconds(self) -> float:
        """What the test took: of a case that was retried the last attempt."""
        return sum(attempts[-1].seconds for attempts in self.cases.values())

    @property
    def failed(self) -> bool:
        return any(not _passed(attempts) for attempts in self.cases.values())

    @property
    def retried(self) -> bool:
        """A case failed and passed in the same run."""
        return any(_passed(attempts) and _wavered(attempts) for attempts in self.cases.values())

    @property
    def retries(self) -> int:
        again = (len(each) - 1 + sum(attempt.retries for attempt in each) for each in self.cases.values())
        return sum(again)


class Histories:
    """Collects the attempts of each test."""

    def __init__(self) -> None:
        self._runs: dict[str, dict[str, _Run]] = defaultdict(lambda: defaultdict(_Run))
        self._first: dict[tuple[str, str], str] = {}
        self._moments: dict[str, float] = {}

    def add(self, test: str, attempt: Attempt) -> None:
        """One execution of the test of this id; what was skipped took no time and says nothing."""
        if attempt.outcome == SKIPPED:
            return
        self._runs[test][attempt.run].add(attempt)
        self._first.setdefault((attempt.run, test.partition("::")[0]), test)
        if attempt.started is not None:
            self._moments[attempt.run] = max(attempt.started, self._moments.get(attempt.run, 0.0))

    def histories(self) -> dict[str, TestHistory]:
        """One entry for each test that ran, by id."""
        return {test: self._history(test, runs) for test, runs in sorted(self._runs.items())}

    @property
    def runs(self) -> int:
        """The number of runs: that of the test which ran most often."""
        return max((len(runs) for runs in self._runs.values()), default=0)

    def runs_per_day(self) -> float | None:
        """From the first to the last run, when they are at least a day apart."""
        moments = sorted(self._moments.values())
        if len(moments) < 2 or moments[-1] - moments[0] < _DAY or not self._runs:
            return None
        often = max(self._runs.values(), key=len)
        known = sorted(self._moments[run] for run in often if run in self._moments)
        span = known[-1] - known[0] if len(known) > 1 else 0.0
        return (len(known) - 1) / (span / _DAY) if span >= _DAY else None

    def _history(self, test: str, runs: Mapping[str, _Run]) -> TestHistory:
        times = sorted(run.seconds for run in runs.values())
        file = test.partition("::")[0]
        return TestHistory(
            test=test,
            runs=len(runs),
            seconds=round(median(times), 6),
            p95=round(times[math.ceil(0.95 * len(times)) - 1], 6),
            cases=max(len(run.cases) for run in runs.values()),
            failures=sum(run.failed for run in runs.values()),
            retries=sum(run.retries for run in runs.values()),
            flaky=sum(_flaky(list(runs.values()))),
            first=sum(self._first.get((name, file)) == test for name in runs),
        )


def _flaky(runs: Sequence[_Run]) -> Iterable[bool]:
    """Retried until it passed; or failed where it passed on the same commit."""
    passed = {run.commit for run in runs if run.commit and not run.failed}
    return [run.retried or (run.failed and run.commit in passed) for run in runs]


def _passed(attempts: Sequence[Attempt]) -> bool:
    return attempts[-1].outcome == PASSED


def _wavered(attempts: Sequence[Attempt]) -> bool:
    return any(attempt.flaky or attempt.outcome == FAILED for attempt in attempts)
