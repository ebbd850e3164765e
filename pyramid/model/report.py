"""The answer of an audit: what every renderer prints.

The field names and meanings are the public JSON contract, ``schema_version`` "1".
Paths are POSIX and relative to the audited root; lines are 1-based; seconds are floats.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pyramid.model.evidence import LedgerEntry, ProofEntry, ResultsEntry, SavingsEntry

SCHEMA_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolInfo:
    """Who made the report."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSummary:
    """What the answer stands on: ``level`` is measured, inferred or none."""

    level: str
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One reason, in words: ``kind`` is measured, inferred or none."""

    kind: str
    text: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerShare:
    """One step of the pyramid: tests, their share (0..1), the target share.

    Of the recorded tests: ``seconds`` of a run together, ``median_seconds`` of one case, and
    ``flake_rate``, the share (0..1) of their runs that were flaky.
    """

    layer: str
    tests: int
    share: float
    target: float | None = None
    seconds: float | None = None
    median_seconds: float | None = None
    flake_rate: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PyramidShape:
    """The shape: ``name`` is pyramid, ice-cream-cone, hourglass, diamond, column or empty."""

    name: str
    summary: str
    layers: tuple[LayerShare, ...]
    checks: int = 0
    movable: int = 0
    uncertain: int = 0
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestEntry:
    """One test: where it stands in the pyramid, and why.

    ``seconds`` (the median of its runs), ``p95_seconds`` and ``flake_rate`` (0..1) are recorded, or
    None; ``runs``, ``failures`` and ``retries`` are counts over the recorded runs.
    """

    __test__ = False

    id: str
    path: str
    line: int
    layer: str
    certainty: str
    tags: tuple[str, ...]
    evidence: tuple[EvidenceItem, ...]
    seconds: float | None = None
    runner_up: str | None = None
    reaches: tuple[str, ...] | None = None
    p95_seconds: float | None = None
    flake_rate: float | None = None
    runs: int = 0
    failures: int = 0
    retries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """A function that decides a check, and how it was found."""

    path: str
    function: str
    line: int
    how: str
    certainty: str = "likely"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEntry:
    """One assertion of an end-to-end test: what it checks, who decides it, where it could move."""

    test: tuple[str, ...]
    path: str
    line: int
    start_line: int
    end_line: int
    text: str
    kind: str
    target: str
    certainty: str
    decided_by: tuple[Decider, ...]
    evidence: tuple[EvidenceItem, ...]
    reason: str = ""
    recommendation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteEntry:
    """A URL that the application answers, and the dotted name of its handler."""

    method: str
    path: str
    handler: str
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEntry:
    """A request that a test makes, and the handlers it may reach, best first.

    ``frontend`` is true for a page that the frontend owns: no handler answers it, or only one that
    hands out the same shell for every path.
    """

    path: str
    line: int
    method: str
    url: str
    handlers: tuple[str, ...]
    frontend: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StubEntry:
    """What answers in the place of a service outside; ``stands_for`` are the functions whose calls it
    answers, as far as they are known."""

    path: str
    line: int
    tool: str
    method: str
    url: str
    stands_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionEntry:
    """``coverage`` and ``reached_by`` have one entry per layer; ``fan_in`` are the functions that call it.

    ``churn`` are the commits among the last thousand that changed its file, ``changed`` the day of the
    last one; None without version control.
    """

    name: str
    path: str
    line: int
    end_line: int
    role: str
    complexity: int
    coverage: dict[str, float | None]
    reached_by: dict[str, int]
    checked_at: tuple[str, ...]
    fan_in: int = 0
    churn: int | None = None
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapEntry:
    """Logic below its target: ``reason`` in words; ``rank`` 1 is the most critical.

    The kind of gap ranks first (only end-to-end tests reach it), then ``complexity``, weighted by
    ``fan_in`` and ``churn``.
    """

    code: str
    function: str
    path: str
    line: int
    reason: str
    evidence: str
    rank: int
    coverage: float | None = None
    complexity: int = 1
    fan_in: int = 0
    churn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """The function to test instead; ``callable`` says whether browser and server are needed."""

    function: str
    path: str
    line: int
    callable: bool
    needs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One step of the way from a check to the function that decides it."""

    name: str
    path: str
    line: int
    via: str
    certainty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationEntry:
    """One card.  ``check`` is ``path:line``; ``write`` says what to write, ``write_in`` where.

    ``saves_seconds`` is what moving this check saves in a run, 0 for the one that stays.
    """

    id: str
    code: str
    test: tuple[str, ...]
    check: str
    text: str
    from_: str
    to: str
    action: str
    seam: Seam | None
    path: tuple[PathStep, ...]
    message: str
    instead: str
    write: str
    write_in: str
    stays: str
    confidence: str
    evidence: tuple[EvidenceItem, ...]
    saves_seconds: float | None = None
    proof: ProofEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    """A diagnostic at a place: every ``PYR…`` code, recommendations and gaps included."""

    id: str
    code: str
    name: str
    message: str
    path: str
    line: int
    severity: str
    certainty: str
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedEntry:
    """A file that was not read: ``status`` is skipped or failed."""

    path: str
    status: str
    slug: str
    reason: str
    fix: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """What the findings are limited to: the commit it is compared with ("" for none), the files that
    changed, and the shape before."""

    base: str
    paths: tuple[str, ...]
    before: PyramidShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole answer, sorted and byte-stable.

    ``prefix`` is the way from the top of the repository down to the root ("" for the top itself):
    put it before a path, with a slash, to get the path that a code host knows.  ``change`` is there
    in change mode: then the findings are those that the change causes or touches.
    """

    tool: ToolInfo
    root: str
    evidence: EvidenceSummary
    pyramid: PyramidShape
    tests: tuple[TestEntry, ...] = ()
    checks: tuple[CheckEntry, ...] = ()
    routes: tuple[RouteEntry, ...] = ()
    requests: tuple[RequestEntry, ...] = ()
    stubs: tuple[StubEntry, ...] = ()
    functions: tuple[FunctionEntry, ...] = ()
    gaps: tuple[GapEntry, ...] = ()
    recommendations: tuple[RecommendationEntry, ...] = ()
    findings: tuple[FindingEntry, ...] = ()
    skipped: tuple[SkippedEntry, ...] = ()
    notices: tuple[SkippedEntry, ...] = field(default=())
    results: ResultsEntry | None = None
    savings: SavingsEntry | None = None
    ledger: LedgerEntry | None = None
    prefix: str = ""
    change: ChangeEntry | None = None
    schema_version: str = SCHEMA_VERSION
