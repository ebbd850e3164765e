"""The call graph: calls as linked, and the bridges that a runner or a framework builds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyramid.graph import WRAPPED, IndexedCallGraph
from pyramid.link.closures import THROUGH
from pyramid.link.library import LIBRARY
from pyramid.link.program import LinkedProgram
from pyramid.link.refs import Scope
from pyramid.model.layers import Certainty
from pyramid.model.meaning import HttpRequest, Meanings, TestCase
from pyramid.model.program import CallEdge

#: Ways to a callee that no line of the tree writes out.
_INDIRECT = frozenset({THROUGH, LIBRARY})


def connect(
    program: LinkedProgram,
    tests: Sequence[TestCase] = (),
    requests: Sequence[HttpRequest] = (),
    meanings: Meanings | None = None,
) -> IndexedCallGraph:
    """Edges between functions of the tree; module code is a caller by the module's name."""
    edges = [*_calls(program), *_fixtures(program), *_around(program, tests), *_requests(program, requests)]
    return IndexedCallGraph(edges)


def runner_of(scope: Scope) -> Scope:
    """The function or module whose run evaluates this body: a class body belongs to what is around."""
    while scope.kind == "class" and scope.parent is not None:
        scope = scope.parent
    return scope


def _calls(program: LinkedProgram) -> Iterator[CallEdge]:
    wrapped = program.engine.wrapped
    for scope in program.engine.scopes.values():
        caller = runner_of(scope)
        for (callee, line, via), certainty in scope.calls.items():
            if isinstance(callee, Scope):
                via = WRAPPED if (caller, callee) in wrapped else via
                certainty = Certainty.weakest(certainty, Certainty.LIKELY) if via in _INDIRECT else certainty
                yield CallEdge(caller.symbol, callee.symbol, line, certainty, via)
    for (inner, original), called in wrapped.items():
        if called:
            yield CallEdge(inner.symbol, original.symbol, inner.definition.line, Certainty.LIKELY, WRAPPED)


def _fixtures(program: LinkedProgram) -> Iterator[CallEdge]:
    """Fixtures run what they ask for, whether or not a collected test is in sight."""
    for scope, name in program.engine.fixtures.items():
        if name:
            for callee in program.fixtures(scope.symbol):
                yield CallEdge(scope.symbol, callee, scope.definition.line, Certainty.CERTAIN, "fixture")


def _around(program: LinkedProgram, tests: Sequence[TestCase]) -> Iterator[CallEdge]:
    for test in tests:
        fixtures = set(program.fixtures(test.symbol))
        for callee in dict.fromkeys((*test.setup, *program.fixtures(test.symbol))):
            via = "fixture" if callee in fixtures else "setup"
            yield CallEdge(test.symbol, callee, test.line, Certainty.CERTAIN, via)
        for step in test.steps:
            yield CallEdge(test.symbol, step, test.line, Certainty.LIKELY, "step")


def _requests(program: LinkedProgram, requests: Sequence[HttpRequest]) -> Iterator[CallEdge]:
    for request in requests:
        for handler in request.handlers:
            yield CallEdge(request.scope, handler, request.line, request.certainty, "request")
    for handler in sorted({handler for request in requests for handler in request.handlers}):
        yield from _hooks(program, handler)


def _hooks(program: LinkedProgram, handler: str) -> Iterator[CallEdge]:
    """A class that answers by what it inherits: the framework calls the methods that it overrides."""
    symbols = program.symbols()
    if handler not in symbols or symbols[handler].kind != "class":
        return
    family = [name for name in program.ancestors(handler) if name in symbols]
    if len(family) == len(program.ancestors(handler)):
        return
    for owner in family:
        symbol = symbols[owner]
        for index, definition in enumerate(program.facts(symbol.path).definitions):
            method = program.symbol_at(symbol.path, index)
            own = definition.parent == symbol.index and method.kind in ("function", "async")
            if own and program.member(handler, definition.name) == method.name:
                yield CallEdge(handler, method.name, symbols[handler].line, Certainty.LIKELY, "hook")
