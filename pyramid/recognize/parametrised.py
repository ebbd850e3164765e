"""The values that a decorator lists for a parameter: ``@each("a, b", [(1, 2), (3, 4)])``.

Where a method takes its object as ``this``, decorators name no parameter: ``@Values(strings = {"a", "b"})``
lists those of the only one, ``@Rows({"1, a", "2, b"})`` those of each, parted by commas.
"""

from __future__ import annotations

import re

from pyramid.model.facts import Definition, Expression
from pyramid.recognize.places import positional_arguments

_OBJECT = "this"
#: Under whose plural a decorator lists the values of the only parameter.
_TYPES = frozenset({"string", "int", "long", "short", "byte", "double", "float", "char", "boolean"})
_SEPARATORS = re.compile(r"[,\s]+")


def listed_values(definition: Definition, parameter: str) -> list[Expression]:
    """The expressions listed for a parameter, whatever the decorator is called."""
    found: list[Expression] = []
    for decorator in definition.decorators:
        given = positional_arguments(decorator) if decorator.kind == "call" else ()
        found += _unnamed(decorator, definition, parameter)
        if len(given) < 2 or given[1].kind not in ("list", "tuple", "set"):
            continue
        names = _names(given[0])
        if parameter in names:
            values = (_value(each, names.index(parameter), len(names)) for each in given[1].operands)
            found += [value for value in values if value is not None]
    return found


def _unnamed(decorator: Expression, definition: Definition, parameter: str) -> list[Expression]:
    """The values of a decorator with one argument that names no parameter."""
    own = [each.name for each in definition.parameters]
    if own[:1] != [_OBJECT] or decorator.kind != "call" or len(decorator.operands) != 2:
        return []
    given, index = decorator.operands[1], own.index(parameter) - 1
    if given.kind != "list":
        return []
    if decorator.keywords:
        return [*given.operands] if len(own) == 2 and decorator.keywords[0][:-1] in _TYPES else []
    rows = [(row, row.text.split(",")) for row in given.operands if row.kind == "string"]
    return [
        Expression("string", row.line, cells[index].strip().strip("'"))
        for row, cells in rows
        if index < len(cells)
    ]


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
