"""What a change causes or touches; old debts stay silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pyramid.advise.advise import Advice
from pyramid.advise.baseline import Accepted, Audited, Baseline, accepted_of, matched
from pyramid.model.analysis import Analysis
from pyramid.model.change import Changes
from pyramid.model.layers import Certainty, EvidenceKind
from pyramid.model.report import CheckEntry, FindingEntry, PyramidShape, RecommendationEntry

_THIN = "thin"
Place = tuple[str, range]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What must be known of the state before a change.

    ``findings`` as the entries of a baseline; ``checks`` the end-to-end checks (name of the test and
    text) that a lower layer could carry then; ``gaps`` the functions that had one, of whatever kind;
    ``layers`` by test id.
    """

    shape: PyramidShape
    findings: tuple[Accepted, ...] = ()
    checks: frozenset[str] = frozenset()
    gaps: frozenset[str] = frozenset()
    layers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change to judge: the commit it is compared with, what it touches, and what was before."""

    base: str
    changes: Changes
    before: Before


def before_of(advice: Advice, analysis: Analysis) -> Before:
    """What the next change will be compared with."""
    return Before(
        shape=advice.shape,
        findings=accepted_of(advice, {finding.id for finding in advice.findings}),
        checks=frozenset(_check(card) for card in advice.recommendations if card.action != _THIN),
        gaps=frozenset(gap.function for gap in advice.gaps),
        layers={test.id: analysis.verdicts[test.symbol].layer.value for test in analysis.tests},
    )


def only_changed(advice: Advice, change: Change, analysis: Analysis, audited: Audited) -> Advice:
    """The advice about what the change causes (it was not there before) or touches (the lines of a
    check, of a function, of the head of a test are among its lines).

    Guesses stay silent, and checks that a lower test makes already.
    """
    caused = _caused(advice, change, analysis, audited)
    places = _places(advice, analysis)
    quiet = {card.id for card in advice.recommendations if card.action == _THIN}
    told = {
        finding.id
        for finding in advice.findings
        if finding.certainty != Certainty.GUESS.value
        and finding.id not in quiet
        and (finding.id in caused or _touched(finding, places, change.changes))
    }
    left = advice.without({finding.id for finding in advice.findings} - told)
    return replace(
        left,
        checks=tuple(check for check in left.checks if _is_told(check, told, change.changes)),
        notices=tuple(notice for notice in left.notices if notice.severity != "note"),
    )


def _is_told(check: CheckEntry, told: set[str], changes: Changes) -> bool:
    touched = changes.touch(check.path, range(check.start_line, check.end_line + 1))
    return touched or check.recommendation in told


def _caused(advice: Advice, change: Change, analysis: Analysis, audited: Audited) -> set[str]:
    """The ids of the findings that were not there before, and not because something has another name
    or runs were recorded since."""
    before = Baseline(path="", evidence="", entries=change.before.findings)
    known, _ = matched(advice, before, audited)
    cards = {card.id: card for card in advice.recommendations}
    recorded = analysis.coverage.evidence is EvidenceKind.MEASURED
    old = {
        (gap.code, gap.path, gap.line)
        for gap in advice.gaps
        if recorded or gap.function in change.before.gaps
    }
    return {
        finding.id
        for finding in advice.findings
        if finding.id in advice.contents  # what is said about comments and the baseline is not compared
        and finding.id not in known
        and finding.path not in change.changes.left_out
        and not (finding.id in cards and _check(cards[finding.id]) in change.before.checks)
        and (finding.code, finding.path, finding.line) not in old
    }


def _check(card: RecommendationEntry) -> str:
    """The check without the files and functions in its names."""
    name = card.test[0].partition("::")[2] if card.test else ""
    return f"{name}\n{''.join(card.text.split())}"


def _touched(finding: FindingEntry, places: Mapping[str, Place], changes: Changes) -> bool:
    path, span = places.get(finding.id, (finding.path, range(finding.line, finding.line + 1)))
    return bool(path) and changes.touch(path, span)


def _places(advice: Advice, analysis: Analysis) -> dict[str, Place]:
    """By a finding's id the lines that it is about."""
    return dict((*_of_checks(advice), *_of_functions(advice, analysis)))


def _of_checks(advice: Advice) -> Iterator[tuple[str, Place]]:
    for check in advice.checks:
        if check.recommendation:
            yield check.recommendation, (check.path, range(check.start_line, check.end_line + 1))


def _of_functions(advice: Advice, analysis: Analysis) -> Iterator[tuple[str, Place]]:
    symbols = analysis.program.symbols()
    gaps = {(gap.code, gap.path, gap.line): gap.function for gap in advice.gaps}
    for finding in advice.findings:
        symbol = symbols.get(gaps.get((finding.code, finding.path, finding.line), ""))
        if symbol is not None:
            yield finding.id, (symbol.path, range(symbol.start_line, symbol.end_line + 1))
