"""The functions that a test is about.

After the heuristics of test-to-code traceability (naming convention, last call before the
assertion, direct call): White, Krinke and Tan, "Establishing Multilevel Test-to-Code
Traceability Links", ICSE 2020.  Each gives a part of the score; none decides alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from pyramid.classify.words import likeness
from pyramid.model.facts import Definition, Statement
from pyramid.model.layers import Certainty, FocalFunction
from pyramid.model.meaning import TestCase
from pyramid.model.program import CallEdge, CallGraph, Program

_WEIGHTS = {"name": 0.4, "file": 0.15, "last-call": 0.2, "direct": 0.2, "reached": 0.05}
_NOT_THE_ACT = frozenset({"fixture", "setup", "decorator"})
_MOST = 10


def focal_functions(
    program: Program, graph: CallGraph, test: TestCase, application: Collection[str]
) -> tuple[FocalFunction, ...]:
    """The application functions a test is about, likeliest first, at most ten.

    ``application`` holds the dotted names that may be focal (no test code).  What the test
    calls is a candidate, and what those call; a request's handler counts as called.
    """
    called = _called(graph, test, application)
    before_check = _last_calls(program.definition(test.symbol), called) if called else frozenset()
    further = {
        edge.callee
        for name in called
        for edge in graph.callees(name)
        if edge.callee in application and edge.callee not in called
    }
    found = [
        _score(program, test, name, called.get(name), name in before_check)
        for name in (*called, *sorted(further))
    ]
    return tuple(sorted(found, key=lambda focal: (-focal.score, focal.function))[:_MOST])


def _called(graph: CallGraph, test: TestCase, application: Collection[str]) -> dict[str, CallEdge]:
    """Application functions called by the test or by its helpers, with the nearest call."""
    found: dict[str, CallEdge] = {}
    seen = {test.symbol, *test.setup}
    todo: list[tuple[str, CallEdge | None]] = [(test.symbol, None)]
    for name, first in todo:
        for edge in graph.callees(name):
            if edge.via in _NOT_THE_ACT or edge.certainty is Certainty.GUESS:
                continue
            at = first or edge
            if edge.callee in application:
                found.setdefault(edge.callee, at)
            elif edge.callee not in seen:
                seen.add(edge.callee)
                todo.append((edge.callee, at))
    return found


def _last_calls(definition: Definition, called: dict[str, CallEdge]) -> frozenset[str]:
    """The functions called on the lines nearest above (or in) a check."""
    lines = {edge.line for edge in called.values()}
    chosen: set[int] = set()
    for check in _checks(definition.body):
        above = [line for line in lines if line <= check.end_line]
        chosen.update({max(above)} if above else ())
    return frozenset(name for name, edge in called.items() if edge.line in chosen)


def _checks(body: Sequence[Statement]) -> list[Statement]:
    found: list[Statement] = []
    todo = list(body)
    while todo:
        statement = todo.pop()
        todo.extend(statement.body)
        if statement.kind == "assert" or _is_assert_call(statement):
            found.append(statement)
    return found


def _is_assert_call(statement: Statement) -> bool:
    value = statement.value
    return statement.kind == "expression" and value is not None and value.text.lower().startswith("assert")


def _score(program: Program, test: TestCase, name: str, call: CallEdge | None, last: bool) -> FocalFunction:
    symbols = program.symbols()
    owner = symbols.get(name.rpartition(".")[0])
    alike = likeness(_tail(test.symbol, 1), _tail(name, 1))
    if owner is not None and owner.kind == "class":
        alike = max(alike, likeness(_tail(test.symbol, 2), _tail(name, 2)))
    near = likeness(_stem(test.path), _stem(symbols[name].path))
    shares, score = _shares(alike, near, last, call is not None)
    return FocalFunction(function=name, score=score, parts=shares, line=call.line if call else 0)


@lru_cache(maxsize=4096)
def _shares(
    alike: float, near: float, last: bool, direct: bool
) -> tuple[tuple[tuple[str, float], ...], float]:
    """What each heuristic gives, and the sum."""
    parts = {"name": alike, "file": near, "last-call": last, "direct": direct, "reached": 1.0}
    shares = tuple((part, round(_WEIGHTS[part] * value, 4)) for part, value in parts.items() if value)
    return shares, round(sum(share for _, share in shares), 4)


@lru_cache(maxsize=65536)
def _tail(name: str, depth: int) -> str:
    """The last parts of a dotted name."""
    return ".".join(name.split(".")[-depth:])


@lru_cache(maxsize=65536)
def _stem(path: str) -> str:
    """A file's name without its suffix."""
    return path.rpartition("/")[2].rpartition(".")[0]
