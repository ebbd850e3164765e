"""The lists below the cards: what stays, what nobody checks, what was left unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from pyramid.model.report import CheckEntry, FindingEntry, GapEntry, SkippedEntry
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line, percent, place, printable
from pyramid.render.screen.words import SEVERITY_STYLE, heading, says, where
from pyramid.render.selection import by_reason

SHOWN = 10
_NAMES = 3


def kept(checks: Sequence[CheckEntry], options: RenderOptions) -> Iterator[RenderableType]:
    """The checks that stay end-to-end, under the reason they share."""
    if not checks:
        return
    yield heading("Stays end-to-end", count(len(checks), "check"), options)
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(justify="right", width=3)
    table.add_column(ratio=1, overflow="fold")
    for reason, group in by_reason(checks):
        table.add_row(str(len(group)), says(reason).append_text(_places(group, options)))
    yield table
    yield Text()


def gaps(
    found: Sequence[GapEntry], names: Mapping[str, str], options: RenderOptions
) -> Iterator[RenderableType]:
    """Logic below its target, the most critical first, under the rule's name."""
    if not found:
        return
    yield heading("Gaps in the base", f"{count(len(found), 'function')}, the most critical first", options)
    ordered = sorted(found, key=lambda gap: (gap.rank, gap.path, gap.line))
    shown = ordered if options.everything else ordered[:SHOWN]
    for code, group in groupby(shown, key=lambda gap: gap.code):
        total = sum(gap.code == code for gap in found)
        words = names.get(code, code).replace("-", " ")
        yield Text().append(f"    {code}", style="dim").append(f"  {words} ").append(f" {total}", style="dim")
        yield _gap_table(group)
    yield from _more(len(found) - len(shown))


def _gap_table(group: Iterable[GapEntry]) -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    for gap in group:
        name = (
            Text()
            .append(printable(gap.function), style="bold")
            .append("  ")
            .append_text(where(gap.path, gap.line))
        )
        size = [f"complexity {gap.complexity}", count(gap.fan_in, "caller")]
        size += [count(gap.churn, "commit")] if gap.churn is not None else []
        name.append(f"  {', '.join(size)}", style="dim")
        covered = f"{percent(gap.coverage)} covered" if gap.coverage is not None else ""
        table.add_row(f"{gap.rank:>3}", name, Text(covered, style="dim"))
    return table


def findings(found: Sequence[FindingEntry], options: RenderOptions) -> Iterator[RenderableType]:
    """Every other diagnostic: tests in the wrong layer, the shape."""
    if not found:
        return
    yield heading("Also found", "", options)
    shown = found if options.everything else found[:SHOWN]
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for finding in shown:
        text = where(finding.path, finding.line).append("\n") if finding.path else Text()
        text.append(one_line(finding.message), style=SEVERITY_STYLE.get(finding.severity, ""))
        if finding.fix:
            text.append(f"\n{one_line(finding.fix)}", style="dim")
        table.add_row(f"    {finding.code}", text)
    yield table
    yield from _more(len(found) - len(shown))


def unread(left: Sequence[SkippedEntry], options: RenderOptions) -> Iterator[RenderableType]:
    """Files that were not read: each failure, and the rest by reason, with the first names."""
    if not left:
        return
    yield heading("Not read", count(len(left), "file"), options)
    failed = [entry for entry in left if entry.status == "failed"]
    shown = list(left) if options.everything else failed[:SHOWN]
    for entry in shown:
        yield _entry(entry)
    rest = sorted((entry for entry in left if entry not in shown), key=_reason)
    for _, group in groupby(rest, key=_reason):
        yield _alike(list(group))
    yield Text()


def notices(found: Sequence[SkippedEntry], options: RenderOptions) -> Iterator[RenderableType]:
    """What must be said about the data, each with its next step."""
    if not found:
        return
    yield heading("To know", "", options)
    for entry in found:
        yield _entry(entry)
    yield Text()


def _entry(entry: SkippedEntry) -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=3)
    table.add_column(ratio=1, overflow="fold")
    text = where(entry.path, entry.line).append("  ") if entry.path else Text()
    text.append(one_line(entry.reason)).append(f"  ({printable(entry.slug)})", style="dim")
    if entry.fix:
        text.append(f"\nNext: {one_line(entry.fix)}", style="green")
    table.add_row("", text)
    return table


def _reason(entry: SkippedEntry) -> tuple[str, str, str]:
    return entry.slug, entry.reason, entry.fix


def _alike(group: Sequence[SkippedEntry]) -> Table:
    first, more = group[0], len(group) - _NAMES
    if len(group) == 1:
        return _entry(first)
    names = ", ".join(printable(entry.path) for entry in group[:_NAMES])
    told = f"{count(len(group), 'file')}: {first.reason}: {names}" + (f" and {more} more" if more > 0 else "")
    return _entry(replace(first, path="", reason=told))


def _places(group: Sequence[CheckEntry], options: RenderOptions) -> Text:
    places = sorted({place(check.path, check.line) for check in group})
    shown = places if options.everything else places[:3]
    more = f" and {len(places) - len(shown)} more" if len(shown) < len(places) else ""
    return Text("\n").append(", ".join(shown), style="cyan").append(more, style="dim")


def _more(number: int) -> Iterator[Text]:
    yield Text(f"    and {number:,} more: --all shows them.\n" if number > 0 else "", style="dim")
