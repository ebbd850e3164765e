"""Foreign text made safe in Markdown: no markup, no mention, no link, no cell border of its own."""

from __future__ import annotations

import re

from pyramid.render.plain import one_line

_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP = re.compile(r"[\\`*\[\]#|~!]|(?<![^\W_])_|_(?![^\W_])")
_BREAK = "\u200b"
_IN_CODE = {**_HTML, **{char: f"&#{ord(char)};" for char in "|`\\*_["}, "@": f"@{_BREAK}"}
_PINGS = re.compile(r"@(?=\w)|#(?=\d)|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)


class Markdown(str):
    """Text that is Markdown already and is printed as it is."""


def escape(text: str) -> Markdown:
    """Foreign text as inert Markdown on one line.

    A zero-width space takes the power from mentions, issue numbers and bare links: sites look
    for those after decoding entities, so that an entity would not do.
    """
    broken = _PINGS.sub(lambda found: found.group() + _BREAK, one_line(text))
    marked = _MARKUP.sub(lambda found: "\\" + found.group(), broken)
    return Markdown("".join(_HTML.get(char, char) for char in marked))


def code(text: str) -> Markdown:
    """Foreign text as a code span that holds in a table cell too."""
    plain = one_line(text)
    if not plain:
        return Markdown("")
    if not re.search(r"[`|\\]", plain):
        return Markdown(f"`{plain}`")
    return Markdown(f"<code>{''.join(_IN_CODE.get(char, char) for char in plain)}</code>")


def finalize(value: object) -> str:
    """Every value that a template prints goes through here: escaping cannot be forgotten."""
    return value if isinstance(value, Markdown) else escape("" if value is None else str(value))
