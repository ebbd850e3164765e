"""Node type → the function that walks it.

A language has three tables, filled by decorators when the modules of its package are imported.
Types are given by name, so that a grammar that lacks one of them still works; a walk looks them
up by the numbers that its grammar gives to the names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from tree_sitter import Language

from pyramid.model.facts import Expression

ExpressionWalk = Callable[[Any, Any], Expression]
StatementWalk = Callable[[Any, Any], None]
_Walk = TypeVar("_Walk", bound=Callable[..., Any])

#: The number of an ERROR node in every grammar.
ERROR = 0xFFFF


class Tables:
    """The walks of one language; ``silent`` are the node types that tell nothing, wherever they stand."""

    def __init__(self, silent: Iterable[str]) -> None:
        self.silent = frozenset(silent)
        #: Expressions and everything that may stand in their place (patterns, spread elements).
        self.expressions: dict[str, ExpressionWalk] = {}
        #: Statements; the walk appends what they say to ``walk.out``.
        self.statements: dict[str, StatementWalk] = {}
        #: Types, as expressions.
        self.types: dict[str, ExpressionWalk] = {}
        self._dispatch: dict[Language, Dispatch] = {}

    def expression(self, *names: str) -> Callable[[_Walk], _Walk]:
        """Register a walk for expression types."""
        return _registrar(self.expressions, names)

    def statement(self, *names: str) -> Callable[[_Walk], _Walk]:
        """Register a walk for statement types."""
        return _registrar(self.statements, names)

    def type_(self, *names: str) -> Callable[[_Walk], _Walk]:
        """Register a walk for the notation of types."""
        return _registrar(self.types, names)

    def dispatch(self, language: Language) -> Dispatch:
        """The tables for a grammar; to be called when the walks have been registered."""
        found = self._dispatch.get(language)
        if found is None:
            found = self._dispatch[language] = Dispatch(self, language)
        return found


class Dispatch:
    """The tables of one grammar, by the numbers of its node types; every number has an entry.

    ``elements`` is ``expressions`` with None for what is no element of a list: brackets, commas,
    comments, ERROR nodes.  ``statements`` has None for what says nothing.
    """

    def __init__(self, tables: Tables, language: Language) -> None:
        numbers = range(language.node_kind_count)
        kinds = [(number, language.node_kind_for_id(number) or "") for number in numbers]
        named = {number for number, _ in kinds if language.node_kind_is_named(number)}
        telling = {number for number, name in kinds if number in named and name not in tables.silent}
        expressions, statements, types = tables.expressions, tables.statements, tables.types
        self.expressions = {number: expressions.get(name, expressions[""]) for number, name in kinds}
        self.elements: dict[int, ExpressionWalk | None] = dict.fromkeys(numbers)
        self.elements.update({number: self.expressions[number] for number in telling})
        self.statements: dict[int, StatementWalk | None] = dict.fromkeys(numbers)
        known = [(number, name) for number, name in kinds if number in telling]
        self.statements.update({number: statements.get(name, statements[""]) for number, name in known})
        self.types = {number: types.get(name, types[""]) for number, name in kinds}
        self.expressions[ERROR] = expressions[""]
        self.elements[ERROR] = None
        self.statements[ERROR] = statements["ERROR"]
        self.types[ERROR] = types[""]


def _registrar(table: dict[str, Any], names: tuple[str, ...]) -> Callable[[_Walk], _Walk]:
    def register(walk: _Walk) -> _Walk:
        table.update(dict.fromkeys(names, walk))
        return walk

    return register
