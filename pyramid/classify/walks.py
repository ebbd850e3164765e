"""Which test code a test or fixture runs, and which application functions that code calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyramid.classify.bodies import called_on
from pyramid.classify.code import TestCode
from pyramid.classify.deeds import BRIDGES
from pyramid.model.layers import Certainty
from pyramid.model.meaning import TestCase
from pyramid.model.program import CallGraph, Program

#: Test code run, nearest first, and application functions called from it.
Walk = tuple[tuple[str, ...], tuple[str, ...]]


class Walks:
    """Walks through test code up to the application's door; what fixtures run is walked once."""

    def __init__(self, program: Program, graph: CallGraph, tests: Sequence[TestCase], code: TestCode) -> None:
        self._program, self._graph, self._code = program, graph, code
        self._symbols = program.symbols()
        self._tests = {test.symbol for test in tests}
        self._nested = _nested(program, code)
        self._known: dict[str, Walk] = {}

    def of_test(self, test: TestCase) -> Walk:
        """What a test runs; one inherited from a mixin runs the members of the class it runs in."""
        owner = self.owner(test)
        if not owner or test.symbol.rpartition(".")[0] == owner:
            return self.of(test.symbol)
        return self._explore(test.symbol, owner)

    def of(self, start: str) -> Walk:
        """What a function runs."""
        if start not in self._known:
            self._known[start] = self._explore(start, "")
        return self._known[start]

    def owner(self, test: TestCase) -> str:
        """The class in which a test runs, which may have inherited it; "" for a plain function."""
        classes = test.id.split("::")[1:-1]
        name = ".".join([self._program.module(test.path), *classes])
        for found in (name, test.symbol.rpartition(".")[0]):
            symbol = self._symbols.get(found)
            if symbol is not None and symbol.kind == "class":
                return found
        return ""

    def given(self, test: TestCase) -> list[str]:
        """Functions inside fixtures that the test calls by name: ``fixture.name()``.

        For objects that the linker cannot follow from the fixture to the test.
        """
        inside = [inner for name in test.setup for inner in self._inner(name)]
        if not inside:
            return []
        definition = self._program.definition(test.symbol)
        called = called_on(definition, {parameter.name for parameter in definition.parameters})
        starts = [name for name in inside if name.rpartition(".")[2] in called]
        return [name for start in starts for name in self.of(start)[0]]

    def _explore(self, start: str, owner: str) -> Walk:
        seen: dict[str, None] = {start: None}
        called: dict[str, None] = {}
        lineage = frozenset(self._program.ancestors(owner)) if owner else frozenset()
        todo = [start]
        for name in todo:
            for callee in self._callees(name, owner, lineage):
                if self._code.is_application(callee):
                    called[callee] = None
                elif callee in self._symbols and callee not in seen and callee not in self._tests:
                    seen[callee] = None
                    todo.append(callee)
        return tuple(seen), tuple(called)

    def _callees(self, name: str, owner: str, lineage: frozenset[str]) -> Iterator[str]:
        for edge in self._graph.callees(name):
            if edge.via not in BRIDGES and edge.certainty is not Certainty.GUESS:
                yield edge.callee
        if name in self._tests:
            yield from self._nested.get(name, ())
        if name.rpartition(".")[0] in lineage:
            yield from self._members(name, owner)

    def _members(self, name: str, owner: str) -> Iterator[str]:
        """Methods that a mixin's function calls on ``self``, looked up in the class it runs in."""
        definition = self._program.definition(name)
        receiver = {parameter.name for parameter in definition.parameters[:1]}
        for attribute in sorted(called_on(definition, receiver)):
            found = self._program.member(owner, attribute)
            if found is not None:
                yield found

    def _inner(self, name: str) -> list[str]:
        """Functions and classes defined inside a fixture, at any depth."""
        found = list(self._nested.get(name, ()))
        for inner in found:
            found.extend(self._nested.get(inner, ()))
        return found


def _nested(program: Program, code: TestCode) -> dict[str, list[str]]:
    """Definitions of test code that stand inside a function or inside a class of a function."""
    found: dict[str, list[str]] = {}
    symbols = program.symbols()
    for name, symbol in symbols.items():
        outer = symbols.get(name.rpartition(".")[0])
        if outer is not None and outer.kind != "module" and symbol.path in code.files:
            found.setdefault(outer.name, []).append(name)
    return found
