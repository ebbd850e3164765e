"""Where the comments of a file are."""

from __future__ import annotations

import re
from functools import cache

from tree_sitter import Language, Node, Query, QueryCursor

_START = re.compile(rb"//|/\*")
#: Places that may be a comment's start and are looked at one by one; a search of the whole tree
#: costs about as much as this many.
_FEW = 500


def comments_of(
    source: bytes, root: Node, grammar: Language, kinds: tuple[str, ...] = ("comment",)
) -> list[tuple[int, int]]:
    """First byte and end of each comment, in order; ``kinds`` are the node types of comments."""
    if sum(1 for _ in _START.finditer(source)) > _FEW:
        found = QueryCursor(_query(grammar, kinds)).captures(root).get("comment", [])
        return sorted((node.start_byte, node.end_byte) for node in found)
    return _one_by_one(source, root, kinds)


@cache
def _query(grammar: Language, kinds: tuple[str, ...]) -> Query:
    return Query(grammar, " ".join(f"({kind}) @comment" for kind in kinds))


def _one_by_one(source: bytes, root: Node, kinds: tuple[str, ...]) -> list[tuple[int, int]]:
    """Look at what stands at each ``//`` and ``/*``: a comment, or a part of a string and the like."""
    found = []
    match = _START.search(source)
    while match is not None:
        start, end = match.span()
        node = root.descendant_for_byte_range(start, end)
        if node is not None and node.type in kinds and node.start_byte == start:
            end = node.end_byte
            found.append((start, end))
        match = _START.search(source, end)
    return found
