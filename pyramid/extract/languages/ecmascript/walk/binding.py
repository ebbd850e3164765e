"""What a name is bound to: a function or a class literal is defined under the name."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.classes import define_class
from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.functions import FUNCTIONS, define

#: Node types that define something when a name is bound to them.
DEFINING = FUNCTIONS | {"class"}


#: Node types that change nothing about what they hold.
_WRAPPERS = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression"})


def bare(walk: Cursor, node: Node) -> Node:
    """A node without brackets and type assertions around it."""
    while node.type in _WRAPPERS:
        inside = walk.first(node)
        if inside is None:
            break
        node = inside
    return node


def bind(walk: Cursor, name: str, literal: Node, at: Node, start: int = 0) -> None:
    """Append the definition of ``name`` for a node of a type in ``DEFINING``; ``at`` is all of it."""
    if literal.type == "class":
        define_class(walk, literal, name, at=at, start=start)
    else:
        define(walk, literal, name, at=at, start=start)
