"""The value of a string literal, from its source text, without evaluating any code.

Own code, because the interpreter's evaluation warns about unknown escapes, differs between
versions, and costs more than all the rest of the walk.  Escapes as in the Python language
reference, "String and Bytes literals".
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import Literal

_SINGLE = {
    "\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n",
    "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
_ESCAPE = re.compile(
    r"\\(?:([\n\\'\"abfnrtv])|([0-7]{1,3})|x([0-9a-fA-F]{2})"
    r"|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^}]+)\})"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def literal_value(source: str) -> tuple[Literal["string", "bytes"], str]:
    """Kind (``string`` or ``bytes``) and value of a literal without interpolation.

    The value of bytes is their latin-1 text.
    """
    first = source[0]
    if first == '"' or first == "'":
        prefix = ""
    else:
        start = 1 if source[1] in "'\"" else 2
        prefix, source = source[:start].lower(), source[start:]
    width = 3 if source[:3] in ('"""', "'''") and len(source) >= 6 else 1
    value = source[width:-width]
    if "\\" in value and "r" not in prefix:
        value = unescape(value, as_bytes="b" in prefix)
    return ("bytes" if "b" in prefix else "string"), value


def unescape(text: str, as_bytes: bool = False) -> str:
    """Replace the escape sequences of a literal; an unknown one stays as written."""
    if "\\" not in text:
        return text
    value = _ESCAPE.sub(partial(_replacement, as_bytes), text)
    return _SURROGATE.sub("\ufffd", value)


def _replacement(as_bytes: bool, match: re.Match[str]) -> str:
    single, octal, byte, short, long, name = match.groups()
    if single is not None:
        return _SINGLE[single]
    if octal is not None:
        return chr(int(octal, 8) & 0xFF if as_bytes else int(octal, 8))
    if byte is not None:
        return chr(int(byte, 16))
    return match.group() if as_bytes else _unicode(short or long, name, match.group())


def _unicode(digits: str | None, name: str | None, written: str) -> str:
    try:
        return chr(int(digits, 16)) if digits else unicodedata.lookup(name or "")
    except (KeyError, ValueError, OverflowError):
        return written
