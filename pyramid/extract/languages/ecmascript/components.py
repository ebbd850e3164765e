"""Single-file components: the scripts of a page, where they stand.

What is not a script becomes blanks, so that every line of the script keeps its number.
"""

from __future__ import annotations

import re

SUFFIXES = (".vue", ".svelte")

_ATTRIBUTES = rb"""((?:[^>"']|"[^"]*"|'[^']*')*)"""
_PARTS = re.compile(
    rb"<!--.*?-->|<script\b" + _ATTRIBUTES + rb">(.*?)</script\s*>", re.DOTALL | re.IGNORECASE
)
_LANGUAGE = re.compile(rb"""\blang\s*=\s*["']?(?:(ts|typescript)|tsx)\b""", re.IGNORECASE)
_TEXT = re.compile(rb"[^\n]+")


def scripts(text: bytes) -> tuple[str, bytes]:
    """The grammar of the scripts of a page, and the page with nothing but them."""
    grammar, at = "javascript", 0
    kept: list[bytes] = []
    for part in _PARTS.finditer(text):
        attributes, script = part.groups()
        if script is None:
            continue
        if language := _LANGUAGE.search(attributes):
            grammar = "typescript" if language[1] else "tsx"
        kept += [_blank(text[at : part.start(2)]), script]
        at = part.end(2)
    return grammar, b"".join([*kept, _blank(text[at:])])


def _blank(text: bytes) -> bytes:
    return _TEXT.sub(lambda found: b" " * len(found[0]), text)
