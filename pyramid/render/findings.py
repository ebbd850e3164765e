"""Findings as other programs take them: the worst first, each with a place and a next command."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from pyramid.model.report import FindingEntry, Report, SkippedEntry
from pyramid.render.plain import one_line, place

SEVERITIES = ("error", "warning", "note")
#: Stands for a finding about the whole tree: programs refuse one without a file.
EVERYWHERE = "."


def worst_first(findings: Iterable[FindingEntry]) -> tuple[FindingEntry, ...]:
    """Errors before warnings before notes, by place among their like."""
    return tuple(sorted(findings, key=_rank))


def path_of(finding: FindingEntry) -> str:
    """The file as the report has it, or the root."""
    return finding.path or EVERYWHERE


def problems(report: Report) -> tuple[SkippedEntry, ...]:
    """What was not read or cannot be used; notes that only inform are left out."""
    return (*report.skipped, *(notice for notice in report.notices if notice.status != "note"))


def next_commands(report: Report) -> dict[str, str]:
    """By a finding's id the command that says more about it, ready for a shell."""
    cards = {card.id: f"pyramid why {_quoted(card.check)}" for card in report.recommendations}
    gaps = {(gap.code, gap.path, gap.line): f"pyramid tests {_quoted(gap.function)}" for gap in report.gaps}
    return {
        finding.id: cards.get(finding.id)
        or gaps.get((finding.code, finding.path, finding.line))
        or f"pyramid rule {_quoted(finding.code)}"
        for finding in report.findings
    }


def problem_line(entry: SkippedEntry) -> str:
    """One problem on one line, with its next step."""
    fix = f" Next: {one_line(entry.fix)}" if entry.fix else ""
    return f"{place(entry.path, entry.line) or EVERYWHERE}: {entry.slug}: {one_line(entry.reason)}.{fix}"


def _rank(finding: FindingEntry) -> tuple[int, str, int, str, str]:
    known = SEVERITIES.index(finding.severity) if finding.severity in SEVERITIES else len(SEVERITIES)
    return known, finding.path, finding.line, finding.code, finding.id


def _quoted(text: str) -> str:
    """A name from the repository must not become a command of its own."""
    return shlex.quote(one_line(text))
