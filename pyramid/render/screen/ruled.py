"""Lines down the left and across: the only ornaments of the page."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from pyramid.render.plain import printable


@dataclass(frozen=True, slots=True)
class Ruled:
    """A renderable with a line down its left side, unbroken however it wraps."""

    inside: RenderableType
    edge: str
    style: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        edge = Segment(f"  {self.edge} ", Style.parse(self.style))
        width = max(options.max_width - 4, 1)
        for line in console.render_lines(self.inside, options.update(width=width), pad=False):
            yield edge
            yield from line
            yield Segment.line()


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title, a quiet note, and a line to the right edge."""

    title: str
    note: str = ""
    line: str = "─"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = Text(f"{printable(self.title)} ", style="bold")
        if self.note:
            text.append(f"{printable(self.note)} ", style="not bold dim")
        room = options.max_width - text.cell_len
        yield text.append(self.line * room, style="not bold dim") if room > 0 else text
