"""For coding agents: one finding a line, what to do and the next command; no decoration."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.report import FindingEntry, RecommendationEntry, Report
from pyramid.render.changes import change_words
from pyramid.render.findings import next_commands, path_of, problem_line, problems
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line, place, sentence


def render(report: Report, options: RenderOptions) -> str:
    """Findings by place, then what was not read, then the verdict."""
    cards = {card.id: card for card in report.recommendations}
    commands = next_commands(report)
    evidence = _evidence(report)
    lines = [
        " | ".join(_fields(finding, cards.get(finding.id), evidence[finding.id], commands[finding.id]))
        for finding in sorted(report.findings, key=lambda each: (each.path, each.line, each.code, each.id))
    ]
    lines += [problem_line(entry) for entry in problems(report)]
    lines.extend(filter(None, (change_words(report), _verdict(report))))
    return "".join(f"{line}\n" for line in lines)


def render_error(error: str, fix: str) -> str:
    """What went wrong and what to do, on one line."""
    return f"error: {one_line(error)} | next: {one_line(fix)}\n"


def _fields(
    finding: FindingEntry, card: RecommendationEntry | None, evidence: str, command: str
) -> Iterator[str]:
    where = place(path_of(finding), finding.line)
    yield f"{where}: {finding.code} {finding.severity}, {evidence}, {finding.certainty}"
    yield _cell(finding.message)
    if card is not None and card.write:
        yield f"do: {_cell(card.write)}" + (f" In {_cell(card.write_in)}." if card.write_in else "")
    elif finding.fix:
        yield f"do: {_cell(finding.fix)}"
    yield f"next: {command}"


def _evidence(report: Report) -> dict[str, str]:
    """By a finding's id: what it stands on, measured before inferred."""
    gaps = {(gap.code, gap.path, gap.line): gap.evidence for gap in report.gaps}
    cards = {card.id: {item.kind for item in card.evidence} for card in report.recommendations}
    found = {}
    for finding in report.findings:
        measured = "measured" in cards.get(finding.id, ())
        said = gaps.get((finding.code, finding.path, finding.line), "inferred")
        found[finding.id] = "measured" if measured else said
    return found


def _cell(text: str) -> str:
    """Foreign text must not look like the next field."""
    return one_line(text).replace(" | ", " ¦ ")


def _verdict(report: Report) -> str:
    shape = report.pyramid
    moves = f" {shape.movable} of {shape.checks} end-to-end checks can move down." if shape.checks else ""
    return (
        f"{count(len(report.findings), 'finding')}, evidence {one_line(report.evidence.level)},"
        f" shape {one_line(shape.name)}: {sentence(shape.summary)}{moves}"
    )
