"""What the callers of a function pass for one of its parameters."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.facts import Expression
from pyramid.model.program import CallGraph, Program
from pyramid.provenance.bodies import expressions, pick

_MAX_CALLERS = 6


def passed(
    program: Program, graph: CallGraph, scope: str, parameter: str, most: int = _MAX_CALLERS
) -> Iterator[tuple[str, Expression]]:
    """The arguments, each with the scope of its call; nothing when ``scope`` has no such parameter."""
    symbol = program.symbols().get(scope)
    if symbol is None or symbol.kind not in ("function", "async"):
        return
    names = [each.name for each in program.definition(scope).parameters]
    if parameter not in names:
        return
    place = names.index(parameter) - (names[0] in ("self", "cls"))
    callers = dict.fromkeys(edge.caller for edge in graph.callers(scope))
    for caller in list(callers)[:most]:
        for call in _calls(program, caller, scope):
            argument = pick(call, f"arg:{parameter}") or pick(call, f"arg:{place}")
            if argument is not None:
                yield caller, argument


def _calls(program: Program, caller: str, callee: str) -> Iterator[Expression]:
    if caller not in program.symbols():
        return
    last = callee.rpartition(".")[2]
    for expression in expressions(program.definition(caller)):
        if expression.kind == "call" and expression.text == last:
            yield expression
