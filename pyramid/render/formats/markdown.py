"""For job summaries and comments: Markdown in which names from the repository are inert."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pyramid.model.report import Report
from pyramid.render import markup, plain, selection
from pyramid.render.changes import change_words
from pyramid.render.options import RenderOptions
from pyramid.render.words import ACTIONS, action_rank, ledger_words, proof_words, savings_words

SHOWN = 10


def render(report: Report, options: RenderOptions) -> str:
    """The report as GitHub-flavoured Markdown, the longest lists cut and counted."""
    shown = len(report.findings) + len(report.skipped) + len(report.checks) if options.everything else SHOWN
    cards = selection.cards(report)
    gaps = sorted(report.gaps, key=lambda gap: (gap.rank, gap.path, gap.line))
    text = (
        _environment()
        .get_template("report.md.jinja")
        .render(
            report=report,
            shape=report.pyramid,
            changed=change_words(report),
            steps=selection.steps(report.pyramid),
            beside=selection.beside(report.pyramid),
            timed=any(step.seconds is not None for step in report.pyramid.layers),
            actions=_by_action(cards[:shown]),
            more_cards=max(0, len(cards) - shown),
            keeps=selection.by_reason(selection.keeps(report)),
            keep_count=len(selection.keeps(report)),
            limit=shown,
            gaps=gaps[:shown],
            more_gaps=max(0, len(gaps) - shown),
            findings=selection.other_findings(report)[:shown],
            unread=report.skipped[:shown],
            unread_count=len(report.skipped),
            more_unread=max(0, len(report.skipped) - shown),
            notices=report.notices,
        )
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def render_error(error: str, fix: str) -> str:
    """A report that is not there, in the words that explain it."""
    return f"## Test pyramid: no answer\n\n{markup.escape(error)}\n\nNext: {markup.escape(fix)}\n"


def _by_action(cards: tuple[selection.Card, ...]) -> list[tuple[str, str, list[selection.Card]]]:
    ordered = sorted(cards, key=lambda card: action_rank(card.first.action))
    groups = groupby(ordered, key=lambda card: card.first.action)
    return [(action, ACTIONS.get(action, action), list(group)) for action, group in groups]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    folder = Path(__file__).parent.parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        finalize=markup.finalize,
        undefined=StrictUndefined,
        autoescape=False,  # every printed value goes through finalize, which knows Markdown
        keep_trailing_newline=True,
    )
    environment.filters["code"] = markup.code
    environment.globals.update(
        count=plain.count,
        percent=plain.percent,
        savings_words=savings_words,
        proof_words=proof_words,
        ledger_words=ledger_words,
        seconds=plain.seconds,
        place=plain.place,
        sentence=plain.sentence,
    )
    return environment
