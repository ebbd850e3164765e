"""Rules for people: the list, and the page of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from pyramid.render.options import RenderOptions
from pyramid.render.rule_markdown import rule_markdown
from pyramid.render.screen.page import paint
from pyramid.render.screen.words import heading
from pyramid.rulebook import RuleFile

_KINDS = {
    "advice": "Advice: what is reported",
    "layer": "Layers: what puts a test where",
    "role": "Roles: what a function is for",
    "framework": "Frameworks: how routes and handlers are written",
    "tool": "Tools: what tests, browsers and databases look like",
}


def rule_list(files: Sequence[RuleFile], options: RenderOptions) -> str:
    """Every rule file by kind, a line each."""
    return paint(_listed(files, options), options)


def rule_page(file: RuleFile, options: RenderOptions) -> str:
    """The page of one rule: formatted in a colour terminal, else its Markdown."""
    text = rule_markdown(file)
    return paint([Markdown(text)], options) if options.color else text


def _listed(files: Sequence[RuleFile], options: RenderOptions) -> Iterator[RenderableType]:
    kinds = [*_KINDS, *sorted({file.kind for file in files} - set(_KINDS))]
    for kind in kinds:
        members = sorted((file for file in files if file.kind == kind), key=lambda file: file.id)
        if members:
            yield heading(_KINDS.get(kind, kind), "", options)
            yield _table(members)
            yield Text()


def _table(members: Sequence[RuleFile]) -> Table:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for file in members:
        name = str(file.table.get("name", ""))
        text = Text().append(f"{name}  ", style="green") if name else Text()
        table.add_row(f"  {file.id}", text.append(file.summary))
    return table
