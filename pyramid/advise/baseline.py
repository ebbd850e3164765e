"""Findings that were accepted once: told from new ones, and from those that are fixed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyramid.advise.advise import Advice
from pyramid.advise.finding import finding_of
from pyramid.advise.fingerprints import Fingerprints
from pyramid.model.coverage import Notice
from pyramid.model.layers import Certainty
from pyramid.model.report import FindingEntry
from pyramid.rulebook.advice_rules import AdviceRules, applies


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One accepted finding.

    ``content`` is what stays the same when one of its ``files`` (where it stands, who decides it,
    whose test it is) is renamed.  ``line`` is its line in the baseline's own file.
    """

    id: str
    content: str
    code: str
    files: tuple[str, ...]
    message: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Accepted findings, the file they stand in, and the evidence they were found with."""

    path: str
    evidence: str
    entries: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What this run can know: the files it read, and those it could not read.

    ``whole`` says that the whole tree was audited, ``evidence`` on what the answer stands.
    """

    paths: frozenset[str]
    unread: frozenset[str]
    evidence: str
    whole: bool


def accepted_of(advice: Advice, ids: Collection[str]) -> tuple[Accepted, ...]:
    """These findings as the entries of a baseline; what is said about comments is none of them."""
    files = _files(advice)
    found = (finding for finding in advice.findings if finding.id in ids and finding.id in advice.contents)
    return tuple(
        Accepted(
            id=finding.id,
            content=advice.contents[finding.id],
            code=finding.code,
            files=files[finding.id],
            message=finding.message,
        )
        for finding in sorted(found, key=lambda each: (each.path, each.code, each.id))
    )


def compare(advice: Advice, baseline: Baseline, rules: AdviceRules, audited: Audited) -> Advice:
    """The advice with new findings only, and a finding for each accepted one that is fixed.

    A finding is an accepted one when it has its fingerprint, or, where a file of the accepted one
    is gone, its content.
    """
    same, rest = matched(advice, baseline, audited)
    left = advice.without(same)
    fixed = rest if audited.whole and audited.evidence == baseline.evidence else ()
    judged = [entry for entry in fixed if audited.unread.isdisjoint(entry.files)]
    return replace(
        left,
        findings=(*left.findings, *_fixed(judged, baseline, rules)),
        notices=(*left.notices, *_told(len(same), baseline)),
    )


def matched(advice: Advice, baseline: Baseline, audited: Audited) -> tuple[set[str], tuple[Accepted, ...]]:
    """The ids of the findings that a baseline accepts, and its entries that accept none."""
    present = {finding.id for finding in advice.findings}
    same = {entry.id for entry in baseline.entries if entry.id in present}
    rest = {entry.id: entry for entry in baseline.entries if entry.id not in present}
    gone: dict[str, list[Accepted]] = {}
    for entry in rest.values():
        if not audited.paths.issuperset(entry.files):
            gone.setdefault(entry.content, []).append(entry)
    for finding in advice.findings:
        moved = gone.get(advice.contents.get(finding.id, ""))
        if finding.id not in same and moved:
            same.add(finding.id)
            del rest[moved.pop(0).id]
    return same, tuple(rest.values())


def _files(advice: Advice) -> Mapping[str, tuple[str, ...]]:
    """By a finding's id the files in whose names it is told, the one it stands in first."""
    found = {finding.id: {finding.path} for finding in advice.findings}
    for card in advice.recommendations:
        seam = {card.seam.path} if card.seam else set()
        found[card.id] |= seam | {test.partition("::")[0] for test in card.test[:1]}
    return {
        finding.id: tuple(
            path for path in (finding.path, *sorted(found[finding.id] - {finding.path})) if path
        )
        for finding in advice.findings
    }


def _fixed(entries: Iterable[Accepted], baseline: Baseline, rules: AdviceRules) -> Iterator[FindingEntry]:
    prints = Fingerprints()
    for entry in entries:
        words = {"code": entry.code, "place": entry.files[0] if entry.files else "the suite"}
        for rule in rules.on("baseline"):
            if applies(rule, {"state": ["fixed"]}):
                yield finding_of(
                    rule,
                    prints.of(rule.code, "", entry.id, ""),
                    rule.message.format_map(words),
                    baseline.path,
                    entry.line,
                    Certainty.CERTAIN.value,
                    rule.instead.format_map({"file": baseline.path}),
                )


def _told(number: int, baseline: Baseline) -> Iterator[Notice]:
    if number:
        yield Notice(
            slug="accepted-findings",
            message=f"the baseline accepts {number} finding{'' if number == 1 else 's'}",
            fix="Leave the baseline out to see them.",
            path=baseline.path,
            severity="note",
        )
