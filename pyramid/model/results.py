"""Recorded results of test runs: how long each test takes, and how often it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyramid.model.coverage import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class TestHistory:
    """What the recorded runs say about one test.

    ``test`` is ``TestCase.id``.  ``runs`` are the runs in which it was executed, ``seconds`` the
    median and ``p95`` the 95th percentile (nearest rank) of the time that it took in a run, all
    its parameters together.  ``cases`` is the largest number of its parameters in one run.
    ``failures`` counts the runs in which it failed for good, ``retries`` the attempts that were
    made again, ``flaky`` the runs in which it failed and passed on the same commit or was retried
    until it passed.  ``first`` says how often it was the first test of its file in a run.
    """

    __test__ = False

    test: str
    runs: int
    seconds: float
    p95: float
    cases: int = 1
    failures: int = 0
    retries: int = 0
    flaky: int = 0
    first: int = 0

    @property
    def flake_rate(self) -> float:
        """Share (0..1) of its runs that were flaky."""
        return self.flaky / self.runs if self.runs else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedResult:
    """A recorded test that is no test of the audited tree, and why it was not found there."""

    name: str
    reason: str
    source: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsReport:
    """All recorded runs.  ``runs_per_day`` is None where the runs tell no times."""

    tests: Mapping[str, TestHistory] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    runs: int = 0
    runs_per_day: float | None = None
    unmatched: tuple[UnmatchedResult, ...] = ()
    notices: tuple[Notice, ...] = ()
