"""Walking the bodies of functions: statements, expressions, returned values."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.facts import Definition, Expression, Statement


def statements(definition: Definition) -> Iterator[Statement]:
    """Every statement of the own body, blocks included, nested definitions excluded."""
    stack = list(reversed(definition.body))
    while stack:
        statement = stack.pop()
        yield statement
        stack.extend(reversed(statement.body))


def expressions(definition: Definition) -> Iterator[Expression]:
    """Every expression of the own body, outer before inner; bare string statements excluded."""
    for statement in statements(definition):
        if (
            statement.kind == "expression"
            and statement.value is not None
            and statement.value.kind == "string"
        ):
            continue
        for root in (*statement.targets, statement.value, statement.annotation):
            if root is not None:
                yield from inside(root)


def inside(expression: Expression) -> Iterator[Expression]:
    """An expression and everything in it, outer before inner."""
    if not expression.operands:
        yield expression
        return
    stack = [expression]
    while stack:
        found = stack.pop()
        yield found
        if found.operands:
            stack.extend(reversed(found.operands))


def returned(definition: Definition) -> Iterator[Expression]:
    """The values of the own return statements."""
    for statement in statements(definition):
        if statement.kind == "return" and statement.value is not None:
            yield statement.value


def keywords(call: Expression) -> Iterator[tuple[str, Expression]]:
    """The keyword arguments of a call."""
    if call.keywords:
        for word, argument in zip(call.keywords, call.operands[1:], strict=True):
            if word not in ("", "*", "**"):
                yield word, argument


def entries(mapping: Expression) -> Iterator[tuple[str, Expression]]:
    """The items of a dictionary display that have a literal string key."""
    for key, value in zip(mapping.operands[::2], mapping.operands[1::2], strict=False):
        if key.kind == "string":
            yield key.text, value


def pick(call: Expression, place: str) -> Expression | None:
    """The expression at a ``place`` slot: ``arg:0``, ``arg:name``, ``receiver``, ``receiver/arg:0``."""
    found: Expression | None = call
    for step in place.split("/"):
        kind, _, key = step.partition(":")
        while kind == "arg" and found is not None and (found.kind == "attribute" or _is_link(found, call)):
            found = _receiver(found)  # ``check(it).not.equals(2)``, ``check(it).not().equals(2)``
        if found is None or found.kind not in ("call", "attribute"):
            return None
        found = _receiver(found) if kind == "receiver" else found if kind == "here" else _argument(found, key)
    return found


def _is_link(found: Expression, call: Expression) -> bool:
    """A call without arguments on the way to the one that is meant."""
    if found is call or found.kind != "call" or len(found.operands) > 1:
        return False
    callee = found.operands[0]
    return callee.kind == "attribute" and callee.operands[0].kind in ("call", "attribute")


def _receiver(expression: Expression) -> Expression | None:
    callee = expression.operands[0] if expression.kind == "call" else expression
    return callee.operands[0] if callee.kind == "attribute" else None


def _argument(call: Expression, key: str) -> Expression | None:
    if call.kind != "call":
        return None
    words = call.keywords or ("",) * (len(call.operands) - 1)
    given = list(zip(words, call.operands[1:], strict=True))
    if not key.isdigit():
        return next((argument for word, argument in given if word == key), None)
    positional = [argument for word, argument in given if word == ""]
    return positional[int(key)] if int(key) < len(positional) else None
