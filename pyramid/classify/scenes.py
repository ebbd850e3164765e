"""What a test runs, part by part: its own code, its set-up, and the application behind them.

The parts are those of the layer rules (``LAYER_KEYS``): ``test``, ``setup``, ``given``,
``suite``, ``called`` and ``reached``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyramid.classify.code import TestCode
from pyramid.classify.deeds import Deed, Lent
from pyramid.classify.setups import SetUps
from pyramid.classify.walks import Walks
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

    def kinds(self) -> frozenset[tuple[str, str]]:
        """Every part with every kind that was done in it."""
        return frozenset((part, kind) for part, table in self.parts.items() for kind in table)

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
        self._by_scope = _deeds_by_scope(meanings, requests, Lent(graph, meanings, code))
        self._by_subject = _deeds_by_subject(meanings)
        self._walks = Walks(program, graph, tests, code)
        self._setups = SetUps(program, meanings)
        self._reaching: dict[str, frozenset[str]] = {}

    def scene(self, tests: Sequence[TestCase]) -> Scene:
        """Everything known about what one test does; a test may run in several classes."""
        walks = [self._walks.of_test(test) for test in tests]
        own = _joined(functions for functions, _ in walks)
        called = _joined(functions for _, functions in walks)
        asked = _joined(self._setups.asked(test) for test in tests)
        others = {name: None for test in tests for name in test.setup if name not in asked}
        setup = _joined(self._walks.of(name)[0] for name in asked)
        arranged = _joined(self._walks.of(name)[1] for name in asked)
        around = _joined(self._walks.of(name)[0] for name in others)
        given = _joined(self._walks.given(test) for test in tests)
        parts = {
            "test": self._gather(own),
            "setup": self._gather(name for name in setup if name not in own),
            "around": self._gather(name for name in around if name not in own and name not in setup),
            "arranged": {**self._reached(tuple(arranged)), **self._gather(arranged)},
            "given": self._gather(name for name in given if name not in own),
            "suite": self._suite(tests),
            "called": self._gather(called),
            "reached": self._reached(tuple(called)),
        }
        return Scene(parts=parts, called=tuple(called))

    def _suite(self, tests: Sequence[TestCase]) -> Mapping[str, tuple[Deed, ...]]:
        owners = {self._walks.owner(test): None for test in tests}
        lineages = [self._program.ancestors(owner) for owner in owners if owner]
        names = _joined([[test.symbol for test in tests], owners, *lineages])
        return _table(deed for name in names for deed in self._by_subject.get(name, ()))

    def _gather(self, scopes: Iterable[str]) -> Mapping[str, tuple[Deed, ...]]:
        known = self._by_scope
        return _table(deed for scope in scopes if scope in known for deed in known[scope])

    def _reached(self, called: Sequence[str]) -> Mapping[str, tuple[Deed, ...]]:
        """Kinds that the application does anywhere behind the called functions."""
        found: dict[str, tuple[Deed, ...]] = {}
        for kind in ("database", "external-call", "process"):
            reaching = self._reaches(kind)
            first = next((name for name in called if name in reaching), None)
            if first is not None:
                found[kind] = (self._place(kind, first),)
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


def _joined(parts: Iterable[Iterable[str]]) -> dict[str, None]:
    """All names of all parts once, in order."""
    return {name: None for part in parts for name in part}


def _table(deeds: Iterable[Deed]) -> Mapping[str, tuple[Deed, ...]]:
    found: dict[str, dict[Deed, None]] = {}
    for deed in deeds:
        found.setdefault(deed.kind, {})[deed] = None
    return {kind: tuple(each) for kind, each in found.items()}
