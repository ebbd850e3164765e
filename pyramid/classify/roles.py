"""What each function of the application is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from pyramid.classify.code import TestCode
from pyramid.classify.shapes import shapes
from pyramid.model.layers import Role
from pyramid.model.meaning import Meanings, Route, TestCase
from pyramid.model.program import Program, Symbol
from pyramid.rulebook import Rules
from pyramid.rulebook.layer_rules import Condition, RoleRule
from pyramid.rulebook.parse_layers import role_rules

_FUNCTIONS = frozenset({"function", "async"})
#: Roles are those of a backend: what a frontend does is decided there, by no role.
_BACKEND = "python"


def classify_functions(
    program: Program,
    meanings: Meanings,
    routes: Sequence[Route],
    tests: Sequence[TestCase],
    rules: Rules,
) -> Mapping[str, Role]:
    """The role of each function and method of the backend, by dotted name; lambdas are left out."""
    book = role_rules(rules.roles)
    studio = _Studio(program, meanings, routes, TestCode(program, tests, book))
    return {
        name: _role(_Portrait(symbol, studio), book.rules)
        for name, symbol in sorted(program.symbols().items())
        if symbol.kind in _FUNCTIONS and program.facts(symbol.path).language == _BACKEND
    }


def _role(portrait: _Portrait, rules: Sequence[RoleRule]) -> Role:
    """The first rule that holds; rules come highest rank first."""
    for rule in rules:
        if all(map(portrait.meets, rule.when)) and not any(map(portrait.meets, rule.unless)):
            return rule.role
    return Role.GLUE


class _Studio:
    """What all portraits draw on."""

    def __init__(self, program: Program, meanings: Meanings, routes: Sequence[Route], code: TestCode) -> None:
        self.program, self.meanings, self.code = program, meanings, code
        self.symbols = program.symbols()
        self.handlers = {route.handler for route in routes}
        self.subjects: dict[str, set[str]] = {}
        self._classes: dict[str, frozenset[str]] = {}
        for meaning in meanings.all:
            if meaning.subject:
                self.subjects.setdefault(meaning.subject, set()).add(meaning.kind)

    def class_kinds(self, name: str) -> frozenset[str]:
        """Meaning kinds of a class and its bases."""
        if name not in self._classes:
            symbol = self.symbols.get(name)
            lineage = self.program.ancestors(name) if symbol and symbol.kind == "class" else ()
            kinds = (self.subjects.get(each, set()) for each in (name, *lineage))
            self._classes[name] = frozenset().union(*kinds) if lineage else frozenset()
        return self._classes[name]


class _Portrait:
    """One function, looked at as far as the rules ask."""

    def __init__(self, symbol: Symbol, studio: _Studio) -> None:
        self._symbol, self._studio = symbol, studio

    def meets(self, condition: Condition) -> bool:
        if condition.key == "name":
            return self._symbol.name.rpartition(".")[2] in condition.any_of
        if condition.key == "shape":
            return self._has_shape(condition.any_of)
        kinds = self._kinds(condition.key)
        return not condition.any_of.isdisjoint(kinds)

    def _has_shape(self, words: frozenset[str]) -> bool:
        if "test-code" in words and self._studio.code.holds(self._symbol.name):
            return True
        if "routes" in words and self._symbol.name in self._studio.handlers:
            return True
        return not words.isdisjoint(self._shapes) if words - {"test-code", "routes"} else False

    def _kinds(self, key: str) -> frozenset[str]:
        if key == "does":
            return self._deeds
        if key == "is":
            return frozenset(self._studio.subjects.get(self._symbol.name, ()))
        return self._studio.class_kinds(self._symbol.name.rpartition(".")[0])

    @cached_property
    def _deeds(self) -> frozenset[str]:
        return frozenset(meaning.kind for meaning in self._studio.meanings.in_scope(self._symbol.name))

    @cached_property
    def _shapes(self) -> frozenset[str]:
        return shapes(self._studio.program.definition(self._symbol.name))
