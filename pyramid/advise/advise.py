"""What to do about it: cards, keeps, gaps and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyramid.advise.cards import Dealer
from pyramid.advise.finding import finding_of
from pyramid.advise.fingerprints import Fingerprints
from pyramid.advise.gaps import find_gaps
from pyramid.advise.places import Places
from pyramid.advise.reach import Reach, reach_of
from pyramid.advise.savings import save
from pyramid.advise.shape import shape_of
from pyramid.advise.target import Placement, place_check
from pyramid.advise.timing import LayerTime, is_top_heavy, layer_times
from pyramid.model.analysis import Analysis
from pyramid.model.coverage import Notice
from pyramid.model.evidence import SavingsEntry
from pyramid.model.layers import Certainty, Role, Target, TestLayer
from pyramid.model.provenance import Candidate, Trace
from pyramid.model.report import (
    CheckEntry,
    Decider,
    EvidenceItem,
    FindingEntry,
    GapEntry,
    PyramidShape,
    RecommendationEntry,
)
from pyramid.model.results import ResultsReport
from pyramid.rulebook.advice_rules import AdviceRules, applies
from pyramid.settings import Settings

_STRUCK = 3  # names that are shown
#: The layers of the pyramid, heavier ones higher.
WEIGHT = {TestLayer.UNIT: 0, TestLayer.INTEGRATION: 1, TestLayer.API: 2, TestLayer.E2E: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The checks with their targets, the cards, the gaps, the findings and the shape.

    ``contents`` maps a finding's id to what stays the same when its file is renamed.
    """

    shape: PyramidShape
    reach: Reach
    checks: tuple[CheckEntry, ...] = ()
    recommendations: tuple[RecommendationEntry, ...] = ()
    gaps: tuple[GapEntry, ...] = ()
    findings: tuple[FindingEntry, ...] = ()
    contents: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    savings: SavingsEntry | None = None

    def without(self, ids: Collection[str]) -> Advice:
        """The advice with some findings left out, and their cards and gaps with them."""
        dropped = [finding for finding in self.findings if finding.id in ids]
        places = {(finding.code, finding.path, finding.line) for finding in dropped}
        return replace(
            self,
            findings=tuple(finding for finding in self.findings if finding.id not in ids),
            recommendations=tuple(card for card in self.recommendations if card.id not in ids),
            gaps=tuple(gap for gap in self.gaps if (gap.code, gap.path, gap.line) not in places),
        )


def article(word: str) -> str:
    """The word with its article."""
    return f"an {word}" if word[:1] in "aeiou" and word != "unit" else f"a {word}"


def advise(analysis: Analysis, rules: AdviceRules, settings: Settings) -> Advice:
    """Advice from an analysis; sorted, and independent of the order of its parts."""
    application = [name for name, role in analysis.roles.items() if role is not Role.TEST]
    reach = reach_of(
        application,
        analysis.graph,
        analysis.tests,
        analysis.verdicts,
        analysis.focal,
        analysis.requests,
        analysis.coverage,
    )
    placed = [(trace, place_check(trace, rules.targets)) for trace in analysis.traces]
    prints = Fingerprints()
    dealer = _dealer(analysis, reach, rules, prints)
    dealt = [(trace, placement, dealer.card(trace, placement)) for trace, placement in placed]
    gaps = find_gaps(
        analysis.program,
        analysis.graph,
        analysis.roles,
        reach,
        analysis.coverage,
        settings,
        rules.on("function"),
        {path: changes.commits for path, changes in analysis.churn.items()},
    )
    ids = {test.symbol: test.id for test in analysis.tests}
    times = layer_times(analysis.tests, analysis.verdicts, analysis.results)
    shape = _shape(analysis, settings, [placement for _, placement in placed], times)
    checks = tuple(_check(analysis, ids, *row) for row in dealt)
    cards = tuple(card for _, _, card in dealt if card is not None)
    return Advice(
        shape=shape,
        reach=reach,
        checks=checks,
        recommendations=cards,
        gaps=gaps,
        findings=(
            *_findings(analysis, rules, cards, gaps, prints),
            *_shape_findings(rules, shape, is_top_heavy(times), prints),
            *_misplaced(analysis, rules, prints),
        ),
        contents=prints.contents,
    )


def price(advice: Advice, results: ResultsReport, runs_per_day: float) -> Advice:
    """The advice with what its cards save, told for those that are left after suppressions."""
    top = next((step.seconds for step in advice.shape.layers if step.layer == TestLayer.E2E.value), None)
    cards, savings = save(advice.recommendations, advice.checks, results, runs_per_day, top or 0.0)
    return replace(advice, recommendations=cards, savings=savings)


def _dealer(analysis: Analysis, reach: Reach, rules: AdviceRules, prints: Fingerprints) -> Dealer:
    return Dealer(
        program=analysis.program,
        graph=analysis.graph,
        roles=analysis.roles,
        reach=reach,
        places=Places(analysis.tests, analysis.verdicts, analysis.focal),
        tests={test.symbol: test for test in analysis.tests},
        rules=rules.on("check"),
        fingerprints=prints,
    )


