"""Which findings of a report a change touches, and somebody can act on."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.change import Changes
from pyramid.model.report import FindingEntry, Report

_GUESS, _THIN = "guess", "thin"
Place = tuple[str, range]


def actionable(report: Report, changes: Changes) -> tuple[str, ...]:
    """The ids of the findings whose check, function or deciding function the change touches.

    Guesses are left out: a comment that is wrong costs more than one that is missing.  So are checks
    that a lower test makes already: the work that cannot wait is done.
    """
    places, changes = _places(report), changes.below(report.prefix)
    done = {card.id for card in report.recommendations if card.action == _THIN}
    return tuple(
        finding.id
        for finding in report.findings
        if finding.path
        and finding.certainty != _GUESS
        and finding.id not in done
        and any(changes.touch(path, span) for path, span in _spoken_of(finding, places))
    )


def _places(report: Report) -> dict[str, list[Place]]:
    """By a finding's id the lines that it is about."""
    functions = {each.name: (each.path, range(each.line, each.end_line + 1)) for each in report.functions}
    gaps = {(gap.code, gap.path, gap.line): gap.function for gap in report.gaps}
    found: dict[str, list[Place]] = {}
    for check in report.checks:
        if check.recommendation:
            found[check.recommendation] = [(check.path, range(check.start_line, check.end_line + 1))]
    for card in report.recommendations:
        if card.seam and card.seam.function in functions:
            found.setdefault(card.id, []).append(functions[card.seam.function])
    for finding in report.findings:
        function = gaps.get((finding.code, finding.path, finding.line), "")
        if function in functions:
            found.setdefault(finding.id, []).append(functions[function])
    return found


def _spoken_of(finding: FindingEntry, places: dict[str, list[Place]]) -> Iterator[Place]:
    yield finding.path, range(finding.line, finding.line + 1)
    yield from places.get(finding.id, ())
