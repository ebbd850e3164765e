"""Node type → the function that walks it.

Three tables, filled by decorators when the modules of this package are imported.  Types are
given by name, so that a LibCST that lacks one of them still works.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import libcst as cst

from pyramid.extract.languages.python.walk.cursor import Cursor
from pyramid.model.facts import Expression, Statement

ExpressionWalk = Callable[[Cursor, Any], Expression]
SmallWalk = Callable[[Cursor, Any], Statement]
CompoundWalk = Callable[[Cursor, Any, "list[Statement]"], None]

_Walk = TypeVar("_Walk", bound=Callable[..., Any])


class Table(dict[type, Any]):
    """A dispatch table; ``otherwise`` walks the types that nobody registered."""

    otherwise: Any = None

    def __missing__(self, kind: type) -> Any:
        return self.otherwise


#: Expressions and everything that may stand in their place (slices, patterns).
EXPRESSIONS = Table()
#: Statements that may share a line; the walk stops behind the last token.
SMALL = Table()
#: Statements of their own line; the walk appends one statement per clause.
COMPOUND = Table()


def expression(*names: str) -> Callable[[_Walk], _Walk]:
    """Register a walk for expression types of LibCST."""
    return _registrar(EXPRESSIONS, names)


def small(*names: str) -> Callable[[_Walk], _Walk]:
    """Register a walk for small statement types of LibCST."""
    return _registrar(SMALL, names)


def compound(*names: str) -> Callable[[_Walk], _Walk]:
    """Register a walk for compound statement types of LibCST."""
    return _registrar(COMPOUND, names)


def _registrar(table: Table, names: tuple[str, ...]) -> Callable[[_Walk], _Walk]:
    def register(walk: _Walk) -> _Walk:
        table.update({getattr(cst, name): walk for name in names if hasattr(cst, name)})
        return walk

    return register
