"""What a test's own names stand for when no text is known: the same name typed in and looked for.

A value that is made up at run time (``const email = randomEmail()``) has no text in the code.  Its
token says which value it is: where the value was made, or the name that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.provenance.frames import Frame, bound

MARK = "\1"
_MAX_DEPTH = 7
_MAX_PARTS = 40
_VALUES = frozenset({"name", "attribute", "subscript", "format", "binary"})


def tokens(program: Program, expression: Expression, frame: Frame, depth: int = 0) -> Iterator[str]:
    """The tokens of a value that is typed in or expected; none for what is written out."""
    if depth > _MAX_DEPTH:
        return
    if expression.kind == "name":
        given = [each for each in bound(expression, frame) if each.expression is not expression]
        for each in given:
            yield from tokens(program, each.expression, each.frame, depth + 1)
        if not given:
            yield f"{MARK}{_path(program, frame)}:{expression.text}"
    elif expression.kind == "call":
        yield f"{MARK}{frame.scope}:{expression.line}:{expression.text}"
    elif expression.kind in ("attribute", "subscript"):
        part = expression.text or (expression.operands[1].text if len(expression.operands) > 1 else "")
        for base in tokens(program, expression.operands[0], frame, depth + 1):
            yield f"{base}.{part}"
    elif expression.kind in ("format", "binary", "await"):
        for operand in expression.operands:
            yield from tokens(program, operand, frame, depth + 1)


def sought(program: Program, expression: Expression, frame: Frame) -> frozenset[str]:
    """The tokens in the arguments of a check and of the locators that it looks through."""
    return frozenset(list(_sought(program, expression, frame, 0))[:_MAX_PARTS])


def _sought(program: Program, expression: Expression, frame: Frame, depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        return
    values: tuple[Expression, ...] = expression.operands
    if expression.kind == "call":
        yield from _sought(program, expression.operands[0], frame, depth + 1)
        values = expression.operands[1:]
    elif expression.kind == "dict":
        values = expression.operands[1::2]
    elif expression.kind == "name":
        for each in bound(expression, frame):
            if each.expression is not expression:
                yield from _sought(program, each.expression, each.frame, depth + 1)
    for value in values if expression.kind != "function" else ():
        if expression.kind in ("call", "dict") and value.kind in _VALUES:
            yield from tokens(program, value, frame)
        yield from _sought(program, value, frame, depth + 1)


def shown(text: str) -> str:
    """A text, or the name that a token stands for, as a reader wants it."""
    return text.rpartition(":")[2] if text.startswith(MARK) else text


def _path(program: Program, frame: Frame) -> str:
    symbol = program.symbols().get(frame.scope)
    return symbol.path if symbol else frame.scope
