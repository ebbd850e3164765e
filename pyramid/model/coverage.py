"""Recorded runs, mapped onto functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyramid.model.layers import EvidenceKind, TestLayer


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A warning or error in words: slug, place, cause, next step."""

    slug: str
    message: str
    fix: str
    path: str = ""
    line: int = 0
    severity: str = "warning"  # note, warning, error


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageContext:
    """One recorded context.  ``test`` is the runner's node id, "" for import time or no context;
    ``phase`` is ``setup``, ``run``, ``teardown`` or ""."""

    test: str
    phase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionCoverage:
    """Coverage of one function.

    ``by_layer`` maps a layer to the share (0..1) of the executable body lines which tests of
    that layer ran; ``total`` the share run by any test or, without contexts, by any code after
    import.  ``tests`` are the node ids that ran a body line.  Lines only run at import do not
    count.  ``lines`` is the number of executable body lines.
    """

    function: str
    lines: int
    total: float | None
    by_layer: Mapping[TestLayer, float] = field(default_factory=dict)
    tests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageReport:
    """Every function's coverage by dotted name, and what must be said about the data.

    ``recorded`` are the ids of the tests that were recorded, also those that ran no function.
    """

    evidence: EvidenceKind
    functions: Mapping[str, FunctionCoverage] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    has_contexts: bool = False
    stale: frozenset[str] = frozenset()
    recorded: frozenset[str] = frozenset()

    def recorded_tests(self) -> frozenset[str]:
        """The tests of which it is known what they ran: what is not on record, they did not run."""
        ran = (test for entry in self.functions.values() for test in entry.tests)
        return self.recorded.union(ran)
