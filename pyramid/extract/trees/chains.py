"""Long chains of one operator, as a tree that does not nest too deep."""

from __future__ import annotations

from collections.abc import Sequence

from pyramid.extract.making import make
from pyramid.model.facts import Expression

#: Operands of one chain of a binary operator that still nest to the left.
_NESTED = 50


def chain(line: int, text: str, operands: Sequence[Expression]) -> Expression:
    """``a + b + c`` as it is evaluated; a very long chain as a balanced tree, in the same order."""
    if len(operands) > _NESTED:
        middle = len(operands) // 2
        halves = (chain(line, text, operands[:middle]), chain(line, text, operands[middle:]))
        return make("binary", line, text, halves)
    found = operands[0]
    for operand in operands[1:]:
        found = make("binary", line, text, (found, operand))
    return found
