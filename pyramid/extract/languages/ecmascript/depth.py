"""How deep an expression may nest, because every reader of the facts recurses over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyramid.model.facts import Definition, Expression, FileFacts, Statement

#: Levels of one expression; a chain ``a.b().c()`` has one for each dot and each call.
EXPRESSION_LIMIT = 300


class TooDeep(ValueError):
    """The code nests deeper than any reader accepts."""


def check_expressions(facts: FileFacts) -> None:
    """Raise TooDeep when an expression has more than ``EXPRESSION_LIMIT`` levels."""
    level = [root.operands for definition in facts.definitions for root in _roots(definition)]
    for _ in range(EXPRESSION_LIMIT):
        level = [node.operands for operands in level for node in operands if node.operands]
        if not level:
            return
    raise TooDeep(f"an expression has more than {EXPRESSION_LIMIT} levels")


def _roots(definition: Definition) -> Iterator[Expression]:
    yield from definition.decorators
    yield from definition.bases
    for parameter in definition.parameters:
        yield from filter(None, (parameter.annotation, parameter.default))
    if definition.returns is not None:
        yield definition.returns
    yield from _in_statements(definition.body)


def _in_statements(body: Iterable[Statement]) -> Iterator[Expression]:
    for statement in body:
        yield from statement.targets
        yield from filter(None, (statement.value, statement.annotation))
        if statement.body:
            yield from _in_statements(statement.body)
