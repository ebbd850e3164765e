"""Refuse what would overflow the parser's stack: that ends the process, not the parse."""

from __future__ import annotations

import re
from itertools import accumulate

#: Brackets open at once; CPython itself refuses more than 200.
BRACKET_LIMIT = 200

_OTHERS = re.compile(r"[^()\[\]{}]+")
_STEP = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_NOT_CODE = re.compile(
    r"#[^\n]*|'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\""
    r"|'(?:[^\\\n']|\\.)*'|\"(?:[^\\\n\"]|\\.)*\"",
    re.DOTALL,
)


class TooDeep(ValueError):
    """More brackets are open at once than any interpreter accepts."""


def check_depth(text: str) -> None:
    """Raise TooDeep when the brackets of the code nest deeper than ``BRACKET_LIMIT``.

    Cheap first: few brackets cannot nest deep.  Then all brackets, those in strings and
    comments too, and only when these seem deep the code alone.
    """
    if text.count("(") + text.count("[") + text.count("{") <= BRACKET_LIMIT:
        return
    if _depth(text) > BRACKET_LIMIT and _depth(_NOT_CODE.sub("", text)) > BRACKET_LIMIT:
        raise TooDeep


def _depth(text: str) -> int:
    return max(accumulate(map(_STEP.__getitem__, _OTHERS.sub("", text))), default=0)
