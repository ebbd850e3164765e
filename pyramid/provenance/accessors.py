"""Functions that pass on what is there: whoever asks them is not answered by them.

A property that returns an attribute, a method that a subclass has to write: neither decides a value.
"""

from __future__ import annotations

from pyramid.model.facts import Definition, Expression, Statement
from pyramid.model.program import Program

_MISSING = frozenset({"NotImplementedError", "NotImplemented"})


class Accessors:
    """Tells accessors and abstract methods of a program; every function is read once."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: dict[str, bool] = {}

    def passes_on(self, function: str) -> bool:
        """Whether a function only hands out what it has, or is left to others to write."""
        if function not in self._known:
            symbol = self._program.symbols().get(function)
            known = symbol is not None and symbol.kind in ("function", "async")
            self._known[function] = known and _is_empty(self._program.definition(function))
        return self._known[function]


def _is_empty(definition: Definition) -> bool:
    said = [each for each in definition.body if not _says_nothing(each)]
    if not said:
        return True
    if len(said) > 1:
        return False
    only = said[0]
    if only.kind == "raise":
        return only.value is not None and _named(only.value) in _MISSING
    if only.kind != "return":
        return False
    value = only.value
    return value is None or _is_kept(value) or _named(value) in _MISSING


def _says_nothing(statement: Statement) -> bool:
    value = statement.value
    words = statement.kind == "expression" and value is not None and value.kind in ("string", "constant")
    return words or statement.kind == "pass"


def _is_kept(value: Expression) -> bool:
    """An own attribute, or what is kept in it under a fixed key."""
    if value.kind == "subscript":
        return value.operands[1].kind in ("string", "number") and _is_own(value.operands[0])
    if value.kind == "call" and value.text == "get" and value.operands[0].kind == "attribute":
        key = value.operands[1].kind if len(value.operands) > 1 else ""
        return key == "string" and _is_own(value.operands[0].operands[0])
    return value.kind == "attribute" and _is_own(value)


def _is_own(value: Expression) -> bool:
    """``self.x`` and ``self.x.y``: nothing is asked of anybody."""
    while value.kind == "attribute":
        value = value.operands[0]
    return value.kind == "name"


def _named(value: Expression) -> str:
    return value.text if value.kind in ("name", "call") else ""
