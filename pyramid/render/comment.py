"""The comment on a pull request: the verdict, three findings, the rest folded; never too long."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pyramid.model.errors import PyramidError
from pyramid.model.report import EvidenceItem, FindingEntry, RecommendationEntry, Report
from pyramid.render import markup, plain
from pyramid.render.findings import next_commands, path_of, problems
from pyramid.render.hosted import from_top, hosted
from pyramid.render.words import ledger_words

SHOWN = 3
#: The hosts refuse more than 65,536 characters; ours has room for the marker.
LONGEST = 65_000
LARGEST_TEMPLATE = 100_000  # characters
_TEMPLATES = Path(__file__).with_name("templates")
_ORDER = ("PYR1", "PYR4", "PYR2")
_SURENESS = ("certain", "likely", "guess")
_CUTS = (200, 50, 10, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One finding of the comment; every text is foreign and printed inert."""

    code: str
    message: str
    place: str
    evidence: tuple[EvidenceItem, ...]
    level: str
    write: str
    next: str


class TemplateFailure(PyramidError):
    """The template cannot be rendered."""


def comment(report: Report, ids: Collection[str], commit: str, template: str = "") -> str:
    """The comment about these findings; ``template`` replaces the one that ships.

    Raises TemplateFailure when the given template is broken or does what the sandbox forbids.
    """
    shown = _shown(report, ids)
    for limit in _CUTS:
        text = _rendered(report, shown, commit, template, limit)
        if len(text) <= LONGEST:
            return text
    return text[:LONGEST].rsplit("\n", 1)[0] + "\n\nThe rest is cut: the job's summary has it.\n"


def resolved(commit: str) -> str:
    """What stands in the place of a comment that has done its work."""
    return (
        "**Resolved.** Nothing that this change touches is left to move or to cover.\n\n"
        f"<sub>commit {markup.code(commit[:12])}</sub>\n"
    )


def _shown(report: Report, ids: Collection[str]) -> tuple[Shown, ...]:
    cards = {card.id: card for card in report.recommendations}
    gaps = {(gap.code, from_top(report, gap.path), gap.line): gap.evidence for gap in report.gaps}
    commands = next_commands(report)
    report = hosted(report)
    chosen = sorted((each for each in report.findings if each.id in ids), key=_order)
    return tuple(
        _one(each, cards.get(each.id), gaps.get((each.code, each.path, each.line), ""), commands[each.id])
        for each in chosen
    )


def _one(finding: FindingEntry, card: RecommendationEntry | None, gap: str, command: str) -> Shown:
    measured = card is not None and any(item.kind == "measured" for item in card.evidence)
    return Shown(
        code=finding.code,
        message=finding.message,
        place=plain.place(path_of(finding), finding.line),
        evidence=card.evidence[:2] if card else (),
        level="measured" if measured else gap or "inferred",
        write=card.write if card else finding.fix,
        next=command,
    )


def _order(finding: FindingEntry) -> tuple[int, int, str, int, str]:
    """What can move down first, then tests in the wrong place, then gaps; the surest first."""
    family = next((n for n, begin in enumerate(_ORDER) if finding.code.startswith(begin)), len(_ORDER))
    sureness = _SURENESS.index(finding.certainty) if finding.certainty in _SURENESS else len(_SURENESS)
    return family, sureness, finding.path, finding.line, finding.id


def _rendered(report: Report, shown: Sequence[Shown], commit: str, template: str, limit: int) -> str:
    words = {
        "first": shown[:SHOWN],
        "rest": shown[SHOWN : SHOWN + limit],
        "more": max(0, len(shown) - SHOWN - limit),
        "total": len(shown),
        "moves": sum(each.code.startswith("PYR1") for each in shown),
        "evidence": report.evidence,
        "problems": problems(report)[:5],
        "shape": report.pyramid,
        "ledger": ledger_words(report.ledger) if report.ledger else "",
        "commit": commit[:12],
    }
    environment = _environment()
    try:
        if len(template) > LARGEST_TEMPLATE:
            raise TemplateFailure(
                "large-template", f"is longer than {LARGEST_TEMPLATE:,} characters", "Shorten it."
            )
        source = (
            environment.from_string(template) if template else environment.get_template("comment.md.jinja")
        )
        text = source.render(words)
    except TemplateFailure:
        raise
    except TemplateError as error:
        line = getattr(error, "lineno", 0) or 0
        cause = f"the template cannot be used: {error.message}"
        raise TemplateFailure("broken-template", cause, "Correct the template.", "", line) from None
    except Exception as error:  # a template may do anything that an expression can
        cause = f"the template failed: {type(error).__name__}: {error}"
        raise TemplateFailure("broken-template", cause, "Correct the template.") from None
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES),
        finalize=markup.finalize,
        undefined=StrictUndefined,
        autoescape=False,  # every printed value goes through finalize, which knows Markdown
    )
    environment.filters["code"] = markup.code
    environment.globals.update(count=plain.count, place=plain.place, sentence=plain.sentence)
    return environment
