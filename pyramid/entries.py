"""What the rooms found, as entries of the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from pyramid import __version__
from pyramid.advise import Advice, accuracy_of
from pyramid.model.analysis import Analysis
from pyramid.model.coverage import Notice
from pyramid.model.evidence import LayerProof, LedgerEntry, ProofEntry, ResultsEntry, UnmatchedEntry
from pyramid.model.facts import Failed, Skipped
from pyramid.model.layers import Evidence, EvidenceKind, LayerVerdict, Role, TestLayer
from pyramid.model.meaning import HttpRequest, Meaning, Route, TestCase
from pyramid.model.program import Symbol
from pyramid.model.proof import Proof
from pyramid.model.report import (
    CheckEntry,
    EvidenceItem,
    EvidenceSummary,
    FunctionEntry,
    RecommendationEntry,
    Report,
    RequestEntry,
    RouteEntry,
    SkippedEntry,
    StubEntry,
    TestEntry,
    ToolInfo,
)
from pyramid.model.results import TestHistory
from pyramid.plan.ledger import read_ledger, state_counts, updated
from pyramid.settings import Selection, Settings
from pyramid.workspace import prefix_of


def report_of(analysis: Analysis, advice: Advice, settings: Settings, *, reach: bool = False) -> Report:
    """The report: every part sorted, so that equal input gives equal bytes."""
    chosen = Selection(settings)
    recommendations = tuple(
        proven(card, analysis) for card in advice.recommendations if chosen.code(card.code, _path(card))
    )
    cards = {card.id for card in recommendations}
    return Report(
        tool=ToolInfo(name="pyramid-audit", version=__version__),
        root=analysis.root.name,
        evidence=_evidence(analysis),
        pyramid=advice.shape,
        tests=tuple(sorted(_tests(analysis, reach), key=lambda entry: (entry.path, entry.line, entry.id))),
        checks=tuple(
            _linked(check, cards) for check in sorted(advice.checks, key=lambda c: (c.path, c.line))
        ),
        routes=tuple(sorted(map(_route, analysis.routes), key=lambda e: (e.file, e.line, e.path, e.method))),
        requests=tuple(sorted(map(_request, analysis.requests), key=lambda e: (e.path, e.line, e.url))),
        stubs=tuple(map(_stub, analysis.meanings.of_kind("stub"))),
        functions=tuple(
            sorted(_functions(analysis, advice), key=lambda entry: (entry.path, entry.line, entry.name))
        ),
        gaps=tuple(gap for gap in advice.gaps if chosen.code(gap.code, gap.path)),
        recommendations=tuple(sorted(recommendations, key=_card_order)),
        findings=tuple(
            sorted(
                (each for each in advice.findings if chosen.code(each.code, each.path)),
                key=lambda each: (each.path, each.line, each.code, each.id),
            )
        ),
        skipped=tuple(map(_skipped, sorted(analysis.outcomes, key=lambda each: each.path))),
        notices=tuple(map(_notice, (*analysis.notices, *advice.notices))),
        results=_results(analysis),
        savings=advice.savings,
        prefix=prefix_of(str(analysis.root)),
    )


def _evidence(analysis: Analysis) -> EvidenceSummary:
    """Measured where runs were recorded; without them everything is read from the source."""
    coverage = analysis.coverage
    level = coverage.evidence if coverage.evidence is EvidenceKind.MEASURED else EvidenceKind.INFERRED
    notes = _notes(analysis) if level is EvidenceKind.MEASURED else ("no recorded coverage was used",)
    return EvidenceSummary(level=level.value, sources=coverage.sources, notes=notes)


def proven(card: RecommendationEntry, analysis: Analysis) -> RecommendationEntry:
    """The card with what breaking its seam showed, when that was done and still holds."""
    proof = analysis.proofs.get(card.seam.function) if card.seam else None
    if proof is None or not proof.faults:
        return card
    told = ProofEntry(
        faults=len(proof.faults),
        safe=proof.is_safe,
        layers=tuple(_layer_proof(proof, each.layer) for each in proof.layers),
        only_e2e=tuple(map(str, proof.only_top)),
    )
    return replace(card, proof=told)


def ledger_of(analysis: Analysis, advice: Advice, settings: Settings) -> LedgerEntry | None:
    """How far the planned moves are, whatever a baseline accepts; None where none are planned."""
    if not settings.ledger:
        return None
    lines = read_ledger(analysis.root / settings.ledger)
    return state_counts(updated(lines, [proven(card, analysis) for card in advice.recommendations]))


def _layer_proof(proof: Proof, layer: str) -> LayerProof:
    times = proof.seconds_to_catch(layer)
    return LayerProof(layer=layer, caught=len(times), seconds=round(median(times), 3) if times else None)


def _results(analysis: Analysis) -> ResultsEntry | None:
    """The recorded runs, None where there are none."""
    results = analysis.results
    if not results.sources:
        return None
    often = results.runs_per_day
    return ResultsEntry(
        sources=results.sources,
        runs=results.runs,
        matched=len(results.tests),
        runs_per_day=round(often, 2) if often else None,
        unmatched=tuple(
            UnmatchedEntry(name=each.name, reason=each.reason, source=each.source, seconds=each.seconds)
            for each in results.unmatched
        ),
    )


def _notes(analysis: Analysis) -> tuple[str, ...]:
    """How far what is read from the source can be trusted where nothing was recorded."""
    accuracy = accuracy_of(analysis)
    if accuracy is None:
        return ()
    found, right = map(_percent, (accuracy.recall, accuracy.precision))
    tests = "1 recorded test" if accuracy.tests == 1 else f"{accuracy.tests:,} recorded tests"
    return (f"reach read from the source, against {tests}: finds {found} of what ran; {right} of it ran",)


def _percent(share: float) -> str:
    """Never rounded into 0 or 100 %."""
    rounded = f"{100 * share:.0f} %"
    return {"0 %": "under 1 %", "100 %": "over 99 %"}.get(rounded, rounded) if 0 < share < 1 else rounded


def _linked(check: CheckEntry, cards: set[str]) -> CheckEntry:
    """A card that the settings leave out is not referred to."""
    if check.recommendation is None or check.recommendation in cards:
        return check
    return replace(check, recommendation=None)


def _card_order(card: RecommendationEntry) -> tuple[str, int, str]:
    path, _, line = card.check.rpartition(":")
    return path, int(line), card.id


def _path(card: RecommendationEntry) -> str:
    return card.check.rpartition(":")[0]


def _skipped(outcome: Skipped | Failed) -> SkippedEntry:
    return SkippedEntry(
        path=outcome.path,
        status=type(outcome).__name__.lower(),
        slug=outcome.slug,
        reason=outcome.reason,
        fix=outcome.fix,
        line=getattr(outcome, "line", 0),
    )


def _notice(notice: Notice) -> SkippedEntry:
    return SkippedEntry(
        path=notice.path,
        status=notice.severity,
        slug=notice.slug,
        reason=notice.message,
        fix=notice.fix,
        line=notice.line,
    )


def _tests(analysis: Analysis, reach: bool) -> Iterable[TestEntry]:
    for test in analysis.tests:
        found = _test(test, analysis.verdicts[test.symbol], _reaches(analysis, test) if reach else None)
        history = analysis.results.tests.get(test.id)
        yield _timed(found, history) if history else found


def _timed(entry: TestEntry, history: TestHistory) -> TestEntry:
    return replace(
        entry,
        seconds=history.seconds,
        p95_seconds=history.p95,
        flake_rate=round(history.flake_rate, 6),
        runs=history.runs,
        failures=history.failures,
        retries=history.retries,
    )


def _test(test: TestCase, verdict: LayerVerdict, reaches: tuple[str, ...] | None) -> TestEntry:
    return TestEntry(
        id=test.id,
        path=test.path,
        line=test.line,
        layer=verdict.layer.value,
        certainty=verdict.certainty.value,
        tags=verdict.tags,
        evidence=tuple(map(_item, verdict.evidence)),
        runner_up=verdict.runner_up.value if verdict.runner_up else None,
        reaches=reaches,
    )


def _reaches(analysis: Analysis, test: TestCase) -> tuple[str, ...]:
    reached = analysis.graph.reached_from(test.symbol)
    return tuple(sorted(name for name in reached if analysis.roles.get(name, Role.TEST) is not Role.TEST))


def _item(evidence: Evidence) -> EvidenceItem:
    return EvidenceItem(kind=evidence.kind.value, text=evidence.text, path=evidence.path, line=evidence.line)


def _route(route: Route) -> RouteEntry:
    return RouteEntry(
        method=route.method, path=route.path, handler=route.handler, file=route.file, line=route.line
    )


def _request(request: HttpRequest) -> RequestEntry:
    return RequestEntry(
        path=request.path,
        line=request.line,
        method=request.method,
        url=request.url,
        handlers=request.handlers,
        frontend=request.frontend,
    )


def _stub(stub: Meaning) -> StubEntry:
    return StubEntry(
        path=stub.path,
        line=stub.line,
        tool=stub.slot("tool"),
        method=(stub.slot("method") or "any").upper(),
        url=stub.slot("url").replace("\0", "{}"),
        stands_for=tuple(stub.slot("stands-for").split()),
    )


def _functions(analysis: Analysis, advice: Advice) -> Iterable[FunctionEntry]:
    """The application's functions; test code is not under test."""
    symbols = analysis.program.symbols()
    for name, role in analysis.roles.items():
        if role is not Role.TEST and name in symbols:
            yield _function(analysis, symbols[name], role, advice)


def _function(analysis: Analysis, symbol: Symbol, role: Role, advice: Advice) -> FunctionEntry:
    found = analysis.coverage.functions.get(symbol.name)
    by_layer = found.by_layer if found else {}
    layers = [layer for layer in TestLayer if layer is not TestLayer.UNKNOWN]
    reached = advice.reach.counts.get(symbol.name, {})
    changes = analysis.churn.get(symbol.path)
    return FunctionEntry(
        name=symbol.name,
        path=symbol.path,
        line=symbol.line,
        end_line=symbol.end_line,
        role=role.value,
        complexity=analysis.program.definition(symbol.name).complexity,
        coverage={layer.value: by_layer.get(layer) for layer in layers},
        reached_by={layer.value: reached.get(layer, 0) for layer in TestLayer},
        checked_at=tuple(layer.value for layer in advice.reach.checked.get(symbol.name, ())),
        fan_in=len({edge.caller for edge in analysis.graph.callers(symbol.name)}),
        churn=changes.commits if changes else None,
        changed=changes.last if changes else None,
    )
