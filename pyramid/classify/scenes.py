"""What a test runs, part by part: its own code, its set-up, and the application behind them.

The parts are those of the layer rules (``LAYER_KEYS``): ``test``, ``setup``, ``given``,
``suite``, ``called`` and ``reached``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyramid.classify.bodies import called_on_parameters
from pyramid.classify.code import TestCode
from pyramid.classify.deeds import BRIDGES, Deed, Lent
from pyramid.model.layers import Certainty
from pyramid.model.meaning import HttpRequest, Meaning, Meanings, TestCase
from pyramid.model.program import CallGraph, Program


@dataclass(frozen=True, slots=True)
class Scene:
    """The deeds of one test by part and kind (nearest first), and the application functions it calls."""

    parts: Mapping[str, Mapping[str, tuple[Deed, ...]]]
    called: tuple[str, ...]

    def deeds(self, part: str, kinds: frozenset[str]) -> tuple[Deed, ...]:
        """What was done in a part, of any of these kinds."""
        table = self.parts.get(part, {})
        return tuple(deed for kind in sorted(kinds & table.keys()) for deed in table[kind])

    def does(self, part: str, kinds: frozenset[str]) -> bool:
        """Whether anything of these kinds was done in a part."""
        return not kinds.isdisjoint(self.parts.get(part, ()))


class Stage:
    """Builds scenes; what several tests share is walked once."""

    def __init__(
        self,
        program: Program,
        graph: CallGraph,
        meanings: Meanings,
        requests: Sequence[HttpRequest],
        tests: Sequence[TestCase],
        code: TestCode,
    ) -> None:
        self._program, self._graph, self._code = program, graph, code
        self._symbols = program.symbols()
        self._tests = {test.symbol for test in tests}
        self._by_scope = _deeds_by_scope(meanings, requests, Lent(graph, meanings, code))
        self._by_subject = _deeds_by_subject(meanings)
        self._nested = _nested(program, code)
        self._walks: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._reaching: dict[str, frozenset[str]] = {}

    def scene(self, test: TestCase) -> Scene:
        """Everything known about what one test does."""
        own, called = self._walk(test.symbol)
        setups = [self._walk(name) for name in test.setup if name in self._symbols]
        setup = tuple(dict.fromkeys(name for functions, _ in setups for name in functions))
        setup = tuple(name for name in setup if name not in own)
        given = [inner for inner in self._given(test) if inner not in own]
        parts = {
            "test": self._gather(own),
            "setup": self._gather(setup),
            "given": self._gather(given),
            "suite": self._suite(test),
            "called": self._gather(called),
            "reached": self._reached(called),
        }
        return Scene(parts=parts, called=called)

    def _walk(self, start: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The test code run from a function, nearest first, and the application functions called."""
        if start not in self._walks:
            self._walks[start] = self._explore(start)
        return self._walks[start]

    def _explore(self, start: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        seen: dict[str, None] = {start: None}
        called: dict[str, None] = {}
        todo = [start]
        for name in todo:
            inner = self._nested.get(name, ()) if name in self._tests else ()
            for callee in (*self._callees(name), *inner):
                if self._code.is_application(callee):
                    called[callee] = None
                elif callee in self._symbols and callee not in seen and callee not in self._tests:
                    seen[callee] = None
                    todo.append(callee)
        return tuple(seen), tuple(called)

    def _callees(self, name: str) -> list[str]:
        return [
            edge.callee
            for edge in self._graph.callees(name)
            if edge.via not in BRIDGES and edge.certainty is not Certainty.GUESS
        ]

    def _given(self, test: TestCase) -> list[str]:
        """Functions inside fixtures that the test calls by name: ``fixture.name()``.

        For objects that the linker cannot follow from the fixture to the test.
        """
        inside = [inner for name in test.setup for inner in self._inner(name)]
        if not inside:
            return []
        called = called_on_parameters(self._program.definition(test.symbol))
        starts = [name for name in inside if name.rpartition(".")[2] in called]
        return [name for start in starts for name in self._walk(start)[0]]

    def _inner(self, name: str) -> list[str]:
        """Functions and classes defined inside a fixture, at any depth."""
        found = list(self._nested.get(name, ()))
        for inner in found:
            found.extend(self._nested.get(inner, ()))
        return found

    def _suite(self, test: TestCase) -> Mapping[str, tuple[Deed, ...]]:
        owner = test.symbol.rpartition(".")[0]
        lineage = self._program.ancestors(owner) if self._is_class(owner) else ()
        names = (test.symbol, owner, *lineage)
        deeds = [deed for name in dict.fromkeys(names) for deed in self._by_subject.get(name, ())]
        return _table(deeds)

    def _is_class(self, name: str) -> bool:
        symbol = self._symbols.get(name)
        return symbol is not None and symbol.kind == "class"

    def _gather(self, scopes: Iterable[str]) -> Mapping[str, tuple[Deed, ...]]:
        return _table(deed for scope in scopes for deed in self._by_scope.get(scope, ()))

    def _reached(self, called: Sequence[str]) -> Mapping[str, tuple[Deed, ...]]:
        """Kinds that the application does anywhere behind the called functions."""
        found: dict[str, tuple[Deed, ...]] = {}
        for kind in ("database", "external-call", "process"):
            reaching = self._reaches(kind)
            places = [self._place(kind, name) for name in called if name in reaching]
            if places:
                found[kind] = tuple(places[:1])
        return found

    def _place(self, kind: str, name: str) -> Deed:
        symbol = self._symbols[name]
        return Deed(kind, name, symbol.path, symbol.line)

    def _reaches(self, kind: str) -> frozenset[str]:
        """Application functions from which code that does ``kind`` is reached."""
        if kind not in self._reaching:
            todo = [scope for scope, deeds in self._by_scope.items() if any(d.kind == kind for d in deeds)]
            todo = [scope for scope in todo if self._code.is_application(scope)]
            seen = set(todo)
            for name in todo:
                for edge in self._graph.callers(name):
                    sure = edge.certainty is not Certainty.GUESS
                    if sure and edge.caller not in seen and self._code.is_application(edge.caller):
                        seen.add(edge.caller)
                        todo.append(edge.caller)
            self._reaching[kind] = frozenset(seen)
        return self._reaching[kind]


def _deeds_by_scope(meanings: Meanings, requests: Sequence[HttpRequest], lent: Lent) -> dict[str, list[Deed]]:
    found: dict[str, list[Deed]] = {}
    for meaning in meanings.all:
        found.setdefault(meaning.scope, []).append(_deed(meaning))
    for request in requests:
        kind = "visit" if request.channel == "browser" else "request"
        found.setdefault(request.scope, []).append(Deed(kind, request.scope, request.path, request.line))
    return {scope: [deed for deed in deeds if not lent.covers(deed)] for scope, deeds in found.items()}


def _deeds_by_subject(meanings: Meanings) -> dict[str, list[Deed]]:
    found: dict[str, list[Deed]] = {}
    for meaning in meanings.all:
        if meaning.subject:
            found.setdefault(meaning.subject, []).append(_deed(meaning))
    return found


def _deed(meaning: Meaning) -> Deed:
    return Deed(meaning.kind, meaning.scope, meaning.path, meaning.line)


def _nested(program: Program, code: TestCode) -> dict[str, list[str]]:
    """Definitions of test code that stand inside a function or inside a class of a function."""
    found: dict[str, list[str]] = {}
    symbols = program.symbols()
    for name, symbol in symbols.items():
        outer = symbols.get(name.rpartition(".")[0])
        if outer is not None and outer.kind != "module" and symbol.path in code.files:
            found.setdefault(outer.name, []).append(name)
    return found


def _table(deeds: Iterable[Deed]) -> Mapping[str, tuple[Deed, ...]]:
    found: dict[str, dict[Deed, None]] = {}
    for deed in deeds:
        found.setdefault(deed.kind, {})[deed] = None
    return {kind: tuple(each) for kind, each in found.items()}
