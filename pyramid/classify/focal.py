"""The functions that a test is about.

After the heuristics of test-to-code traceability (naming convention, last call before the
assertion, direct call): White, Krinke and Tan, "Establishing Multilevel Test-to-Code
Traceability Links", ICSE 2020.  Each gives a part of the score; none decides alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from heapq import nsmallest

from pyramid.classify.words import Words
from pyramid.model.facts import Definition, Statement
from pyramid.model.layers import Certainty, FocalFunction
from pyramid.model.meaning import TestCase
from pyramid.model.program import CallEdge, CallGraph, Program

_WEIGHTS = {"name": 0.4, "file": 0.15, "last-call": 0.2, "direct": 0.2, "reached": 0.05}
_NOT_THE_ACT = frozenset({"fixture", "setup", "decorator"})
_MOST = 10


class FocalFinder:
    """Finds the functions that a test is about.

    ``application`` holds the dotted names that may be focal (no test code).  What the test
    calls is a candidate, and what those call; a request's handler counts as called.
    """

    def __init__(self, program: Program, graph: CallGraph, application: frozenset[str]) -> None:
        self._program, self._graph, self._application = program, graph, application
        self._names: dict[str, _Names] = {}
        self._callees: dict[str, frozenset[str]] = {}

    def of(self, test: TestCase) -> tuple[FocalFunction, ...]:
        """The functions of the application that a test is about, likeliest first, at most ten."""
        called = _called(self._graph, test, self._application)
        if not called:
            return ()
        last = _last_calls(self._program.definition(test.symbol), called)
        words_of_test = _Names.of_test(test)
        scored = []
        known = self._names
        for name in (*called, *self._further(called)):
            alike, near = (known.get(name) or self._named(name)).likeness(words_of_test)
            scored.append((-_shares(alike, near, name in last, name in called)[1], name, alike, near))
        return tuple(
            FocalFunction(
                function=name,
                score=-score,
                parts=_shares(alike, near, name in last, name in called)[0],
                line=called[name].line if name in called else 0,
            )
            for score, name, alike, near in nsmallest(_MOST, scored)
        )

    def _further(self, called: Collection[str]) -> set[str]:
        """What the called functions call."""
        known = self._callees
        found: set[str] = set()
        for name in called:
            callees = known.get(name)
            if callees is None:
                edges = self._graph.callees(name)
                callees = known[name] = self._application.intersection(edge.callee for edge in edges)
            found |= callees
        return found.difference(called)

    def _named(self, name: str) -> _Names:
        symbols = self._program.symbols()
        owner = symbols.get(name.rpartition(".")[0])
        short = _tail(name, 1)
        long = _tail(name, 2) if owner is not None and owner.kind == "class" else ""
        found = self._names[name] = _Names(short, long, _stem(symbols[name].path))
        return found


class _Names:
    """The names of one function or test as words: its own, with its class, and its file's."""

    __slots__ = ("file", "long", "short")

    def __init__(self, short: str, long: str, file: str) -> None:
        self.short, self.long, self.file = Words(short), Words(long), _file_words(file)

    @classmethod
    def of_test(cls, test: TestCase) -> _Names:
        return cls(_tail(test.symbol, 1), _tail(test.symbol, 2), _stem(test.path))

    def likeness(self, test: _Names) -> tuple[float, float]:
        """How much a test's names repeat those of this function, and of its file."""
        alike = self.short.repeated_in(test.short)
        if self.long.parts:
            alike = max(alike, self.long.repeated_in(test.long))
        return alike, self.file.repeated_in(test.file)


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


@lru_cache(maxsize=65536)
def _file_words(stem: str) -> Words:
    """Those of a file's name, which all of its tests share."""
    return Words(stem)


@lru_cache(maxsize=65536)
def _shares(
    alike: float, near: float, last: bool, direct: bool
) -> tuple[tuple[tuple[str, float], ...], float]:
    """What each heuristic gives, and the sum."""
    parts = {"name": alike, "file": near, "last-call": last, "direct": direct, "reached": 1.0}
    shares = tuple((part, round(_WEIGHTS[part] * value, 4)) for part, value in parts.items() if value)
    return shares, round(sum(share for _, share in shares), 4)


def _tail(name: str, depth: int) -> str:
    """The last parts of a dotted name."""
    return ".".join(name.split(".")[-depth:])


def _stem(path: str) -> str:
    """A file's name without its suffix."""
    return path.rpartition("/")[2].rpartition(".")[0]
