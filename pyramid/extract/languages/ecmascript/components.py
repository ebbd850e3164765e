"""Single-file components: the scripts of a page and its markup as code, where they stand.

What is neither becomes blanks, so that every line keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyramid.extract.languages.ecmascript.markup import as_code

SUFFIXES = (".vue", ".svelte")

_START = re.compile(rb"<!--|<script\b", re.IGNORECASE)
_COMMENT_END = re.compile(rb"-->")
_ATTRIBUTES = re.compile(rb"""((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_SCRIPT_END = re.compile(rb"</script\s*>", re.IGNORECASE)
_OTHER_START = re.compile(rb"<(script|style)\b", re.IGNORECASE)
_OTHER_END = {tag: re.compile(rb"</" + tag + rb"\s*>", re.IGNORECASE) for tag in (b"script", b"style")}
_TEMPLATE = re.compile(rb"<template\b[^>]*>")
#: Pages whose values are printed in single braces.
_SINGLE = ".svelte"
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


def drawing(path: str, text: bytes) -> tuple[str, bytes] | None:
    """The grammar and the page with its markup written as the code of a function; None without markup."""
    grammar, code = scripts(text)
    doubled = not path.lower().endswith(_SINGLE)
    region = _template(text) if doubled else _longest(text)
    if region is None:
        return None
    start, end = region
    markup = as_code(text[start:end].decode("utf-8", "replace"), doubled=doubled)
    written = f"function markup() {{ return ({markup}) }}".encode()
    return "tsx" if grammar == "typescript" else grammar, code[:start] + written + code[end:]


def _template(text: bytes) -> tuple[int, int] | None:
    """Where the markup of the one template stands."""
    pieces, at = [], 0
    for start, end in _others(text):
        pieces += [text[at:start], _blank(text[start:end])]
        at = end
    plain = b"".join([*pieces, text[at:]])
    opened, closed = _TEMPLATE.search(plain), plain.rfind(b"</template")
    if opened is None or closed < opened.end() or b"lang=" in opened[0]:
        return None
    return opened.end(), closed


def _longest(text: bytes) -> tuple[int, int] | None:
    """The longest piece of markup beside scripts and styles."""
    pieces, at = [], 0
    for start, end in _others(text):
        pieces.append((at, start))
        at = end
    pieces.append((at, len(text)))
    start, end = max(pieces, key=lambda piece: len(text[piece[0] : piece[1]].strip()))
    return (start, end) if text[start:end].strip() else None


def _others(text: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of each script and style; in one pass: what never ends is not looked for again."""
    endless: set[bytes] = set()
    opening = _OTHER_START.search(text)
    while opening is not None and len(endless) < len(_OTHER_END):
        tag, after = opening[1].lower(), opening.end()
        end = None if tag in endless else _OTHER_END[tag].search(text, after)
        if end is None:
            endless.add(tag)
        else:
            after = end.end()
            yield opening.start(), after
        opening = _OTHER_START.search(text, after)


def _blank(text: bytes) -> bytes:
    return _TEXT.sub(lambda found: b" " * len(found[0]), text)
