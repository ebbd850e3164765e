"""Which expression of a call a slot's source means."""

from __future__ import annotations

from collections.abc import Sequence

from pyramid.model.facts import Expression
from pyramid.recognize.frames import arguments


def pick(expression: Expression | None, place: str) -> Expression | None:
    """The expression at a ``place`` slot (``arg:0``, ``arg:name``, ``receiver``, ``receiver/arg:0``)."""
    kind, _, key = place.partition(":")
    if expression is None:
        return None
    if kind == "receiver":
        return receiver(expression)
    if kind == "receiver/arg":
        inner = called(expression)
        return argument(inner, key) if inner is not None else None
    if kind == "option":
        return option(expression, key)
    return argument(expression, key) if kind == "arg" else None


def receiver(expression: Expression) -> Expression | None:
    """What a method is called on, or an attribute is read from."""
    name = expression.operands[0] if expression.kind == "call" else expression
    while name.kind == "call":
        name = name.operands[0]
    return _awaited(name.operands[0]) if name.kind == "attribute" and name.operands else None


def called(expression: Expression) -> Expression | None:
    """The call that a method is called on, also through attributes and calls that are given nothing.

    ``check(it).not.equals(2)``, ``check(it).not().equals(2)``.
    """
    inner = receiver(expression)
    while inner is not None and (inner.kind == "attribute" or _is_link(inner)):
        inner = receiver(inner)
    return inner if inner is not None and inner.kind == "call" else None


def _is_link(call: Expression) -> bool:
    """A call without arguments in a chain of calls."""
    if call.kind != "call" or len(call.operands) > 1 or call.operands[0].kind != "attribute":
        return False
    return call.operands[0].operands[0].kind in ("call", "attribute")


def argument(call: Expression, key: str) -> Expression | None:
    """The argument at a position (from 0) or of a keyword."""
    if call.kind != "call":
        return None
    given = arguments(call)
    if key.isdigit():
        positional = positional_arguments(call)
        return positional[int(key)] if int(key) < len(positional) else None
    return next((each for keyword, each in given if keyword == key), None)


def option(call: Expression, key: str) -> Expression | None:
    """The value under a key of the dictionaries written out among the arguments."""
    for each in call.operands[1:] if call.kind == "call" else ():
        for name, value in zip(each.operands[::2], each.operands[1::2], strict=False):
            if each.kind == "dict" and name.kind == "string" and name.text == key:
                return value
    return None


def option_names(call: Expression) -> Sequence[str]:
    """The keys of the dictionaries written out among the arguments, each also behind the callee's name."""
    return [
        found
        for each in call.operands[1:]
        if each.kind == "dict"
        for name in each.operands[::2]
        if name.kind == "string"
        for found in (f"{call.text}.{name.text}", name.text)
    ]


def positional_arguments(call: Expression) -> Sequence[Expression]:
    """The positional arguments up to the first unpacked one."""
    found: list[Expression] = []
    for keyword, each in arguments(call):
        if keyword == "*":
            break
        if keyword == "":
            found.append(each)
    return found


def _awaited(expression: Expression) -> Expression:
    return expression.operands[0] if expression.kind == "await" and expression.operands else expression
