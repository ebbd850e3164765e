"""The strings an expression may have, at the place and time where a test uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.provenance.bodies import returned
from pyramid.provenance.frames import MAX_ALTERNATIVES, Frame, bound, callee_frames
from pyramid.provenance.objects import attribute, entry

_UNKNOWN = "\0"
_ESCAPED = re.compile(r"\\([^\w\s]|\s)")
_OPEN = re.compile(r"(?:\\[a-zA-Z]|\[[^\]]*\]|\.(?=[*+?{])|\([^()]*\|[^()]*\))(?:[*+?]|\{[\d,]*\})*\??|[*+?]")
_MAX_DEPTH = 8
_MAX_TRAIL = 6
#: Names of functions that make or change an address.
_ADDRESS = re.compile(r"ur[il](?!l)|join", re.IGNORECASE)
_DISPLAYS = frozenset({"list", "tuple", "set", "dict"})


def texts(program: Program, expression: Expression, frame: Frame) -> tuple[str, ...]:
    """The strings an expression may have here; each unknown part is a NUL character."""
    found = tuple(dict.fromkeys(_texts(program, expression, frame, 0)))
    return found[:MAX_ALTERNATIVES]


def shown(program: Program, expression: Expression, frame: Frame) -> tuple[str, ...]:
    """The strings that an expected value consists of: of a list or a table each one that is in it."""
    if expression.kind not in _DISPLAYS or not expression.operands:
        return texts(program, expression, frame)
    parts = expression.operands[1::2] if expression.kind == "dict" else expression.operands
    found = (text for part in parts[:MAX_ALTERNATIVES] for text in shown(program, part, frame))
    return tuple(dict.fromkeys(found))[:MAX_ALTERNATIVES]


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
        if expression.kind == "call" and (text is None or not text.pattern.strip(_UNKNOWN)):
            yield from _given_by(program, expression, frame, depth)
        elif expression.kind == "binary" and expression.text == "+" and (text is None or not text.known):
            yield from _added(program, expression, frame, depth)
        else:
            yield text.pattern if text is not None else _UNKNOWN


def _given_by(program: Program, call: Expression, frame: Frame, depth: int) -> Iterator[str]:
    """What a function of the test's own gives; of one that makes an address what its arguments say."""
    said: list[str] = []
    for inner in callee_frames(program, call, frame):
        if not inner.scope.endswith(".__init__") and len(inner.trail) <= _MAX_TRAIL:
            for value in returned(program.definition(inner.scope)):
                said.extend(_texts(program, value, inner, depth + 2))
    known = [text for text in said if text.strip(_UNKNOWN)]
    parts = [tuple(_texts(program, part, frame, depth + 1))[:1] for part in call.operands[1:]]
    makes_address = bool(_ADDRESS.search(call.text)) and bool(parts)
    if known:
        yield from known
    elif makes_address and "join" in call.text.lower():
        pieces = [text.strip("/") for part in parts for text in part if text != _UNKNOWN]
        yield _UNKNOWN + "".join(f"/{piece}" for piece in pieces if piece)
    elif makes_address:
        yield from parts[0]
    else:
        yield _UNKNOWN


def _added(program: Program, expression: Expression, frame: Frame, depth: int) -> Iterator[str]:
    sides = [tuple(_texts(program, side, frame, depth + 1))[:3] for side in expression.operands]
    for combination in list(product(*sides))[:MAX_ALTERNATIVES]:
        yield "".join(combination)
