"""What the callers of a function pass for one of its parameters."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.facts import Expression
from pyramid.model.program import CallGraph, Program
from pyramid.provenance.bodies import expressions, pick

_MAX_CALLERS = 6


class Callers:
    """Arguments by function and parameter; the calls of a body are read once."""

    def __init__(self, program: Program, graph: CallGraph) -> None:
        self._program, self._graph = program, graph
        self._made: dict[str, dict[str, list[Expression]]] = {}

    def passed(
        self, scope: str, parameter: str, most: int = _MAX_CALLERS
    ) -> Iterator[tuple[str, Expression]]:
        """The arguments, each with the scope of its call; nothing when ``scope`` has no such parameter."""
        symbol = self._program.symbols().get(scope)
        if symbol is None or symbol.kind not in ("function", "async"):
            return
        names = [each.name for each in self._program.definition(scope).parameters]
        if parameter not in names:
            return
        place = names.index(parameter) - (names[0] in ("self", "cls"))
        callers = dict.fromkeys(edge.caller for edge in self._graph.callers(scope))
        for caller in list(callers)[:most]:
            for call in self._calls(caller).get(scope.rpartition(".")[2], ()):
                argument = pick(call, f"arg:{parameter}") or pick(call, f"arg:{place}")
                if argument is not None:
                    yield caller, argument

    def _calls(self, caller: str) -> dict[str, list[Expression]]:
        """The calls in a body by the last name of what is called."""
        if caller not in self._made:
            found: dict[str, list[Expression]] = {}
            if caller in self._program.symbols():
                for expression in expressions(self._program.definition(caller)):
                    if expression.kind == "call":
                        found.setdefault(expression.text, []).append(expression)
            self._made[caller] = found
        return self._made[caller]
