"""Pages that the frontend owns: what a route for everything hands out is a shell, not the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyramid.model.facts import Definition, Expression, Statement
from pyramid.model.meaning import Route
from pyramid.model.program import Program
from pyramid.recognize.routes.matching import takes_rest

#: The file that a web server hands out for a folder, and a single-page application for every page.
_INDEX = "index.html"


class Shells:
    """Tells handlers that answer every path with the same page, whatever the path says.

    Such a function hands out the shell under its other routes too.
    """

    def __init__(self, program: Program, routes: Iterable[Route]) -> None:
        self._program = program
        greedy = [route for route in routes if takes_rest(route)]
        self._routes = {route for route in greedy if self._hands_out_shell(route)}
        symbols = program.symbols()
        self._handlers = {route.handler for route in self._routes if route.handler in symbols}

    def owns(self, route: Route) -> bool:
        """Whether the route answers with nothing but the frontend's shell."""
        return route in self._routes or route.handler in self._handlers

    def _hands_out_shell(self, route: Route) -> bool:
        symbol = self._program.symbols().get(route.handler)
        if symbol is None:
            return True
        if symbol.kind not in ("function", "async"):
            return False
        definition = self._program.definition(route.handler)
        rest = route.path.rpartition("{")[2].partition("}")[0].partition(":")[0]
        used = list(_used(definition))
        if any(each.kind == "string" and each.text.endswith(_INDEX) for each in used):
            return True
        asked = {each.name for each in definition.parameters}
        return rest not in asked or not any(each.kind == "name" and each.text == rest for each in used)


def _used(definition: Definition) -> Iterator[Expression]:
    for expression in _of_statements(definition.body):
        yield from _parts(expression)


def _of_statements(body: Iterable[Statement]) -> Iterator[Expression]:
    for statement in body:
        described = statement.kind == "expression" and statement.value and statement.value.kind == "string"
        if statement.value is not None and not described:
            yield statement.value
        yield from statement.targets
        yield from _of_statements(statement.body)


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    for operand in expression.operands:
        yield from _parts(operand)
