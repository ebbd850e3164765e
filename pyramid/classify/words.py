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


def likeness(test_name: str, function_name: str) -> float:
    """How much of a function's name a test's name repeats, 0..1; the order counts for a tenth."""
    of_test, of_function = words(test_name), words(function_name)
    if not of_test or not of_function:
        return 0.0
    share = len(set(of_function) & set(of_test)) / len(set(of_function))
    runs = any(of_test[at : at + len(of_function)] == of_function for at in range(len(of_test)))
    return 0.9 * share + 0.1 * runs
