"""Every place of a file where a name is used in a way that rules speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pyramid.model.facts import Definition, Expression, FileFacts, Statement
from pyramid.model.program import Program

_GROWS = ("append", "extend", "insert")
#: What a path or a pattern of paths begins with.
_PATHS = ("/", "^", "(", ".")
_PLAIN = frozenset({"name", "string", "number", "constant", "function"})


class Use(NamedTuple):
    """One use of a name: a tuple, because there are as many as calls in the tree.

    ``expression`` is the whole use (the call, the decorator, the attribute), ``name`` the part
    whose dotted names decide what it means.  ``scope`` is where the names are looked up;
    ``subject`` the definition that a decorator or base stands at.  ``outer`` is the nearest
    enclosing call, ``container`` the variable or function that holds a call which stands alone.
    """

    way: str
    scope: str
    path: str
    line: int
    expression: Expression
    name: Expression
    subject: str = ""
    outer: Use | None = None
    container: str = ""

    @property
    def holder(self) -> Expression | None:
        """The list that the use's value is put into: ``holder.append(use)``."""
        outer = self.outer
        if outer is None or outer.name.kind != "attribute" or outer.name.text not in _GROWS:
            return None
        return outer.name.operands[0]


class UseFinder:
    """Walks the facts of one file.

    ``attributes`` are the plain names worth looking at when they are only read (``owner.`` for
    every attribute of a name), ``variables`` those worth looking at when they are assigned;
    ``pairs`` says whether tuples are.
    """

    def __init__(
        self, program: Program, attributes: frozenset[str], variables: frozenset[str], pairs: bool = False
    ) -> None:
        self._program, self._attributes, self._variables = program, attributes, variables
        self._pairs = pairs

    def uses(self, path: str) -> Iterator[Use]:
        """All uses, definition by definition."""
        facts = self._program.facts(path)
        for index, definition in enumerate(facts.definitions):
            scope = self._program.symbol_at(path, index).name
            yield from self._header(facts, definition, scope)
            found: list[Use] = []
            self._block(definition.body, found, scope, path, definition)
            yield from found

    def _header(self, facts: FileFacts, definition: Definition, scope: str) -> Iterator[Use]:
        if definition.parent < 0:
            return
        outside = self._program.symbol_at(facts.path, definition.parent).name
        for decorator in definition.decorators:
            yield from self._decorator(decorator, outside, facts.path, scope)
        for base in definition.bases:
            yield from self._expression(base, outside, facts.path, None, scope)
        for parameter in definition.parameters:
            for expression in (parameter.default, parameter.annotation):
                if expression is not None and expression.kind != "name":
                    yield from self._expression(expression, outside, facts.path, None, scope, scope)
            yield from self._alias(parameter.annotation, outside, facts.path, scope)

    def _alias(self, annotation: Expression | None, outside: str, path: str, scope: str) -> Iterator[Use]:
        """The calls inside a type alias count where the alias annotates a parameter."""
        if annotation is None or annotation.kind not in ("name", "attribute"):
            return
        for home, meant in self._program.origins(outside, annotation):
            if meant.kind != "subscript":
                continue
            for use in self._expression(meant, home, path, None, scope, scope):
                yield Use(use.way, use.scope, path, annotation.line, use.expression, use.name, use.subject)

    def _decorator(self, decorator: Expression, outside: str, path: str, subject: str) -> Iterator[Use]:
        called = decorator.kind == "call"
        name = decorator.operands[0] if called else decorator
        yield Use("decorator", outside, path, name.line, decorator, name, subject)
        for operand in decorator.operands[1:] if called else ():
            yield from self._expression(operand, outside, path, None, outside)

    def _block(
        self, body: Sequence[Statement], found: list[Use], scope: str, path: str, within: Definition
    ) -> None:
        for statement in body:
            self._statement(statement, found, scope, path, within)
            if statement.body:
                self._block(statement.body, found, scope, path, within)

    def _statement(
        self, statement: Statement, found: list[Use], scope: str, path: str, within: Definition
    ) -> None:
        container = _container(statement, scope, within)
        value = statement.value
        if value is not None and statement.kind == "raise":
            found.append(self._raise(value, scope, path))
        if value is not None and statement.kind in ("assign", "augmented", "annotated"):
            for target in statement.targets:
                if target.text in self._variables and self._kept(target, path):
                    assigned = Use("assign", scope, path, statement.line, value, target, container=container)
                    found.append(assigned)
        for expression in (*statement.targets, value, statement.annotation):
            if expression is not None and expression.kind not in _PLAIN:
                self._collect(expression, found, (scope, path, container, ""), None)

    def _kept(self, target: Expression, path: str) -> bool:
        """A variable; in other languages than Python also an attribute of a tool's own object."""
        return target.kind == "name" or (
            target.kind == "attribute" and self._program.facts(path).language != "python"
        )

    def _raise(self, value: Expression, scope: str, path: str) -> Use:
        name = value.operands[0] if value.kind == "call" else value
        return Use("raise", scope, path, name.line, value, name)

    def _expression(
        self,
        expression: Expression,
        scope: str,
        path: str,
        outer: Use | None,
        container: str,
        subject: str = "",
    ) -> list[Use]:
        found: list[Use] = []
        if expression.kind not in _PLAIN:
            self._collect(expression, found, (scope, path, container, subject), outer)
        return found

    def _collect(
        self, expression: Expression, found: list[Use], place: tuple[str, str, str, str], outer: Use | None
    ) -> None:
        """The uses inside an expression that is not plain, outer ones first; into one list, for speed."""
        kind = expression.kind
        scope, path, container, subject = place
        operands = expression.operands
        if kind == "call":
            name = operands[0]
            inner = Use("call", scope, path, expression.line, expression, name, subject, outer, container)
            found.append(inner)
            if name.kind == "attribute":
                name = name.operands[0]
            if name.kind not in _PLAIN:
                self._collect(name, found, place, outer)
            operands, outer = operands[1:], inner
        elif kind == "tuple" and self._pairs and _is_pair(expression):
            found.append(
                Use("pair", scope, path, expression.line, expression, operands[1], subject, outer, container)
            )
        elif kind == "attribute" and self._telling(expression):
            read = Use(kind, scope, path, expression.line, expression, expression, subject, outer, container)
            found.append(read)
        for operand in operands:
            if operand.kind not in _PLAIN:
                self._collect(operand, found, place, outer)

    def _telling(self, attribute: Expression) -> bool:
        return attribute.text in self._attributes or f"{attribute.operands[0].text}." in self._attributes


def _is_pair(expression: Expression) -> bool:
    """Whether a tuple may say which class answers which path."""
    if len(expression.operands) < 2 or expression.operands[1].kind not in ("name", "attribute"):
        return False
    first = expression.operands[0]
    while first.kind in ("binary", "format") and first.operands:
        first = first.operands[0]
    return first.kind in ("name", "attribute", "call") or first.text.startswith(_PATHS)


def _container(statement: Statement, scope: str, within: Definition) -> str:
    if within.kind in ("module", "class") and statement.kind in ("assign", "augmented", "annotated"):
        first = statement.targets[0] if statement.targets else None
        if first is not None and first.kind == "name":
            return f"{scope}.{first.text}"
    return scope
