"""One self-contained page for people and artifacts: no script, nothing loaded from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pyramid.model.report import Report
from pyramid.render import plain, selection
from pyramid.render.findings import problems
from pyramid.render.options import RenderOptions
from pyramid.render.words import ACTIONS, action_rank, proof_words, savings_words


def render(report: Report, options: RenderOptions) -> str:
    """The whole report; long lists fold, nothing is cut."""
    cards = sorted(selection.cards(report), key=lambda card: action_rank(card.first.action))
    shape = report.pyramid
    return _page(
        title=f"Test pyramid: {report.root}",
        report=report,
        shape=shape,
        steps=selection.steps(shape),
        beside=selection.beside(shape),
        widest=max((step.share for step in selection.steps(shape)), default=0) or 1,
        timed=any(step.seconds is not None for step in shape.layers),
        cards=cards,
        actions=ACTIONS,
        keeps=selection.by_reason(selection.keeps(report)),
        keep_count=len(selection.keeps(report)),
        gaps=sorted(report.gaps, key=lambda gap: (gap.rank, gap.path, gap.line)),
        findings=selection.other_findings(report),
        problems=problems(report),
        error="",
        fix="",
    )


def render_error(error: str, fix: str) -> str:
    """A page that says why there is no report."""
    return _page(title="Test pyramid: no answer", report=None, error=error, fix=fix)


def _page(**words: object) -> str:
    return _environment().get_template("report.html.jinja").render(words).strip("\n") + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
        finalize=_finalize,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        count=plain.count,
        percent=plain.percent,
        savings_words=savings_words,
        proof_words=proof_words,
        seconds=plain.seconds,
        place=plain.place,
        sentence=plain.sentence,
    )
    return environment


def _finalize(value: object) -> str:
    """Control and direction characters of foreign names are spelled; escaping comes after."""
    return plain.one_line("" if value is None else str(value))
