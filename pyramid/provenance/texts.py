"""The strings an expression may have, at the place and time where a test uses it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.provenance.frames import MAX_ALTERNATIVES, Frame, bound
from pyramid.provenance.objects import attribute, entry

_UNKNOWN = "\0"
_MAX_DEPTH = 8


def texts(program: Program, expression: Expression, frame: Frame) -> tuple[str, ...]:
    """The strings an expression may have here; each unknown part is a NUL character."""
    found = tuple(dict.fromkeys(_texts(program, expression, frame, 0)))
    return found[:MAX_ALTERNATIVES]


def _texts(program: Program, expression: Expression, frame: Frame, depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        yield _UNKNOWN
    elif expression.kind == "string" or expression.kind in ("number", "constant"):
        yield expression.text
    elif expression.kind == "format":
        parts = [tuple(_texts(program, part, frame, depth + 1))[:3] for part in expression.operands]
        for combination in list(product(*parts))[:MAX_ALTERNATIVES]:
            yield "".join(combination)
    elif given := (
        bound(expression, frame) or attribute(program, expression, frame) or entry(program, expression, frame)
    ):
        for value in given:
            yield from _texts(program, value.expression, value.frame, depth + 1)
    else:
        text = program.text(frame.scope, expression)
        yield text.pattern if text is not None else _UNKNOWN
