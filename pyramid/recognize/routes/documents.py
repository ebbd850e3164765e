"""What the text of a query asks for: the fields right below each of its operations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

OPERATIONS = ("QUERY", "MUTATION", "SUBSCRIPTION")
_TOKEN = re.compile(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\])*"|#[^\n]*|\.\.\.|[A-Za-z_]\w*|[{}()\[\]:@$]')
_WORD = re.compile(r"[A-Za-z_]\w*")
_FRAGMENT = "fragment"


@lru_cache(maxsize=1024)
def asked(document: str) -> tuple[tuple[str, str], ...]:
    """The kind of operation and the name of each root field, in order; empty for any other text."""
    if "{" not in document:
        return ()
    return tuple(dict.fromkeys(_fields([t for t in _TOKEN.findall(document) if t[0] not in '"#'])))


def _fields(tokens: list[str]) -> Iterator[tuple[str, str]]:
    operation, depth, arguments = "", 0, 0
    for index, token in enumerate(tokens):
        if token in "([":
            arguments += 1
        elif token in ")]":
            arguments = max(0, arguments - 1)
        elif token == "{" and not arguments:
            operation = operation or OPERATIONS[0]
            depth += 1
        elif token == "}" and not arguments:
            depth = max(0, depth - 1)
            operation = operation if depth else ""
        elif arguments or not _WORD.fullmatch(token):
            continue
        elif depth == 0 and not operation and token.upper() in (*OPERATIONS, _FRAGMENT.upper()):
            operation = token.upper()
        elif depth == 1 and operation in OPERATIONS and _is_field(tokens, index):
            yield operation, token


def _is_field(tokens: list[str], index: int) -> bool:
    """Not an alias (the name behind it is the field), a directive or the name of a fragment."""
    before = tokens[index - 1]
    after = tokens[index + 1] if index + 1 < len(tokens) else ""
    return after != ":" and before not in ("@", "...", "$") and tokens[index - 2 : index] != ["...", "on"]
