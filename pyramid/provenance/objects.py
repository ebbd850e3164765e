"""What an attribute of a page object or an entry of a table stands for.

``page.heading`` is what the constructor that made ``page`` gave to ``self.heading``: its own
assignment, or that of a base class to which it hands the value on by ``super().__init__(...)``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.provenance.bodies import entries, expressions, returned, statements
from pyramid.provenance.frames import Bound, Frame, bound, callee_frames

_MAX_DEPTH = 6
_MOST = 3


def attribute(program: Program, expression: Expression, frame: Frame, depth: int = 0) -> tuple[Bound, ...]:
    """The values that the receiver's constructor gave to an attribute; empty when none is known."""
    if expression.kind != "attribute" or depth > _MAX_DEPTH:
        return ()
    found: list[Bound] = []
    for made in _constructors(program, expression.operands[0], frame, depth):
        found.extend(_assigned(program, made, expression.text, depth))
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def made_for(program: Program, expression: Expression, frame: Frame) -> tuple[Bound, ...]:
    """What the constructor of the object that an expression stands for was given."""
    if expression.kind not in ("name", "attribute"):
        return ()
    found = (
        given
        for made in _constructors(program, expression, frame, 0)
        for name, values in made.bindings.items()
        if name not in ("self", "cls")
        for given in values
    )
    return tuple(found)[:_MOST]


def entry(program: Program, expression: Expression, frame: Frame, depth: int = 0) -> tuple[Bound, ...]:
    """The values under a literal key of a table that is written out where the name was given it."""
    if expression.kind != "subscript" or depth > _MAX_DEPTH or len(expression.operands) < 2:
        return ()
    key = expression.operands[1]
    if key.kind != "string":
        return ()
    return tuple(
        Bound(value, table.frame)
        for table in _tables(program, expression.operands[0], frame, depth)
        for name, value in entries(table.expression)
        if name == key.text
    )[:_MOST]


def _tables(program: Program, expression: Expression, frame: Frame, depth: int) -> Iterator[Bound]:
    if depth > _MAX_DEPTH:
        return
    if expression.kind == "dict":
        yield Bound(expression, frame)
    elif (
        expression.kind == "call" and len(expression.operands) == 2 and expression.operands[1].kind == "dict"
    ):
        # A type of one's own around a plain table.
        yield Bound(expression.operands[1], frame)
    elif expression.kind in ("name", "attribute"):
        for given in bound(expression, frame):
            yield from _tables(program, given.expression, given.frame, depth + 1)
        for scope, origin in program.origins(frame.scope, expression)[:_MOST]:
            yield from _tables(program, origin, _at(scope, frame), depth + 1)


def _constructors(program: Program, receiver: Expression, frame: Frame, depth: int) -> Iterator[Frame]:
    """The frames of the constructors that may have made the receiver, those with arguments first."""
    if depth > _MAX_DEPTH:
        return
    known = False
    for made in _made(program, receiver, frame, depth):
        known = True
        yield made
    if known:
        return
    for value in program.values(frame.scope, receiver):
        maker = program.member(value.name, "__init__") if value.kind == "instance" else None
        if maker is not None and maker in program.symbols():
            yield Frame(maker, {}, (*frame.trail, maker))


def _made(program: Program, receiver: Expression, frame: Frame, depth: int) -> Iterator[Frame]:
    if receiver.kind == "call":
        for inner in callee_frames(program, receiver, frame):
            if inner.scope.endswith(".__init__"):
                yield inner
            elif depth < _MAX_DEPTH:
                for value in returned(program.definition(inner.scope)):
                    yield from _made(program, value, inner, depth + 1)
    elif receiver.kind in ("name", "attribute") and depth < _MAX_DEPTH:
        given = bound(receiver, frame) or attribute(program, receiver, frame, depth + 1)
        for each in given:
            yield from _constructors(program, each.expression, each.frame, depth + 1)
        for scope, origin in () if given else program.origins(frame.scope, receiver)[:_MOST]:
            yield from _made(program, origin, _at(scope, frame), depth + 1)


def _assigned(program: Program, made: Frame, name: str, depth: int) -> Iterator[Bound]:
    definition = program.definition(made.scope)
    if not definition.parameters:
        return
    own = definition.parameters[0].name
    found = False
    for statement in statements(definition):
        for target in statement.targets if statement.value is not None else ():
            if target.kind == "attribute" and target.text == name and target.operands[0].text == own:
                found = True
                assert statement.value is not None
                yield from bound(statement.value, made) or (Bound(statement.value, made),)
    if found or depth > _MAX_DEPTH:
        return
    for call in expressions(definition):
        if call.kind == "call" and call.text == "__init__":
            for base in callee_frames(program, call, made):
                yield from _assigned(program, base, name, depth + 1)


def _at(scope: str, frame: Frame) -> Frame:
    return frame if scope == frame.scope else Frame(scope, {}, frame.trail)
