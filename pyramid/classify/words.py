"""Names as words: ``test_CartTotal2`` is ``cart total 2``."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_EMPTY = frozenset(
    ["test", "tests", "it", "should", "when", "the", "a", "an", "is", "of", "to", "and", "with"]
)


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The lower-case words of an identifier or path, without those that say nothing."""
    found = (word.lower() for word in _WORD.findall(name))
    return tuple(word for word in found if word not in _EMPTY)


class Words:
    """The words of a name, ready to be compared with those of many others."""

    __slots__ = ("parts", "single")

    def __init__(self, name: str) -> None:
        self.parts = words(name)
        self.single = frozenset(self.parts)

    def repeated_in(self, test: Words) -> float:
        """How much of this name a test's name repeats, 0..1; the order counts for a tenth."""
        shared = len(test.single & self.single)
        if not shared:
            return 0.0
        if shared < len(self.single):
            return 0.9 * shared / len(self.single)
        return 1.0 if _runs(test.parts, self.parts) else 0.9


def likeness(test_name: str, function_name: str) -> float:
    """How much of a function's name a test's name repeats, 0..1."""
    return Words(function_name).repeated_in(Words(test_name))


def _runs(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether the short sequence stands in the long one, word after word."""
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
