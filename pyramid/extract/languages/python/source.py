"""Bytes to text, as the interpreter reads a source file."""

from __future__ import annotations

import codecs
import io
import tokenize

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY_SAMPLE = 8_192


class Undecodable(ValueError):
    """The bytes are not the text that they claim to be; ``line`` is 1-based, 0 if unknown."""

    def __init__(self, reason: str, fix: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fix = fix
        self.line = line


class Binary(Undecodable):
    """The bytes are no text at all."""


def decode(source: bytes) -> str:
    """The text of a source file, without byte order mark, every newline as ``\\n``.

    The encoding comes from the byte order mark or the coding line (PEP 263), else UTF-8.
    Newlines are translated as Python's own reader does, also inside string literals.

    Raises Undecodable, Binary.
    """
    if source.startswith(_UTF16):
        raise Undecodable(
            "the file is UTF-16, which Python cannot read as source code", "save it as UTF-8", 1
        )
    if b"\0" in source:
        raise _null_bytes(source)
    text = _text(source)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _text(source: bytes) -> str:
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(source).readline)[0]
    except SyntaxError as error:
        raise _bad_declaration(source, error) from error
    try:
        text = source.decode(encoding)
        text.encode()
    except UnicodeError as error:
        raise _bad_bytes(source, encoding, error) from error
    except LookupError as error:
        raise Undecodable(f"{encoding} is not a text encoding", "correct the coding line", 1) from error
    return text


def _null_bytes(source: bytes) -> Undecodable:
    line = source[: source.index(b"\0")].count(b"\n") + 1
    return Binary("the file holds NUL bytes, so it is not source code", "exclude it", line)


def _bad_declaration(source: bytes, error: SyntaxError) -> Undecodable:
    """What ``tokenize`` complains of: an unknown encoding, or no UTF-8 in the first lines."""
    try:
        source.decode()
    except UnicodeDecodeError as found:
        if "unknown encoding" not in str(error):
            return _bad_bytes(source, "utf-8", found)
    return Undecodable(str(error), "correct the coding line", 1)


def _bad_bytes(source: bytes, encoding: str, error: UnicodeError) -> Undecodable:
    line = 0
    reason = f"the file is not {encoding}"
    if isinstance(error, UnicodeDecodeError):
        line = source[: error.start].count(b"\n") + 1
        reason += f" (byte 0x{source[error.start]:02x})"
    return Undecodable(reason, "save it as UTF-8, or declare its encoding in a coding line", line)
