"""Single-file components: the scripts of a page, where they stand.

What is not a script becomes blanks, so that every line of the script keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SUFFIXES = (".vue", ".svelte")

_START = re.compile(rb"<!--|<script\b", re.IGNORECASE)
_COMMENT_END = re.compile(rb"-->")
_ATTRIBUTES = re.compile(rb"""((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_SCRIPT_END = re.compile(rb"</script\s*>", re.IGNORECASE)
_LANGUAGE = re.compile(rb"""\blang\s*=\s*["']?(?:(ts|typescript)|tsx)\b""", re.IGNORECASE)
_TEXT = re.compile(rb"[^\n]+")


def scripts(text: bytes) -> tuple[str, bytes]:
    """The grammar of the scripts of a page, and the page with nothing but them."""
    grammar, at = "javascript", 0
    kept: list[bytes] = []
    for attributes, start, end in _parts(text):
        if language := _LANGUAGE.search(attributes):
            grammar = "typescript" if language[1] else "tsx"
        kept += [_blank(text[at:start]), text[start:end]]
        at = end
    return grammar, b"".join([*kept, _blank(text[at:])])


def _parts(text: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Attributes, start and end of each script; in one pass: what never ends is not looked for again."""
    opening = _START.search(text)
    while opening is not None:
        attributes = _ATTRIBUTES.match(text, opening.end()) if opening[0] != b"<!--" else None
        if attributes is None and opening[0] != b"<!--":
            return
        start = attributes.end() if attributes else opening.end()
        end = (_SCRIPT_END if attributes else _COMMENT_END).search(text, start)
        if end is None:
            return
        if attributes:
            yield attributes[1], start, end.start()
        opening = _START.search(text, end.end())


def _blank(text: bytes) -> bytes:
    return _TEXT.sub(lambda found: b" " * len(found[0]), text)
