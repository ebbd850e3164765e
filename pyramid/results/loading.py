"""All recorded results of an audit → one report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pyramid.model.coverage import Notice
from pyramid.model.meaning import TestCase
from pyramid.model.results import ResultsReport, UnmatchedResult
from pyramid.results.attempt import Attempt, ResultsFileError
from pyramid.results.formats import format_names, read_attempts
from pyramid.results.history import Histories
from pyramid.results.matching import Matcher
from pyramid.results.sources import Blob, Source

#: Where results are looked for when no place is named.
USUAL = (
    "junit.xml",
    "test-results.xml",
    "test-results",
    "allure-results",
    "target/surefire-reports",
    "target/failsafe-reports",
    "build/test-results",
)
_COMMIT = re.compile(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])")
_CASE = re.compile(r"(?<=\w)\[.*\]\Z", re.DOTALL)  # the parameters of a function
_SHOWN = 3
_LONGEST = 300  # characters of a name


def load_results(root: Path, places: Sequence[str], tests: Sequence[TestCase]) -> ResultsReport:
    """Read recorded results and match them to the tests.

    ``places`` are files, folders, shell patterns and zips, absolute or relative to the root; when
    empty the usual places are searched.  Data that cannot be used is told in ``notices``; nothing
    is raised.
    """
    loader = _Loader(tests)
    for place in places or USUAL:
        loader.load(Source(root, place, usual=not places), usual=not places)
    return loader.report()


class _Loader:
    def __init__(self, tests: Sequence[TestCase]) -> None:
        self._matcher = Matcher(tests)
        self._histories = Histories()
        self._sources: list[str] = []
        self._notices: list[Notice] = []
        self._unmatched: dict[tuple[str, str], UnmatchedResult] = {}
        self._moved: Counter[tuple[str, str]] = Counter()
        self._seen = 0

    def load(self, source: Source, *, usual: bool) -> None:
        """Count every file of a source."""
        strange: list[str] = []
        for blob in source.blobs():
            try:
                attempts = read_attempts(blob.name, blob.data, blob.name)
                if attempts is None:
                    strange.append(blob.name)
                    continue
                self._count(blob, list(attempts))
            except ResultsFileError as error:
                self._notices.append(error.notice(blob.name))
        self._notices.extend(error.notice(name) for name, error in source.refused)
        if strange and not usual:
            self._notices.append(_unknown(strange))

    def report(self) -> ResultsReport:
        """What all the runs say together."""
        unmatched = tuple(sorted(self._unmatched.values(), key=lambda each: (each.reason, each.name)))
        if unmatched:
            self._notices.append(_not_matched(unmatched, self._seen))
        if self._moved:
            self._notices.append(_have_moved(sorted(self._moved)))
        return ResultsReport(
            tests=self._histories.histories(),
            sources=tuple(dict.fromkeys(self._sources)),
            runs=self._histories.runs,
            runs_per_day=self._histories.runs_per_day(),
            unmatched=unmatched,
            notices=tuple(self._notices),
        )

    def _count(self, blob: Blob, attempts: Sequence[Attempt]) -> None:
        self._sources.append(blob.name)
        commit = _COMMIT.search(blob.name)
        for attempt in attempts:
            if commit and not attempt.commit:
                attempt = replace(attempt, commit=commit[0])
            test, remark = self._matcher.find(attempt)
            self._seen += 1
            if test is None:
                self._leave_out(attempt, remark, blob.name)
                continue
            if remark:
                self._moved[attempt.file or attempt.owner, test.path] += 1
            self._histories.add(test.id, attempt)

    def _leave_out(self, attempt: Attempt, reason: str, source: str) -> None:
        """The cases of one test are one entry: a test may have a hundred thousand of them."""
        name = ".".join(filter(None, (attempt.owner, attempt.name))) or "?"
        name = _CASE.sub("", name)[:_LONGEST]
        known = self._unmatched.get((name, reason))
        seconds = round(attempt.seconds + (known.seconds if known else 0.0), 6)
        self._unmatched[name, reason] = UnmatchedResult(
            name=name, reason=reason, source=known.source if known else source, seconds=seconds
        )


def _unknown(names: Sequence[str]) -> Notice:
    known = ", ".join(format_names())
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return Notice(
        slug="results-unknown-format",
        message=f"{', '.join(names[:_SHOWN])}{more}: no test results",
        fix=f"Give one of these: {known}.",
        path=names[0],
        severity="note" if len(names) > 1 else "warning",
    )


def _not_matched(unmatched: Sequence[UnmatchedResult], seen: int) -> Notice:
    reasons = Counter(re.sub(r": .*", "", each.reason) for each in unmatched)
    told = "; ".join(f"{number}: {reason}" for reason, number in sorted(reasons.items()))
    first = unmatched[0]
    return Notice(
        slug="results-not-matched",
        message=f"{len(unmatched)} recorded tests are none of the audited tree ({told}), e.g. {first.name}",
        fix="All of them are listed under `results` in the json format.",
        path=first.source,
        severity="note" if len(unmatched) * 10 < max(seen, 1) else "warning",
    )


def _have_moved(moves: Sequence[tuple[str, str]]) -> Notice:
    old, new = moves[0]
    return Notice(
        slug="results-moved",
        message=f"the tests of {len(moves)} moved files were found where they are now ({old} → {new})",
        fix="Nothing to do; the next run has the new names.",
        path=new,
        severity="note",
    )
