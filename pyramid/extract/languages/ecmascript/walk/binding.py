"""What a name is bound to: a function or a class literal is defined under the name."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.classes import define_class
from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.functions import FUNCTIONS, define

#: Node types that define something when a name is bound to them.
DEFINING = FUNCTIONS | {"class"}


def bind(walk: Cursor, name: str, literal: Node, at: Node, start: int = 0) -> None:
    """Append the definition of ``name`` for a node of a type in ``DEFINING``; ``at`` is all of it."""
    if literal.type == "class":
        define_class(walk, literal, name, at=at, start=start)
    else:
        define(walk, literal, name, at=at, start=start)
