"""The value of a string from its source text.

Escapes as in ECMA-262, "String Literals": an unknown one stands for its own character, a
backslash before a line break joins the lines.
"""

from __future__ import annotations

import re

_SINGLE = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "\n": "",
    "\u2028": "",
    "\u2029": "",
}
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2})|(.))", re.DOTALL
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LAST_CODE_POINT = 0x10FFFF


def unescape(text: str) -> str:
    """The text that a string literal without its quotes, or a part of a template, stands for.

    Two halves of a character in two escapes become the character, a half alone becomes U+FFFD.
    """
    if "\\" not in text:
        return text
    value = _ESCAPE.sub(_character, text)
    if _SURROGATE.search(value):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def _character(match: re.Match[str]) -> str:
    code, unit, byte, octal, plain = match.groups()
    if plain is not None:
        return _SINGLE.get(plain, plain)
    if octal is not None:
        return chr(int(octal, 8))
    point = int(code or unit or byte, 16)
    return chr(point) if point <= _LAST_CODE_POINT else "\ufffd"
