"""The cards: for each check that can move, what decides it and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pyramid.model.report import EvidenceItem, Seam
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line, place, printable, seconds
from pyramid.render.screen.ruled import Ruled
from pyramid.render.screen.words import SURENESS, chain, heading, layer, says, source, where
from pyramid.render.selection import Card
from pyramid.render.words import ACTIONS, action_rank, proof_words

SHOWN = 10
_STYLE = {"add-then-thin": "yellow", "thin": "green"}


def card_pages(found: Sequence[Card], options: RenderOptions) -> Iterator[RenderableType]:
    """The most worthwhile cards under a heading for each action."""
    shown = found if options.everything else found[:SHOWN]
    ordered = sorted(shown, key=lambda card: action_rank(card.first.action))
    number = 0
    for action, group in groupby(ordered, key=lambda card: card.first.action):
        members = list(group)
        words, style = ACTIONS.get(action, action), _STYLE.get(action, "")
        checks = sum(len(card.all) for card in found if card.first.action == action)
        yield heading(words, count(checks, "check"), options)
        for card in members:
            number += 1
            yield Padding(_card(card, number, style, options), (1, 0, 0, 0))
        yield Text()
    if len(shown) < len(found):
        yield Text(f"{count(len(found) - len(shown), 'more card')}: --all shows them.\n", style="dim")


def _card(card: Card, number: int, style: str, options: RenderOptions) -> RenderableType:
    head = Table.grid(padding=(0, 1), expand=True)
    head.add_column(justify="right", width=3)
    head.add_column(ratio=1, overflow="fold")
    head.add_row(Text(str(number), style=f"bold {style}"), says(card.says, "bold"))
    head.add_row("", _facts(card))
    return Group(head, _body(card, style, options))


def _facts(card: Card) -> Text:
    first = card.first
    line = Text().append(f"{first.code}  ", style="dim")
    line.append_text(layer(first.from_)).append(" → " if first.to else "", style="dim").append_text(
        layer(first.to)
    )
    line.append(f"  {SURENESS.get(first.confidence, first.confidence)}", style="dim")
    if card.saves_seconds is not None:
        line.append(f"  saves about {seconds(card.saves_seconds)} a run", style="dim")
    return line


def _body(card: Card, style: str, options: RenderOptions) -> Ruled:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=8, justify="right", style="dim")
    table.add_column(ratio=1, overflow="fold")
    for label, value in _rows(card, options):
        table.add_row(label, value)
    return Ruled(table, "│" if options.unicode else "|", style)


def _rows(card: Card, options: RenderOptions) -> Iterator[tuple[str, RenderableType]]:
    first = card.first
    arrow = "→" if options.unicode else "->"
    yield "check", _checks(card, options)
    if first.seam is not None:
        yield "seam", _seam(first.seam)
    if first.path:
        yield "path", chain(first.path, arrow)
    if card.write:
        yield "write", _write(card.write, first.write_in)
    elif first.instead:
        yield "instead", says(first.instead)
    if first.stays:
        yield "stays", says(first.stays)
    if first.proof is not None:
        yield "proven" if first.proof.safe else "proof", says(proof_words(first.proof))
    yield "evidence", _evidence(first.evidence if options.verbose else first.evidence[:3])


def _checks(card: Card, options: RenderOptions) -> Text:
    path, _, line = card.first.check.rpartition(":")
    text = where(path, int(line)) if line.isdigit() else where(card.first.check)
    text.append("\n").append_text(source(card.first.text, 0 if options.everything else 160))
    others = sorted({entry.check for entry in card.others})
    if others:
        shown = others if options.everything else others[:3]
        text.append("\nalso ", style="dim").append(", ".join(place(other) for other in shown), style="cyan")
        if len(shown) < len(others):
            text.append(f" and {len(others) - len(shown)} more", style="dim")
    return text


def _seam(seam: Seam) -> Text:
    text = Text().append(printable(seam.function), style="bold green")
    text.append("  ").append_text(where(seam.path, seam.line)).append("\n")
    if seam.callable:
        return text.append("callable without browser and server", style="dim")
    needs = f"needs {one_line(seam.needs)}" if seam.needs else "not callable without browser or server"
    return text.append(needs, style="yellow")


def _write(what: str, file: str) -> Text:
    text = says(what)
    return text.append("\nin ", style="dim").append_text(where(file)) if file else text


def _evidence(items: Sequence[EvidenceItem]) -> Text:
    text = Text()
    for number, item in enumerate(items):
        text.append("\n" if number else "")
        text.append(f"{item.kind}: ", style="dim").append(one_line(item.text), style="dim")
        if item.path:
            text.append("  ").append_text(where(item.path, item.line))
    return text
