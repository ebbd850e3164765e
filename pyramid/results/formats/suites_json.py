"""The JSON of a browser test runner: nested suites of specs, each with its projects and attempts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pyramid.results.attempt import FAILED, PASSED, SKIPPED, Attempt
from pyramid.results.json_text import read_table, tables, text
from pyramid.results.numbers import moment, seconds

NAME = "JSON of suites, specs and results"

_OUTCOMES = {"passed": PASSED, "skipped": SKIPPED}
_HEAD = re.compile(rb'\A\s*\{\s*"(config|suites)"\s*:')
_DEEPEST = 100


def recognises(name: str, head: bytes) -> bool:
    """It begins with the configuration of the run or with the suites."""
    return _HEAD.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read(data: bytes, run: str) -> Iterator[Attempt]:
    """Every attempt of every spec in every project, retries one by one."""
    report = read_table(data, NAME)
    commit = _commit(report)
    for suite in tables(report.get("suites")):
        yield from _suite(suite, (), run, commit, 0)


def _suite(
    suite: dict[str, Any], groups: tuple[str, ...], run: str, commit: str, depth: int
) -> Iterator[Attempt]:
    for spec in tables(suite.get("specs")):
        for test in tables(spec.get("tests")):
            for result in tables(test.get("results")):
                yield _attempt(spec, test, result, groups, run, commit)
    for inner in tables(suite.get("suites")) if depth < _DEEPEST else ():
        yield from _suite(inner, (*groups, text(inner.get("title"))), run, commit, depth + 1)


def _attempt(
    spec: dict[str, Any],
    test: dict[str, Any],
    result: dict[str, Any],
    groups: tuple[str, ...],
    run: str,
    commit: str,
) -> Attempt:
    status = text(result.get("status"))
    expected = text(test.get("expectedStatus")) or "passed"
    outcome = PASSED if status == expected != "skipped" else _OUTCOMES.get(status, FAILED)
    return Attempt(
        name=text(spec.get("title")),
        groups=groups,
        file=text(spec.get("file")),
        variant=text(test.get("projectName")),
        seconds=seconds(result.get("duration")) / 1000,
        outcome=outcome,
        flaky=text(test.get("status")) == "flaky",
        run=run,
        commit=commit,
        started=moment(result.get("startTime")),
    )


def _commit(report: dict[str, Any]) -> str:
    """The revision, where the runner was asked to note it."""
    metadata = _table(_table(report.get("config")).get("metadata"))
    commit = _table(metadata.get("gitCommit"))
    known = (commit.get("hash"), _table(metadata.get("ci")).get("commitHash"), metadata.get("revision.id"))
    return next((text(each) for each in known if text(each)), "")


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
