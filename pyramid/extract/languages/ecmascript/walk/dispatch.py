"""Node type → the function that walks it.

Three tables, filled by decorators when the modules of this package are imported.  Types are
given by name, so that a grammar that lacks one of them still works; a walk looks them up by
the numbers that its grammar gives to the names.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from tree_sitter import Language

from pyramid.model.facts import Expression

if TYPE_CHECKING:
    from pyramid.extract.languages.ecmascript.walk.cursor import Cursor

ExpressionWalk = Callable[["Cursor", Any], Expression]
StatementWalk = Callable[["Cursor", Any], None]
_Walk = TypeVar("_Walk", bound=Callable[..., Any])

#: Expressions and everything that may stand in their place (patterns, spread elements).
EXPRESSIONS: dict[str, ExpressionWalk] = {}
#: Statements; the walk appends what they say to ``walk.out``.
STATEMENTS: dict[str, StatementWalk] = {}
#: Types, as expressions.
TYPES: dict[str, ExpressionWalk] = {}
#: What tells nothing, wherever it stands.
SILENT = frozenset({"comment", "html_comment", "hash_bang_line", "empty_statement"})
#: The number of an ERROR node in every grammar.
ERROR = 0xFFFF


def expression(*names: str) -> Callable[[_Walk], _Walk]:
    """Register a walk for expression types."""
    return _registrar(EXPRESSIONS, names)


def statement(*names: str) -> Callable[[_Walk], _Walk]:
    """Register a walk for statement types."""
    return _registrar(STATEMENTS, names)


def type_(*names: str) -> Callable[[_Walk], _Walk]:
    """Register a walk for types of TypeScript and Flow."""
    return _registrar(TYPES, names)


class Dispatch:
    """The tables of one grammar, by the numbers of its node types; every number has an entry.

    ``elements`` is ``expressions`` with None for what is no element of a list: brackets, commas,
    comments, ERROR nodes.  ``statements`` has None for what says nothing.
    """

    def __init__(self, language: Language) -> None:
        numbers = range(language.node_kind_count)
        kinds = [(number, language.node_kind_for_id(number) or "") for number in numbers]
        named = {number for number, _ in kinds if language.node_kind_is_named(number)}
        telling = {number for number, name in kinds if number in named and name not in SILENT}
        self.expressions = {number: EXPRESSIONS.get(name, EXPRESSIONS[""]) for number, name in kinds}
        self.elements: dict[int, ExpressionWalk | None] = dict.fromkeys(numbers)
        self.elements.update({number: self.expressions[number] for number in telling})
        self.statements: dict[int, StatementWalk | None] = dict.fromkeys(numbers)
        known = [(number, name) for number, name in kinds if number in telling]
        self.statements.update({number: STATEMENTS.get(name, STATEMENTS[""]) for number, name in known})
        self.types = {number: TYPES.get(name, TYPES[""]) for number, name in kinds}
        self.expressions[ERROR] = EXPRESSIONS[""]
        self.elements[ERROR] = None
        self.statements[ERROR] = STATEMENTS["ERROR"]
        self.types[ERROR] = TYPES[""]


@cache
def dispatch(language: Language) -> Dispatch:
    """The tables for a grammar; to be called when the walks have been registered."""
    return Dispatch(language)


def _registrar(table: dict[str, Any], names: tuple[str, ...]) -> Callable[[_Walk], _Walk]:
    def register(walk: _Walk) -> _Walk:
        table.update(dict.fromkeys(names, walk))
        return walk

    return register
