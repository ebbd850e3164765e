"""For people: the drawn pyramid, what should move down and why, the gaps, what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from pyramid.model.report import EvidenceSummary, PyramidShape, Report
from pyramid.render import selection
from pyramid.render.changes import change_words
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line, printable, sentence
from pyramid.render.screen import lists
from pyramid.render.screen.cards import card_pages
from pyramid.render.screen.drawing import aside, drawing
from pyramid.render.screen.page import paint
from pyramid.render.screen.words import says
from pyramid.render.words import ledger_words, savings_words


def render(report: Report, options: RenderOptions) -> str:
    """The page as it stands in a terminal."""
    return paint(_parts(report, options), options)


def _parts(report: Report, options: RenderOptions) -> Iterator[RenderableType]:
    yield from _shape(report, options)
    found = selection.cards(report)
    yield from card_pages(found, options)
    if not options.quiet:
        yield from lists.kept(selection.keeps(report), options)
    yield from lists.gaps(report.gaps, selection.rule_names(report), options)
    yield from lists.findings(selection.other_findings(report), options)
    if not options.quiet:
        yield from lists.unread(report.skipped, options)
    yield from lists.notices(report.notices, options)
    if options.statistics:
        yield from _statistics(report)
    if not options.quiet:
        yield from _next(report)


def _shape(report: Report, options: RenderOptions) -> Iterator[RenderableType]:
    yield Text()
    yield _verdict(report.pyramid)
    yield _evidence(report.evidence)
    if report.pyramid.time:
        yield says(f"{sentence(report.pyramid.time)}", "dim")
    if report.change is not None:
        yield Text(change_words(report), style="bold")
    yield Text()
    if report.savings is not None:
        yield says(savings_words(report.savings))
        yield Text()
    if report.ledger is not None:
        yield says(ledger_words(report.ledger))
        yield Text()
    if report.tests:
        yield Padding(drawing(report.pyramid, options), (0, 0, 0, 2))
        others = aside(report.pyramid)
        if others:
            yield Padding(others, (1, 0, 0, 2))
        yield Text()


def _verdict(shape: PyramidShape) -> Text:
    name = shape.name.replace("-", " ").capitalize()
    style = "bold green" if shape.name == "pyramid" else "bold yellow"
    text = Text().append(printable(name), style=style).append(f"  {sentence(shape.summary)}")
    if shape.checks:
        text.append(
            f"\n{shape.movable:,} of {count(shape.checks, 'end-to-end check')} can move down;"
            f" {shape.uncertain:,} are uncertain and stay."
        )
    return text


def _evidence(summary: EvidenceSummary) -> Text:
    text = Text().append("Evidence: ", style="dim").append(printable(summary.level), style="bold")
    if summary.sources:
        text.append(f" ({', '.join(printable(source) for source in summary.sources)})", style="dim")
    for note in summary.notes:
        text.append(f"\n{one_line(note)}", style="dim")
    return text


def _statistics(report: Report) -> Iterator[Text]:
    for number, code, name in selection.statistics(report):
        yield Text(f"{number:>6}  ").append(code, style="bold").append(f"  {name}")
    yield Text()


def _next(report: Report) -> Iterator[Text]:
    moves = selection.cards(report)
    if not moves:
        yield says("Nothing to move down." if report.checks else "", "dim")
        return
    first = moves[0].first
    yield Text("Next  ", style="bold").append(f"pyramid why {printable(first.check)}", style="green")
    yield Text("      ").append(f"pyramid rule {first.code}", style="green")
