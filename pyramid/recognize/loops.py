"""How often a call runs that stands in loops over lists that are written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyramid.model.facts import Expression, Statement
from pyramid.model.program import Program

_RUNNERS = frozenset({"forEach", "map"})
_LISTS = frozenset({"list", "tuple", "set"})
#: A longer list is data: its cases are counted up to here.
_MOST = 200


def runs_of(program: Program, scope: str, line: int) -> int:
    """How many times the code at a line of a scope runs while its file is read; 1 where no list tells.

    ``for (const each of [a, b])`` and ``[a, b].forEach(each => ...)`` run it once for each element.
    """
    count, symbols = 1, program.symbols()
    while scope in symbols:
        definition = program.definition(scope)
        for iterable in _loops(definition.body, line):
            count *= _length(program, scope, iterable)
        if definition.parent < 0:
            break
        path, index, line = symbols[scope].path, symbols[scope].index, definition.line
        scope = program.symbol_at(path, definition.parent).name
        for iterable in _handed(program.definition(scope).body, str(index)):
            count *= _length(program, scope, iterable)
    return min(count, _MOST)


def _loops(body: Sequence[Statement], line: int) -> Iterator[Expression]:
    """What the loops around a line go over."""
    for statement in body:
        if statement.line <= line <= statement.end_line:
            if statement.kind == "for" and statement.value is not None:
                yield statement.value
            yield from _loops(statement.body, line)


def _handed(body: Sequence[Statement], function: str) -> Iterator[Expression]:
    """The list whose method is handed this function."""
    for statement in body:
        if statement.value is not None and statement.kind == "expression":
            call = statement.value
            given = [each.text for each in call.operands[1:] if each.kind == "function"]
            if call.kind == "call" and call.text in _RUNNERS and function in given:
                yield from call.operands[0].operands[:1]
        yield from _handed(statement.body, function)


def _length(program: Program, scope: str, iterable: Expression) -> int:
    if iterable.kind not in _LISTS:
        lists = [meant for _, meant in program.origins(scope, iterable) if meant.kind in _LISTS]
        if len(lists) != 1:
            return 1
        iterable = lists[0]
    if any(each.kind == "starred" for each in iterable.operands):
        return 1
    return len(iterable.operands) or 1
