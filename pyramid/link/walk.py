"""One walk over the body of one scope: where it stands, and what names mean there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pyramid.link.refs import Cell, Ref, Scope
from pyramid.model.facts import Expression
from pyramid.model.layers import Certainty

if TYPE_CHECKING:
    from pyramid.link.engine import Engine

Values = tuple[Ref, ...]
Handler = Callable[["Walk", Expression], Values]
HANDLERS: dict[str, Handler] = {}


class Walk:
    """``env`` holds what local names stand for at this point of straight-line code."""

    __slots__ = ("engine", "env", "overlay", "scope")

    def __init__(self, engine: Engine, scope: Scope) -> None:
        self.engine = engine
        self.scope = scope
        self.env: dict[str, Values] = {}
        self.overlay: dict[str, Values] = {}

    def record(self, callee: Scope | str, line: int, via: str, certainty: Certainty = Certainty.CERTAIN) -> None:
        """Note that this scope runs ``callee``."""
        if not self.engine.frozen:
            self.scope.calls.setdefault((callee, line, via), certainty)

    def place(self, line: int) -> str:
        """The identity of what is made on a line."""
        return f"{self.scope.path}:{line}"


def evaluate(walk: Walk, expression: Expression) -> Values:
    """What an expression can stand for."""
    handler = HANDLERS.get(expression.kind)
    return handler(walk, expression) if handler is not None else ()


def handles(*kinds: str) -> Callable[[Handler], Handler]:
    """Register the function for these kinds of expression."""

    def register(handler: Handler) -> Handler:
        for kind in kinds:
            HANDLERS[kind] = handler
        return handler

    return register


def union(groups: Iterable[Values]) -> Values:
    """All values once, in order."""
    found: Values = ()
    merged: dict[Ref, None] | None = None
    for group in groups:
        if not group or group is found:
            continue
        if not found:
            found = group
        elif merged is None:
            merged = dict.fromkeys(found)
            merged.update(dict.fromkeys(group))
        else:
            merged.update(dict.fromkeys(group))
    return found if merged is None else tuple(merged)


def cell_of(ref: Ref, key: str) -> Cell:
    """A field of a class or function, or an element of a container."""
    if ref.cells is None:
        ref.cells = {}
    cell = ref.cells.get(key)
    if cell is None:
        cell = ref.cells[key] = Cell()
    return cell
