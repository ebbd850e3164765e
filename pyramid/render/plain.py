"""Foreign text made safe to print, and figures in words.

File names and source text come from repositories that nobody vetted: an escape sequence in a
name could repaint a terminal, a bidirectional mark could swap what a reader sees.
"""

from __future__ import annotations

import unicodedata

_HIDDEN = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS = {"\u200e", "\u200f", "\u061c"}


def printable(text: str) -> str:
    """The text with every control, surrogate and direction character spelled as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(char) if _hides(char) else char for char in text)


def one_line(text: str, limit: int = 0) -> str:
    """Printable text on one line, runs of white space folded; ``limit`` in characters, 0 for none."""
    folded = printable(" ".join(text.split()))
    return folded if not limit or len(folded) <= limit else folded[: limit - 1].rstrip() + "…"


def sentence(text: str) -> str:
    """A phrase as a sentence of its own: capital first, full stop last."""
    line = one_line(text)
    whole = line[:1].upper() + line[1:]
    return whole if not whole or whole.endswith((".", "!", "?", "…")) else f"{whole}."


def place(path: str, line: int = 0) -> str:
    """``path:line``, or the path alone."""
    return printable(f"{path}:{line}" if line else path)


def percent(share: float | None) -> str:
    """A share of 0..1 in whole per cent; never rounds into 0 or 100."""
    if share is None:
        return "-"
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{round(share * 100)}%"


def seconds(value: float | None) -> str:
    """A duration as a reader says it: ``0.4 s``, ``12 s``, ``3 min``."""
    if value is None:
        return "-"
    if value < 10:
        return f"{value:.1f} s" if value >= 0.05 else "<0.1 s"
    return f"{value:.0f} s" if value < 120 else f"{value / 60:.0f} min"


def count(number: int, one: str, many: str = "") -> str:
    """``1 check``, ``2 checks``, ``1,204 checks``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _hides(char: str) -> bool:
    return (
        unicodedata.category(char) in _HIDDEN or unicodedata.bidirectional(char) in _TURNING or char in _MARKS
    )


def _spelled(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")
