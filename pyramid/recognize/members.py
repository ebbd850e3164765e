"""Test methods that decorators, base classes or their own class declare, and what runs around them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from pyramid.model.meaning import Meaning, Meanings
from pyramid.model.program import Program
from pyramid.rulebook.knowledge import Knowledge

_FUNCTIONS = ("function", "async")
_HIDDEN = frozenset({"abstract", "private"})
_STATIC = "staticmethod"


class Run(NamedTuple):
    """A method (dotted name) that runs as a test for an object of a class, in the file of that class."""

    owner: str
    method: str
    title: str
    path: str


class Members:
    """The test methods of a tree's classes."""

    def __init__(self, program: Program, meanings: Meanings, knowledge: Knowledge) -> None:
        self._program, self._knowledge, self._meanings = program, knowledge, meanings
        self._hooks = [m.subject for m in meanings.of_kind("declared-hook") if m.subject]
        self._tests = {m.subject for m in meanings.of_kind("declared-test") if m.subject}
        self._marks: dict[str, list[str]] = {}
        for meaning in meanings.of_kind("marker"):
            words = meaning.slot("name").split()
            self._marks.setdefault(meaning.subject, []).extend(words)
        self._below = self._descendants() if self._tests else {}
        self._setups: dict[str, tuple[str, ...]] = {}

    def runs(self, meaning: Meaning) -> Iterator[Run]:
        """The tests that one declaration makes: one for each class that has the method and can be made."""
        symbol = self._program.symbols().get(meaning.subject)
        if symbol is None:
            return
        if symbol.kind == "class":
            for owner in self._made(symbol.name):
                for method in self._methods(owner, meaning.slot("methods") or "*"):
                    yield self._run(owner, method)
            return
        parent = self._program.definition(symbol.name).parent
        home = self._program.symbol_at(symbol.path, parent)
        if home.kind == "class" and not self._has(symbol.name, {"abstract"}):
            name = self._program.definition(symbol.name).name
            for owner in self._made(home.name):
                if owner == home.name or self._program.member(owner, name) == f"{home.name}.{name}":
                    yield self._run(owner, symbol.name)

    def setup(self, owner: str) -> tuple[str, ...]:
        """What runs around the tests of a class: of the classes around it first, then of its bases."""
        found = self._setups.get(owner)
        if found is None:
            found = self._setups[owner] = tuple(dict.fromkeys(self._around(owner)))
        return found

    def markers(self, run: Run) -> tuple[str, ...]:
        """The markers of a test: its own, and those of its class and of that one's bases."""
        places = (run.method, *self._program.ancestors(run.owner))
        return tuple(dict.fromkeys(mark for place in places for mark in self._marks.get(place, ())))

    def _run(self, owner: str, method: str) -> Run:
        title = self._program.definition(method).qualname.rpartition(".")[2]
        return Run(owner, method, title, self._program.symbols()[owner].path)

    def _around(self, owner: str) -> Iterator[str]:
        symbols = self._program.symbols()
        parent = self._program.definition(owner).parent
        outer = self._program.symbol_at(symbols[owner].path, parent)
        if outer.kind == "class":
            yield from self.setup(outer.name)
        ancestors = self._program.ancestors(owner)
        for each in reversed(ancestors):
            if any(not meaning.subject for meaning in self._meanings.in_scope(each)):
                yield each  # its fields are made for each test
            yield from (hook for hook in self._hooks if hook.rpartition(".")[0] == each)
        known = [name for each in ancestors for name in self._knowledge.lineage(each)]
        for member in self._knowledge.setup_methods(known):
            found = self._program.member(owner, member)
            if found in symbols:
                yield str(found)

    def _made(self, name: str) -> list[str]:
        """The class and those below it, without the ones that are only bases."""
        return [each for each in (name, *self._below.get(name, ())) if not self._has(each, {"abstract"})]

    def _methods(self, owner: str, pattern: str) -> Iterator[str]:
        """Methods of a class and its bases that a pattern collects, and no decorator declares."""
        seen: set[str] = set()
        for ancestor in self._program.ancestors(owner):
            symbol = self._program.symbols().get(ancestor)
            if symbol is None:
                continue
            for index, each in enumerate(self._program.facts(symbol.path).definitions):
                if each.parent != symbol.index or each.kind not in _FUNCTIONS or each.name in seen:
                    continue
                seen.add(each.name)
                method = self._program.symbol_at(symbol.path, index).name
                if self._collected(method, each.name, pattern):
                    yield method

    def _collected(self, method: str, name: str, pattern: str) -> bool:
        if method in self._tests or method in self._hooks or name.startswith("__"):
            return False
        static = any(each.text == _STATIC for each in self._program.definition(method).decorators)
        return fnmatchcase(name, pattern) and not static and not self._has(method, _HIDDEN)

    def _has(self, name: str, words: Collection[str]) -> bool:
        return any(key in words for key, _ in self._program.definition(name).keywords)

    def _descendants(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, symbol in self._program.symbols().items():
            if symbol.kind == "class":
                for ancestor in self._program.ancestors(name)[1:]:
                    found.setdefault(ancestor, []).append(name)
        return found
