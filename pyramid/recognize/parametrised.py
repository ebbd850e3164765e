"""The values that a decorator lists for a parameter: ``@each("a, b", [(1, 2), (3, 4)])``."""

from __future__ import annotations

import re

from pyramid.model.facts import Definition, Expression
from pyramid.recognize.places import positional_arguments

_SEPARATORS = re.compile(r"[,\s]+")


def listed_values(definition: Definition, parameter: str) -> list[Expression]:
    """The expressions listed for a parameter, whatever the decorator is called."""
    found: list[Expression] = []
    for decorator in definition.decorators:
        given = positional_arguments(decorator) if decorator.kind == "call" else ()
        if len(given) < 2 or given[1].kind not in ("list", "tuple", "set"):
            continue
        names = _names(given[0])
        if parameter in names:
            values = (_value(each, names.index(parameter), len(names)) for each in given[1].operands)
            found += [value for value in values if value is not None]
    return found


def _names(expression: Expression) -> list[str]:
    if expression.kind == "string":
        return [name for name in _SEPARATORS.split(expression.text) if name]
    if expression.kind in ("list", "tuple"):
        return [each.text for each in expression.operands if each.kind == "string"]
    return []


def _value(row: Expression, index: int, width: int) -> Expression | None:
    """The value of one column; a call around a row wraps its values."""
    if row.kind == "call":
        cells = list(positional_arguments(row))
    else:
        cells = list(row.operands) if width > 1 and row.kind in ("tuple", "list") else [row]
    return cells[index] if index < len(cells) else None
