"""How much of a text its parser could not read."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.model.facts import Failed

#: The share of a text in ERROR nodes beyond which nothing that was read can be trusted.
DAMAGE_LIMIT = 0.2


def damage(root: Node) -> tuple[int, int]:
    """Bytes that stand in ERROR nodes; the first byte of the first ERROR or MISSING node.

    ``(0, -1)`` for a sound tree.
    """
    lost, first = 0, -1
    todo = [root] if root.has_error else []
    while todo:
        node = todo.pop()
        if node.is_error or node.is_missing:
            lost += node.end_byte - node.start_byte
            first = node.start_byte if first < 0 else min(first, node.start_byte)
        else:
            todo += [child for child in node.children if child.has_error]
    return lost, first


def spoilt(path: str, text: bytes, root: Node) -> Failed | None:
    """The outcome of a file of which too much is not understood, None for any other."""
    lost, first = damage(root)
    if lost <= DAMAGE_LIMIT * len(text):
        return None
    return Failed(
        path=path,
        slug="syntax-error",
        reason=f"{lost} of {len(text)} bytes are not understood",
        fix="correct the syntax, or exclude the file",
        line=text.count(b"\n", 0, first) + 1,
    )
