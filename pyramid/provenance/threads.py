"""From an expression of frontend code to the requests behind it.

A name is followed to what it was given: a variable to the call that filled it, a state to whoever sets
it, a parameter to what the function is handed to, a property of a component to the place where the
component is used.  A function is followed into what it calls.  What is near comes first.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pyramid.model.facts import Expression
from pyramid.model.program import CallGraph, Program
from pyramid.provenance.bodies import entries, expressions, inside, keywords, returned
from pyramid.provenance.shelves import Shelves
from pyramid.provenance.verbs import Verbs

_MAX_STEPS = 400
_MAX_DEPTH = 18
_MAX_RUN = 60
_MAX_USES = 4
_MAX_ALIKE = 2
_SETTER = re.compile(r"(set|update|dispatch|mutate)[A-Z_]?\w*")
_EMITTING = frozenset({"$emit", "emit", "dispatch", "emits"})
_OWN = frozenset({"this", "props", "self"})
_GENERATED = re.compile(r"use(?:Lazy)?([A-Z]\w*?)(?:Mutation|Query|InfiniteQuery|SuspenseQuery)")


@dataclass(frozen=True, slots=True)
class Spot:
    """An expression of frontend code, in the definition ``index`` of the file ``path``."""

    path: str
    index: int
    expression: Expression


@dataclass(slots=True)
class _Search:
    """One search: what is still to look at, nearest first, and the handlers found, each with its distance."""

    todo: deque[tuple[int, Spot, str]] = field(default_factory=deque)
    seen: set[tuple[str, int, int, str]] = field(default_factory=set)
    found: dict[str, int] = field(default_factory=dict)

    def add(self, depth: int, path: str, index: int, expression: Expression, member: str = "") -> None:
        """Note what is to be looked at; only one ``member`` of it, where that is known."""
        key = (path, index, id(expression), member)
        if depth <= _MAX_DEPTH and key not in self.seen:
            self.seen.add(key)
            self.todo.append((depth, Spot(path, index, expression), member))


class Threads:
    """``handlers`` are the functions that answer requests; ``uses`` gives the places where a component is
    used: as elements with named arguments."""

    def __init__(
        self,
        program: Program,
        graph: CallGraph,
        handlers: frozenset[str],
        shelves: Shelves,
        uses: Callable[[str], Sequence[Spot]],
        answers: Verbs,
    ) -> None:
        self._program, self._graph, self._handlers, self._uses = program, graph, handlers, uses
        self._answers = answers
        self._shelves = shelves
        self._behind: dict[tuple[str, int, int], tuple[tuple[str, int], ...]] = {}

    def behind(self, spot: Spot) -> tuple[tuple[str, int], ...]:
        """The handlers that are asked to get a value, or when a function runs, each with its distance;
        nearest first."""
        key = (spot.path, spot.index, id(spot.expression))
        if key not in self._behind:
            self._behind[key] = tuple(self._searched(spot).found.items())
        return self._behind[key]

    def _searched(self, spot: Spot) -> _Search:
        search = _Search()
        search.add(0, spot.path, spot.index, spot.expression)
        steps = 0
        while search.todo and steps < _MAX_STEPS:
            depth, at, member = search.todo.popleft()
            if not member or not self._picked(search, depth, at, member):
                self._follow(search, depth, at)
            steps += 1
        return search

    def _picked(self, search: _Search, depth: int, at: Spot, member: str) -> bool:
        """Follow only one member of what is given back, where it is written out; whether it is."""
        each = at.expression
        if each.kind == "dict":
            values = [value for key, value in entries(each) if key == member]
            for value in values:
                search.add(depth, at.path, at.index, value)
            return bool(values)
        if each.kind == "name":
            self._named(search, depth, at, each.text, member)
            return True
        if each.kind == "await":
            search.add(depth, at.path, at.index, each.operands[-1], member)
            return True
        if each.kind != "call":
            return False
        scope = self._program.symbol_at(at.path, at.index).name
        found = False
        for called in self._program.values(scope, each.operands[0])[:_MAX_ALIKE]:
            symbol = self._program.symbols().get(called.name) if called.kind == "function" else None
            for answer in returned(self._program.definition(called.name)) if symbol else ():
                if symbol is not None and self._has(symbol.path, symbol.index, answer, member):
                    search.add(depth + 1, symbol.path, symbol.index, answer, member)
                    found = True
        return found

    def _has(self, path: str, index: int, answer: Expression, member: str) -> bool:
        """Whether what a function gives back is written out with that member."""
        if answer.kind == "name":
            return any(
                self._has(path, index, value, member)
                for target, value in self._shelves.assigned(path, index, answer.text)
                if target.kind == "name"
            )
        return answer.kind == "dict" and any(key == member for key, _ in entries(answer))

    def _follow(self, search: _Search, depth: int, at: Spot) -> None:
        each = at.expression
        if each.kind == "function":
            self._ran(search, depth, at.path, int(each.text))
        elif each.kind == "name":
            self._named(search, depth, at, each.text)
        elif each.kind == "attribute":
            self._member(search, depth, at)
        elif each.kind == "call":
            self._called(search, depth, at)
        elif each.kind == "dict":
            for value in each.operands[1::2]:
                search.add(depth, at.path, at.index, value)
        elif each.kind == "conditional":
            for part in each.operands:
                search.add(depth, at.path, at.index, part)
        else:
            for part in each.operands:
                search.add(depth, at.path, at.index, part)

    def _called(self, search: _Search, depth: int, at: Spot) -> None:
        callee = at.expression.operands[0]
        if at.expression.text in _EMITTING and at.expression.operands[1:]:
            self._emitted(search, depth, at, at.expression.operands[1].text)
        search.add(depth, at.path, at.index, callee)
        for given in at.expression.operands[1:]:
            if given.kind in ("function", "dict", "call"):
                search.add(depth + 1, at.path, at.index, given)
            elif given.kind in ("name", "attribute"):
                search.add(depth + 2, at.path, at.index, given)

    def _emitted(self, search: _Search, depth: int, at: Spot, event: str) -> None:
        """An event goes to whoever listens for it where the component is used."""
        word = "on" + "".join(part[:1].upper() + part[1:] for part in re.split(r"[-:.]", event) if part)
        component = self._shelves.component(at.path, at.index)
        for use in self._uses(component)[:_MAX_USES] if event and component else ():
            for named, value in keywords(use.expression):
                if named == word:
                    search.add(depth + 1, use.path, use.index, value)

    def _ran(self, search: _Search, depth: int, path: str, index: int) -> None:
        """What a function calls: by the graph, and by names that the graph has no answer for."""
        for handler in self._reached(self._program.symbol_at(path, index).name):
            search.found.setdefault(handler, depth)
        for each in expressions(self._program.facts(path).definitions[index]):
            if each.kind == "call":
                if each.text in _EMITTING and each.operands[1:]:
                    self._emitted(search, depth, Spot(path, index, each), each.operands[1].text)
                search.add(depth + 1, path, index, each.operands[0])
                for given in each.operands[1:]:
                    if given.kind in ("function", "dict"):
                        search.add(depth + 1, path, index, given)
            elif each.kind == "function":
                search.add(depth + 1, path, index, each)

    def _reached(self, name: str) -> Iterator[str]:
        """The handlers that a function asks, nearest first; a handler's own calls do not count."""
        seen, level = {name}, [name]
        while level and len(seen) < _MAX_RUN:
            following: list[str] = []
            for caller in level:
                edges = [each for each in self._graph.callees(caller) if each.certainty.rank]
                for edge in sorted(edges, key=lambda each: (each.line, each.callee)):
                    if edge.callee not in seen:
                        seen.add(edge.callee)
                        if edge.callee in self._handlers:
                            yield self._answers.of(edge.callee, edge.caller)
                        else:
                            following.append(edge.callee)
            level = following

    def _named(self, search: _Search, depth: int, at: Spot, name: str, member: str = "") -> None:
        index = at.index
        while index >= 0:
            definition = self._program.facts(at.path).definitions[index]
            if self._given(search, depth, at.path, index, name, member):
                return
            if any(parameter.name == name for parameter in definition.parameters):
                self._parameter(search, depth, at.path, index, name, member)
                return
            index = definition.parent if index else -1
        self._outside(search, depth, at)

    def _given(self, search: _Search, depth: int, path: str, index: int, name: str, member: str) -> bool:
        """Follow a variable to what it is given in this body; whether there is such a variable."""
        known = False
        for target, value in self._shelves.assigned(path, index, name):
            known = True
            if value.kind == "name" and value.text.startswith("$"):
                self._parameter(search, depth, path, index, _key(target, name), member)
                continue
            picked = _key(target, name) if target.kind == "dict" else member
            search.add(depth + 1, path, index, value, picked)
            self._set(search, depth, path, target, name)
        return known

    def _set(self, search: _Search, depth: int, path: str, target: Expression, name: str) -> None:
        """A state is what its setter is called with: ``[items, setItems]``."""
        if target.kind not in ("list", "tuple") or len(target.operands) < 2:
            return
        first, second = target.operands[:2]
        if first.text != name or not _SETTER.fullmatch(second.text):
            return
        for index, call in self._shelves.calls(path, second.text):
            self._stored(search, depth, path, index, call.operands[1:])

    def _stored(
        self, search: _Search, depth: int, path: str, index: int, values: Sequence[Expression]
    ) -> None:
        for value in values:
            search.add(depth + 1, path, index, value)

    def _parameter(self, search: _Search, depth: int, path: str, index: int, name: str, member: str) -> None:
        """What a function is handed: the receiver of the call that it is given to, or a component's
        property."""
        for around, call in self._shelves.handed(path, index):
            callee = call.operands[0]
            if callee.kind == "attribute":
                search.add(depth + 1, path, around, callee.operands[0])
            for given in call.operands[1:]:
                if given.kind == "name":
                    search.add(depth + 1, path, around, given)
        component = self._shelves.component(path, index)
        for use in self._uses(component)[:_MAX_USES] if component else ():
            for word, value in keywords(use.expression):
                if word == name:
                    search.add(depth + 1, use.path, use.index, value, member)

    def _member(self, search: _Search, depth: int, at: Spot) -> None:
        each = at.expression
        base = each.operands[0]
        scope = self._program.symbol_at(at.path, at.index).name
        functions = [v.name for v in self._program.values(scope, each) if v.kind == "function"]
        for name in functions[:_MAX_ALIKE]:
            self._enter(search, depth, name)
        if functions:
            return
        props = base.kind == "attribute" and base.text == "props"
        if props or (base.kind == "name" and base.text in _OWN):
            self._own(search, depth, at, each.text)
            return
        search.add(depth + 1, at.path, at.index, base, each.text)
        self._alike(search, depth, each.text)

    def _own(self, search: _Search, depth: int, at: Spot, name: str) -> None:
        """A member of the component itself: what is written under that name in its file, else a property."""
        written = self._shelves.written(at.path, name)
        for index, value in written:
            search.add(depth + 1, at.path, index, value)
        if not written:
            component = self._shelves.component(at.path, at.index)
            for use in self._uses(component)[:_MAX_USES] if component else ():
                for word, value in keywords(use.expression):
                    if word == name:
                        search.add(depth + 1, use.path, use.index, value)

    def _outside(self, search: _Search, depth: int, at: Spot) -> None:
        """A name that no body around has given a value: a function elsewhere, or one of the file's own
        members that its markup names alone."""
        scope = self._program.symbol_at(at.path, at.index).name
        known = False
        for value in self._program.values(scope, at.expression)[:_MAX_ALIKE]:
            if value.kind == "function":
                known = True
                self._enter(search, depth, value.name)
        for origin_scope, origin in () if known else self._program.origins(scope, at.expression)[:_MAX_ALIKE]:
            symbol = self._program.symbols().get(origin_scope)
            if symbol is not None:
                known = True
                search.add(depth + 1, symbol.path, symbol.index, origin)
        if not known:
            for index, written in self._shelves.written(at.path, at.expression.text):
                search.add(depth + 1, at.path, index, written)
        generated = _GENERATED.fullmatch(at.expression.text)
        if generated is not None:
            self._alike(search, depth, generated[1][:1].lower() + generated[1][1:])

    def _enter(self, search: _Search, depth: int, name: str) -> None:
        symbol = self._program.symbols().get(name)
        if symbol is not None:
            if name in self._handlers:
                search.found.setdefault(name, depth)
            else:
                self._ran(search, depth + 1, symbol.path, symbol.index)

    def _alike(self, search: _Search, depth: int, name: str) -> None:
        """A member that only one or two places of the frontend define, when nobody says which object."""
        places = self._shelves.anywhere(name)
        for path, index, value in places if len(places) <= _MAX_ALIKE else ():
            search.add(depth + 2, path, index, value)


def _key(target: Expression, name: str) -> str:
    """The key under which a pattern takes a name out of an object; the name itself where there is none."""
    if target.kind == "dict":
        for key, value in zip(target.operands[::2], target.operands[1::2], strict=False):
            if any(part.kind == "name" and part.text == name for part in inside(value)):
                return key.text
    return name
