"""The strings an expression may have, at the place and time where a test uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.provenance.frames import MAX_ALTERNATIVES, Frame, bound
from pyramid.provenance.objects import attribute, entry

_UNKNOWN = "\0"
_ESCAPED = re.compile(r"\\([^\w\s]|\s)")
_OPEN = re.compile(r"(?:\\[a-zA-Z]|\[[^\]]*\]|\.(?=[*+?{])|\([^()]*\|[^()]*\))(?:[*+?]|\{[\d,]*\})*\??|[*+?]")
_MAX_DEPTH = 8


def texts(program: Program, expression: Expression, frame: Frame) -> tuple[str, ...]:
    """The strings an expression may have here; each unknown part is a NUL character."""
    found = tuple(dict.fromkeys(_texts(program, expression, frame, 0)))
    return found[:MAX_ALTERNATIVES]


def plain_pattern(pattern: str) -> str:
    """What a regular expression wants to see, as a text: what may be anything is a NUL, anchors are gone."""
    held = _ESCAPED.sub(lambda match: f"\1{ord(match[1])}\1", pattern.removeprefix("(?i)"))
    opened = _OPEN.sub(_UNKNOWN, held.removeprefix("^").removesuffix("$"))
    shown = re.sub("\1(\\d+)\1", lambda match: chr(int(match[1])), opened)
    return re.sub("\0+", _UNKNOWN, shown)


def _searched(expression: Expression) -> Expression | None:
    """The pattern of ``re.compile(pattern)``, and the text in ``re.escape(text)``."""
    if (
        expression.kind != "call"
        or expression.text not in ("compile", "escape")
        or len(expression.operands) < 2
    ):
        return None
    callee = expression.operands[0]
    named = callee.kind == "attribute" and callee.operands[0].text in ("re", "regex")
    return expression.operands[1] if named and len(expression.operands) > 1 else None


def _texts(program: Program, expression: Expression, frame: Frame, depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        yield _UNKNOWN
    elif expression.kind == "string" or expression.kind in ("number", "constant"):
        yield expression.text
    elif expression.kind == "format":
        parts = [tuple(_texts(program, part, frame, depth + 1))[:3] for part in expression.operands]
        for combination in list(product(*parts))[:MAX_ALTERNATIVES]:
            yield "".join(combination)
    elif (pattern := _searched(expression)) is not None:
        read = plain_pattern if expression.text == "compile" else str
        yield from map(read, _texts(program, pattern, frame, depth + 1))
    elif given := (
        bound(expression, frame) or attribute(program, expression, frame) or entry(program, expression, frame)
    ):
        for value in given:
            yield from _texts(program, value.expression, value.frame, depth + 1)
    else:
        text = program.text(frame.scope, expression)
        yield text.pattern if text is not None else _UNKNOWN
