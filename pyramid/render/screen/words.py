"""The words of the page: styled pieces of text, foreign text always made printable first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from pyramid.model.report import PathStep
from pyramid.render.options import RenderOptions
from pyramid.render.plain import one_line, place, printable
from pyramid.render.screen.ruled import Heading

LAYER_STYLE = {
    "e2e": "magenta",
    "api": "blue",
    "integration": "cyan",
    "component": "bright_cyan",
    "unit": "green",
}
SURENESS = {"certain": "certain", "likely": "likely", "guess": "a guess"}
SEVERITY_STYLE = {"error": "red", "warning": "yellow", "note": "cyan"}


def where(path: str, line: int = 0) -> Text:
    """A place that terminals and editors can open.  Never a base style: what follows is plain."""
    return Text(overflow="fold").append(place(path, line), style="cyan")


def source(text: str, limit: int = 0) -> Text:
    """A piece of source on one line."""
    return Text(overflow="fold").append(one_line(text, limit), style="bold")


def says(text: str, style: str = "") -> Text:
    """A sentence."""
    return Text().append(printable(text), style=style)


def layer(name: str) -> Text:
    """A layer in its colour."""
    return Text(name, style=LAYER_STYLE.get(name, ""))


def heading(title: str, note: str, options: RenderOptions) -> Heading:
    """A section's heading with a quiet note behind it."""
    return Heading(title, note, "─" if options.unicode else "-")


def chain(steps: Sequence[PathStep], arrow: str) -> Text:
    """A path from caller to callee, each step in order."""
    line = Text()
    for number, step in enumerate(steps):
        if number:
            line.append(f" {arrow} ", style="dim")
        line.append(printable(step.name), style="dim" if number < len(steps) - 1 else "")
        if step.certainty == "guess":
            line.append("?", style="yellow")
    return line
