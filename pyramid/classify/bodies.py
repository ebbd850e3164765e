"""Walking the statements and expressions of a body, without those of nested definitions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyramid.model.facts import Definition, Expression, Statement


def statements(body: Iterable[Statement]) -> Iterator[Statement]:
    """All statements in source order, those inside blocks included."""
    todo = list(body)[::-1]
    while todo:
        statement = todo.pop()
        yield statement
        todo.extend(reversed(statement.body))


def expressions(roots: Iterable[Expression]) -> Iterator[Expression]:
    """The expressions and everything inside them."""
    todo = list(roots)[::-1]
    while todo:
        expression = todo.pop()
        yield expression
        todo.extend(reversed(expression.operands))


def roots(statement: Statement) -> Iterator[Expression]:
    """The expressions that a statement holds itself."""
    if statement.value is not None:
        yield statement.value
    yield from statement.targets


def called_on(definition: Definition, names: Collection[str]) -> frozenset[str]:
    """Methods called on these variables (``name.method()``), and the variables that are called."""
    found: set[str] = set()
    for statement in statements(definition.body):
        for expression in expressions(roots(statement)):
            callee = expression.operands[0] if expression.kind == "call" else None
            if callee is None:
                continue
            base = callee.operands[0] if callee.kind == "attribute" else callee
            if base.kind == "name" and base.text in names:
                found.add(callee.text)
    return frozenset(found)
