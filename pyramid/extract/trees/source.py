"""Bytes to UTF-8 as the parser reads it, and the files that nobody wrote by hand."""

from __future__ import annotations

import codecs
import re

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
#: Bytes of the largest file that is read; hand-written ones have a hundredth of it.
SIZE_LIMIT = 4_000_000
#: Characters of a line, and of all lines on average, beyond which a file was written by a tool.
LINE_LIMIT = 20_000
MEAN_LIMIT = 500
#: Bytes of a file from which on the average of its lines counts.
MEAN_FROM = 50_000

_FIX = "nothing to do if it is generated, else split it"
_MARKUP = re.compile(rb"\s*<(?:\?xml|!DOCTYPE)", re.IGNORECASE)
_LONG_LINE = re.compile(rb"[^\n]{%d}" % (LINE_LIMIT + 1))


class NotSource(ValueError):
    """The file holds no source code; ``line`` is 1-based, 0 if unknown."""

    def __init__(self, slug: str, reason: str, fix: str, line: int = 0) -> None:
        super().__init__(reason)
        self.slug = slug
        self.reason = reason
        self.fix = fix
        self.line = line


class LeftOut(NotSource):
    """The file holds code that nobody wrote: there is nothing to say about it."""


def decode(source: bytes) -> bytes:
    """The text as UTF-8 without byte order mark, every newline as ``\\n``.

    Bytes that are no UTF-8 become the replacement character, as browsers do it.

    Raises LeftOut for generated files, NotSource for what is no text.
    """
    if len(source) > SIZE_LIMIT:
        raise LeftOut("too-large", f"the file has more than {SIZE_LIMIT} bytes", _FIX)
    text = _utf8(source)
    if b"\0" in text:
        line = text[: text.index(b"\0")].count(b"\n") + 1
        raise NotSource("binary", "the file holds NUL bytes, so it is not source code", "exclude it", line)
    if _MARKUP.match(text):
        raise LeftOut("markup", "the file is XML, not source code", "nothing to do")
    text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text
    _check_lines(text)
    return text


def _utf8(source: bytes) -> bytes:
    encoding = _UTF16.get(source[:2])
    if encoding is not None:
        return source[2:].decode(encoding, "replace").encode()
    text = source.removeprefix(codecs.BOM_UTF8)
    try:
        text.decode()
    except UnicodeDecodeError:
        return text.decode("utf-8", "replace").encode()
    return text


def _check_lines(text: bytes) -> None:
    """Raise LeftOut for a text whose lines no editor shows."""
    if _LONG_LINE.search(text):
        raise LeftOut("minified", f"a line is longer than {LINE_LIMIT} characters", _FIX)
    if len(text) > MEAN_FROM and len(text) > MEAN_LIMIT * (text.count(b"\n") + 1):
        reason = f"its lines have more than {MEAN_LIMIT} characters on average"
        raise LeftOut("minified", reason, _FIX)