def _shape(
    analysis: Analysis,
    settings: Settings,
    placements: Sequence[Placement],
    times: Mapping[TestLayer, LayerTime],
) -> PyramidShape:
    counts = Counter(analysis.verdicts[test.symbol].layer for test in analysis.tests)
    return shape_of(
        counts,
        settings.shape.target,
        times,
        checks=len(placements),
        movable=sum(p.target in (Target.UNIT, Target.API) and p.focal is not None for p in placements),
        uncertain=sum(p.certainty is Certainty.GUESS for p in placements),
    )


def _check(
    analysis: Analysis,
    ids: Mapping[str, str],
    trace: Trace,
    placement: Placement,
    card: RecommendationEntry | None,
) -> CheckEntry:
    check = trace.check
    shown = trace.candidates if placement.target in (Target.UNIT, Target.API) else trace.candidates[:3]
    return CheckEntry(
        test=tuple(ids[symbol] for symbol in check.tests),
        path=check.path,
        line=check.line,
        start_line=check.start_line,
        end_line=check.end_line,
        text=check.text,
        kind=placement.kind,
        target=placement.target.value,
        certainty=placement.certainty.value,
        decided_by=tuple(filter(None, (_decider(analysis, candidate) for candidate in shown))),
        evidence=tuple(_evidence(trace, placement)),
        reason=placement.because,
        recommendation=card.id if card else None,
    )


def _decider(analysis: Analysis, candidate: Candidate) -> Decider | None:
    symbol = analysis.program.symbols().get(candidate.function)
    if symbol is None:
        return None
    return Decider(
        path=symbol.path,
        function=symbol.name,
        line=symbol.line,
        how=candidate.how,
        certainty=candidate.certainty.value,
    )


def _evidence(trace: Trace, placement: Placement) -> Iterator[EvidenceItem]:
    kind = "inferred" if trace.candidates or placement.rule else "none"
    yield EvidenceItem(kind=kind, text=placement.because, path=trace.check.path, line=trace.check.line)
    for hop in trace.hops:
        yield EvidenceItem(kind="inferred", text=hop.text, path=hop.path, line=hop.line)
    for candidate in trace.candidates[:1]:
        for hop in candidate.hops:
            yield EvidenceItem(kind="inferred", text=hop.text, path=hop.path, line=hop.line)
        if candidate.certainty is Certainty.CERTAIN:
            yield EvidenceItem(kind="measured", text=f"recorded: the test ran {candidate.function}")
    if trace.struck:
        names = ", ".join(trace.struck[:_STRUCK]) + (" …" if len(trace.struck) > _STRUCK else "")
        yield EvidenceItem(kind="measured", text=f"recorded: the test never ran {names}")


def _findings(
    analysis: Analysis,
    rules: AdviceRules,
    cards: Sequence[RecommendationEntry],
    gaps: Sequence[GapEntry],
    prints: Fingerprints,
) -> Iterator[FindingEntry]:
    codes = {rule.code: rule for rule in rules.codes}
    for card in cards:
        path, _, line = card.check.rpartition(":")
        yield finding_of(
            codes[card.code], card.id, card.message, path, int(line), card.confidence, card.instead
        )
    for gap in gaps:
        rule = codes[gap.code]
        mark = prints.of(gap.code, "", gap.function, "")
        fix = rule.instead.format_map({"function": gap.function})
        certainty = Certainty.CERTAIN.value if gap.evidence == "measured" else Certainty.LIKELY.value
        yield finding_of(rule, mark, gap.reason, gap.path, gap.line, certainty, fix)


def _shape_findings(
    rules: AdviceRules, shape: PyramidShape, top_heavy: bool, prints: Fingerprints
) -> Iterator[FindingEntry]:
    words = {"shape": article(shape.name), "numbers": shape.summary, "time": shape.time}
    facts = {"shape": [shape.name], "time": ["top-heavy"] if top_heavy else []}
    for rule in rules.on("shape"):
        if applies(rule, facts):
            message = rule.message.format_map(words)
            yield finding_of(rule, prints.of(rule.code, "", "", ""), message, "", 0, "certain", rule.instead)


def _misplaced(analysis: Analysis, rules: AdviceRules, prints: Fingerprints) -> Iterator[FindingEntry]:
    for test in analysis.tests:
        verdict = analysis.verdicts[test.symbol]
        claimed = analysis.claims.get(test.symbol)
        if claimed not in WEIGHT or verdict.layer not in WEIGHT or claimed is verdict.layer:
            continue
        facts = _mismatch(claimed, verdict.layer, verdict.certainty)
        because = verdict.evidence[0].text if verdict.evidence else "of what it does"
        words = {"test": test.id, "because": because, "claims": article(claimed.value)}
        words["layer"] = article(verdict.layer.value)
        for rule in rules.on("test"):
            if applies(rule, facts):
                mark = prints.of(rule.code, test.id, "", "")
                message = rule.message.format_map(words)
                yield finding_of(
                    rule, mark, message, test.path, test.line, verdict.certainty.value, rule.instead
                )


def _mismatch(claimed: TestLayer, layer: TestLayer, certainty: Certainty) -> Mapping[str, list[str]]:
    heavier = WEIGHT[layer] > WEIGHT[claimed]
    return {
        "mismatch": ["heavier" if heavier else "lighter"],
        "claims": [claimed.value],
        "layer": [layer.value],
        "certainty": [certainty.value],
    }
