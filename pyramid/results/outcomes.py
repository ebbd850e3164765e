"""One report of one run → what became of each test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pyramid.model.meaning import TestCase
from pyramid.results.attempt import FAILED, PASSED, SKIPPED, ResultsFileError
from pyramid.results.formats import read_attempts
from pyramid.results.matching import Matcher

_WORST_FIRST = (FAILED, PASSED, SKIPPED)


def outcomes_of(data: bytes, tests: Sequence[TestCase]) -> dict[str, str]:
    """By id: failed when one of the test's cases failed, else passed when one passed, else skipped.

    Nothing of tests that the report does not speak of, and nothing for what is no report.
    """
    matcher, found = Matcher(tests), defaultdict(set)
    try:
        for attempt in read_attempts("report.xml", data, "") or ():
            test, _ = matcher.find(attempt)
            if test is not None:
                found[test.id].add(attempt.outcome)
    except ResultsFileError:
        return {}
    return {test: next(each for each in _WORST_FIRST if each in told) for test, told in found.items()}
