"""One walk over the body of one scope: where it stands, and what names mean there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, get_args

from pyramid.link.refs import Ref, Scope, cell_of
from pyramid.model.facts import Expression, ExpressionKind
from pyramid.model.layers import Certainty

if TYPE_CHECKING:
    from pyramid.link.engine import Engine

Values = tuple[Ref, ...]
Handler = Callable[["Walk", Expression], Values]
#: Kinds of expression not worth remembering: they are as quickly evaluated again.
_PLAIN = frozenset({"string", "number", "bytes"})
#: Kinds of expression that bind names of their own.
_OWN_NAMES = frozenset({"comprehension", "function", "walrus"})
#: A call that may run more functions than this is a guess for each of them.
MANY = 12


def _nothing(walk: Walk, expression: Expression) -> Values:
    return ()


HANDLERS: dict[str, Handler] = dict.fromkeys(get_args(ExpressionKind), _nothing)


class Walk:
    """``env`` holds what local names stand for at this point of straight-line code."""

    __slots__ = ("engine", "env", "fan", "given", "items", "noted", "overlay", "raising", "scope", "trace")

    def __init__(self, engine: Engine, scope: Scope) -> None:
        self.engine = engine
        self.scope = scope
        self.env: dict[str, Values] = {}
        self.overlay: dict[str, Values] = {}
        #: Items by how they are written, as they were last assigned and nothing happened since.
        self.items: dict[str, Values] = {}
        self.raising = False  # inside a raise statement
        #: Parameters of a test that runs once for each of their values.
        self.given: dict[str, None] | None = None
        self.fan = 1  # how many values the callee of the current call has
        self.trace: dict[int, Values] | None = None  # what each expression stood for, when asked to note it
        self.noted: dict[int, Values] = {}  # the same of what is called, and of what it is called on

    def record(
        self, callee: Scope | str, line: int, via: str, certainty: Certainty = Certainty.CERTAIN
    ) -> None:
        """Note that this scope runs ``callee``."""
        if self.engine.frozen:
            return
        if self.fan > 1 and certainty is Certainty.CERTAIN:
            certainty = Certainty.LIKELY if self.fan <= MANY else Certainty.GUESS
        self.scope.calls.setdefault((callee, line, via), certainty)

    def place(self, line: int) -> str:
        """The identity of what is made on a line."""
        return f"{self.scope.path}:{line}"


def evaluate(walk: Walk, expression: Expression) -> Values:
    """What an expression can stand for."""
    values = HANDLERS[expression.kind](walk, expression)
    if walk.trace is None:
        return values
    if values and expression.kind not in _PLAIN:
        walk.trace[id(expression)] = values
    return values


def written(expression: Expression) -> str:
    """A name with literal indices as one text; "" for anything else."""
    if expression.kind == "name":
        return expression.text
    if expression.kind != "subscript" or expression.operands[-1].kind not in ("string", "number"):
        return ""
    base, index = written(expression.operands[0]), expression.operands[-1]
    return f"{base}[{index.kind[0]}{index.text}]" if base else ""


def is_steady(expression: Expression, shifting: set[str], most: int) -> bool:
    """Whether an expression of at most so many parts stands for the same anywhere in its body.

    ``shifting`` are the names that do not.
    """
    todo = [expression]
    for each in todo:
        if each.kind == "name":
            if each.text in shifting:
                return False
        elif each.kind in _OWN_NAMES or len(todo) > most:
            return False
        else:
            todo.extend(each.operands)
    return True


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


__all__ = ["HANDLERS", "MANY", "Handler", "Values", "Walk", "cell_of", "evaluate", "handles", "union"]
