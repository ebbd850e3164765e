"""Recorded coverage against what was inferred: what a test never ran cannot decide its check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pyramid.model.coverage import CoverageReport, FunctionCoverage
from pyramid.model.layers import Certainty
from pyramid.model.meaning import Check, TestCase
from pyramid.model.provenance import Candidate


def measured(
    coverage: CoverageReport,
    tests: Iterable[TestCase],
    everyone: frozenset[str],
    check: Check,
    ranked: list[Candidate],
) -> list[Candidate]:
    """What the tests never executed cannot decide their check; ``everyone`` are all recorded tests."""
    symbols = set(check.tests) if everyone else ()
    recorded = {test.id for test in tests if test.symbol in symbols} & everyone
    if not recorded:
        return ranked
    nested = _nested(coverage, [candidate.function for candidate in ranked])
    kept = []
    for candidate in ranked:
        entry = coverage.functions.get(candidate.function)
        inner = (e.tests for name, e in nested.get(candidate.function, ()))
        ran = {test for tests in (entry.tests if entry else (), *inner) for test in tests}
        if ran & recorded:
            kept.append(replace(candidate, certainty=Certainty.CERTAIN))
        elif entry is None or entry.lines == 0:
            kept.append(candidate)
    return kept


def _nested(
    coverage: CoverageReport, functions: Sequence[str]
) -> Mapping[str, list[tuple[str, FunctionCoverage]]]:
    """What a decorator does is done by the functions inside it."""
    return {
        function: [(n, e) for n, e in coverage.functions.items() if n.startswith(f"{function}.")]
        for function in functions
    }
