"""The words of names, compared as people read them."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z][a-z]+|[A-Z]+(?![a-z])")


def words(text: str) -> set[str]:
    """The words of identifiers, lower case, endings of plurals and verbs cut."""
    return {re.sub(r"(ed|ing|es|s)$", "", word.lower()) for word in _WORD.findall(text) if len(word) > 2}


def akin(some: set[str], others: set[str]) -> bool:
    """Whether two sets share a word or the first five letters of one."""
    return any(a == b or (len(min(a, b, key=len)) >= 5 and a[:5] == b[:5]) for a in some for b in others)
