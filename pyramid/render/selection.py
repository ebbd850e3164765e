"""What to show first, and what belongs together: choices that every readable format shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyramid.model.layers import Target, TestLayer
from pyramid.model.report import (
    CheckEntry,
    FindingEntry,
    LayerShare,
    PyramidShape,
    RecommendationEntry,
    Report,
)

KEEP = Target.KEEP.value
_BESIDE = (TestLayer.LOAD.value, TestLayer.MANUAL.value, TestLayer.UNKNOWN.value)
_STEPS = tuple(layer.value for layer in reversed(TestLayer) if layer.value not in _BESIDE)
_SURENESS = ("certain", "likely", "guess")


@dataclass(frozen=True, slots=True)
class Card:
    """Recommendations that ask for the same work: the same seam, the same file to write."""

    first: RecommendationEntry
    others: tuple[RecommendationEntry, ...] = ()

    @property
    def all(self) -> tuple[RecommendationEntry, ...]:
        return (self.first, *self.others)

    @property
    def says(self) -> str:
        """The message, with the check itself (shown below it) as "This check" or "Each of 3 checks"."""
        subject = "This check" if not self.others else f"Each of {len(self.all)} checks"
        return self.first.message.replace(f"`{self.first.text}`", subject)

    @property
    def write(self) -> str:
        """What to write, with the cases of all checks: the same advice is said once."""
        said = list(dict.fromkeys(entry.write for entry in self.all if entry.write))
        heads = {text.partition(": ")[0].rstrip(".") for text in said}
        if len(said) < 2 or len(heads) > 1:
            return " ".join(said)
        tails = [tail for text in said if (tail := text.partition(": ")[2].rstrip("."))]
        return f"{heads.pop()}: {'; '.join(tails)}."

    @property
    def saves_seconds(self) -> float | None:
        """Recorded seconds that moving the checks of this card saves together."""
        known = [entry.saves_seconds for entry in self.all if entry.saves_seconds is not None]
        return sum(known) if known else None


def cards(report: Report) -> tuple[Card, ...]:
    """Every move, the most worthwhile first: guesses last; most seconds saved, then seams that a
    plain call reaches, then most checks, then the surest."""
    groups: dict[tuple[str, ...], list[RecommendationEntry]] = {}
    for entry in report.recommendations:
        if entry.action != KEEP:
            groups.setdefault(_work(entry), []).append(entry)
    return tuple(sorted((_card(group) for group in groups.values()), key=_worth))


def steps(shape: PyramidShape) -> tuple[LayerShare, ...]:
    """The steps of the pyramid, the end-to-end one first; those with neither tests nor target left out."""
    found = {step.layer: step for step in shape.layers if step.tests or step.target}
    return tuple(found[name] for name in _STEPS if name in found)


def beside(shape: PyramidShape) -> tuple[LayerShare, ...]:
    """The tests that are no step of the pyramid."""
    return tuple(step for step in shape.layers if step.layer in _BESIDE and step.tests)


def keeps(report: Report) -> tuple[CheckEntry, ...]:
    """The checks that stay end-to-end, with those for which no function was found that decides them."""
    return tuple(check for check in report.checks if check.target == KEEP or _is_undecided(check))


def other_findings(report: Report) -> tuple[FindingEntry, ...]:
    """The findings that no card and no gap shows already."""
    shown = {entry.id for entry in report.recommendations}
    gaps = {(gap.code, gap.path, gap.line) for gap in report.gaps}
    return tuple(
        finding
        for finding in report.findings
        if finding.id not in shown and (finding.code, finding.path, finding.line) not in gaps
    )


def statistics(report: Report) -> tuple[tuple[int, str, str], ...]:
    """Count, code and name of every kind of finding, the most frequent first."""
    names = rule_names(report)
    counts = Counter(finding.code for finding in report.findings)
    return tuple((number, code, names[code]) for code, number in sorted(counts.items(), key=_frequent))


def rule_names(report: Report) -> dict[str, str]:
    """The name of every code that the report mentions."""
    return {finding.code: finding.name for finding in report.findings}


def by_reason(checks: Iterable[CheckEntry]) -> tuple[tuple[str, tuple[CheckEntry, ...]], ...]:
    """Checks under the reason they share, the largest group first."""
    groups: dict[str, list[CheckEntry]] = {}
    for check in checks:
        groups.setdefault(check.reason or check.kind.replace("-", " "), []).append(check)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple((reason, tuple(group)) for reason, group in ordered)


def _is_undecided(check: CheckEntry) -> bool:
    return not check.decided_by and check.recommendation is None


def _work(entry: RecommendationEntry) -> tuple[str, ...]:
    if entry.seam is None:
        return (entry.id,)
    return (entry.code, entry.action, entry.to, entry.seam.function, entry.write_in)


def _card(group: list[RecommendationEntry]) -> Card:
    first, *others = sorted(group, key=lambda entry: (_sureness(entry), entry.check, entry.id))
    return Card(first, tuple(others))


def _sureness(entry: RecommendationEntry) -> int:
    return _SURENESS.index(entry.confidence) if entry.confidence in _SURENESS else len(_SURENESS)


def _worth(card: Card) -> tuple[bool, float, bool, int, int, str, str]:
    first = card.first
    return (
        first.confidence == _SURENESS[-1],
        -(card.saves_seconds or 0.0),
        first.seam is None or not first.seam.callable,
        -len(card.all),
        _sureness(first),
        card.first.check,
        card.first.id,
    )


def _frequent(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
