"""What became of the tests of one run, from the report that their runner wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyramid.model.meaning import TestCase
from pyramid.prove.outcomes import read_lines
from pyramid.results import outcomes_of


class Outcomes:
    """Reads the reports of runs of some tests."""

    def __init__(self, tests: Sequence[TestCase]) -> None:
        self._tests = {test.id: test for test in tests}

    def __call__(self, kind: str, data: bytes, names: Mapping[str, str]) -> Mapping[str, str]:
        """Passed, failed or skipped, by id, of the tests that the report speaks of."""
        if kind == "lines":
            return read_lines(data.decode("utf-8", "replace"), names)
        return outcomes_of(data, [self._tests[test] for test in names])
