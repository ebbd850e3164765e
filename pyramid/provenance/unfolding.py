"""What an assertion says, once the names that the test has for it are opened.

``assert row.is_late`` asks what the property returns; ``assert a and b`` asks two things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.provenance.bodies import returned
from pyramid.provenance.frames import Bound, Frame, bound, callee_frames
from pyramid.provenance.journey import Event, Walker

_MAX_DEPTH = 4
_MAX_PARTS = 6
#: A function that is handed over stands in the lines of the call.
_NEAR = 2
#: What answers yes or no.
_ANSWERS = frozenset({"compare", "boolean", "unary", "call"})


def parts(event: Event) -> tuple[Event, ...]:
    """The assertions that an assertion joins by ``and``; itself when it joins none."""
    if event.kind != "assert":
        return (event,)
    found = tuple(_joined(event.expression))[:_MAX_PARTS]
    return tuple(replace(event, expression=each) for each in found) if len(found) > 1 else (event,)


def opened(event: Event, program: Program, walker: Walker) -> tuple[Event, bool]:
    """The assertion behind a property, or a helper of one line, that answers yes or no; and whether
    it stands negated."""
    negated = False
    for _ in range(_MAX_DEPTH):
        test = event.expression
        while test.kind == "unary" and test.text == "not":
            test, negated = test.operands[0], not negated
        told = _behind(test, event.frame, program, walker) if test.kind in ("attribute", "call") else None
        if told is None:
            return replace(event, expression=test), negated
        event = replace(event, expression=told.expression, frame=told.frame)
    return event, negated


def first_line(event: Event) -> int:
    """The first line of the statement; of one in a function written out in a call, that of the call."""
    line = event.statement.line
    scope, around = event.frame.calls[-1] if event.frame.calls else ("", 0)
    written_there = event.frame.scope.startswith(f"{scope}.") and 0 < line - around <= _NEAR
    return around if written_there else line


def members(program: Program, expression: Expression, frame: Frame) -> Iterator[Frame]:
    """The frames of the properties that an attribute may be, bound to their receiver."""
    receiver = expression.operands[0]
    given = bound(receiver, frame) or (Bound(receiver, frame),)
    for each in given:
        for value in program.values(each.frame.scope, each.expression):
            name = program.member(value.name, expression.text) if value.kind == "instance" else None
            known = program.symbols().get(name) if name else None
            if known is None or known.kind not in ("function", "async") or known.name in frame.trail:
                continue
            own = [parameter.name for parameter in program.definition(known.name).parameters[:1]]
            yield Frame(known.name, dict.fromkeys(own, given), (*frame.trail, known.name), frame.calls)


def _joined(expression: Expression) -> Iterator[Expression]:
    if expression.kind == "boolean" and expression.text == "and":
        for operand in expression.operands:
            yield from _joined(operand)
    else:
        yield expression


def _behind(test: Expression, frame: Frame, program: Program, walker: Walker) -> Bound | None:
    found = callee_frames(program, test, frame) if test.kind == "call" else members(program, test, frame)
    for inner in found:
        if inner.scope.rpartition(".")[2] == "__init__" or not walker.follows(inner.scope):
            return None
        definition = program.definition(inner.scope)
        said = [each for each in definition.body if not _is_docstring(each.kind, each.value)]
        answers = list(returned(definition))
        if len(said) == 1 and len(answers) == 1 and answers[0].kind in _ANSWERS:
            return Bound(answers[0], inner)
        return None
    return None


def _is_docstring(kind: str, value: Expression | None) -> bool:
    return kind == "expression" and value is not None and value.kind == "string"
