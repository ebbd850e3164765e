"""Everything that an audit knows before it gives advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyramid.model.churn import FileChanges
from pyramid.model.coverage import CoverageReport, Notice
from pyramid.model.facts import Failed, Skipped
from pyramid.model.layers import EvidenceKind, FocalFunction, LayerVerdict, Role, TestLayer
from pyramid.model.meaning import HttpRequest, Meanings, Route, TestCase
from pyramid.model.program import CallGraph, Program
from pyramid.model.proof import Proof
from pyramid.model.provenance import Trace
from pyramid.model.results import ResultsReport


def _no_coverage() -> CoverageReport:
    return CoverageReport(evidence=EvidenceKind.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The audited program, its tests and what connects them.

    ``verdicts``, ``focal`` and ``claims`` (the layer that a folder
    or marker promises) are by ``TestCase.symbol``, ``roles`` by dotted name of a function;
    ``traces`` has one entry per end-to-end check.  ``outcomes``
    are the files that were not read.  ``proofs`` (by dotted name of a function)
    still hold; ``churn`` is by path.
    """

    root: Path
    program: Program
    graph: CallGraph
    meanings: Meanings
    tests: tuple[TestCase, ...]
    routes: tuple[Route, ...]
    requests: tuple[HttpRequest, ...]
    verdicts: Mapping[str, LayerVerdict]
    roles: Mapping[str, Role]
    focal: Mapping[str, tuple[FocalFunction, ...]] = field(default_factory=dict)
    claims: Mapping[str, TestLayer] = field(default_factory=dict)
    traces: tuple[Trace, ...] = ()
    coverage: CoverageReport = field(default_factory=_no_coverage)
    results: ResultsReport = field(default_factory=ResultsReport)
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    churn: Mapping[str, FileChanges] = field(default_factory=dict)
    outcomes: tuple[Skipped | Failed, ...] = ()
    notices: tuple[Notice, ...] = ()
