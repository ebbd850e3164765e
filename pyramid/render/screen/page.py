"""Renderables → text, for a terminal of a given width and ability."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType

from pyramid.render.options import RenderOptions

_SPELT = {"→": "->", "…": "...", "≥": ">=", "├": "|", "└": "`", "│": "|", "─": "-", "·": "-", "—": "-"}
_ASCII = str.maketrans(_SPELT)


def paint(parts: Iterable[RenderableType], options: RenderOptions) -> str:
    """The page as text.  Without colour it holds no escape sequence, without Unicode no drawing."""
    console = Console(
        file=io.StringIO(),
        width=max(options.width, 40),
        force_terminal=options.color,
        color_system="standard" if options.color else None,
        no_color=not options.color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
    for part in parts:
        console.print(part, crop=False)
    written = console.file.getvalue()  # type: ignore[attr-defined]
    text = "\n".join(line.rstrip() for line in written.rstrip("\n").split("\n")) + "\n"
    return text if options.unicode else text.translate(_ASCII)
