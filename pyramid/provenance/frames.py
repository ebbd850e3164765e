"""Calls followed with their arguments: which text does a helper compare in *this* test?

A frame binds the parameters of a followed function to the expressions given at the call, each
with the frame it stands in; loops over literals and parametrised tests bind several.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyramid.model.facts import Definition, Expression, Parameter
from pyramid.model.program import Program, Value

MAX_ALTERNATIVES = 8
#: How many names are followed to a literal; a name may be assigned from itself.
_MAX_STEPS = 12
_FOR_EACH = frozenset({"forEach", "map", "each"})


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """An expression and the frame in which it is to be read."""

    expression: Expression
    frame: Frame


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The body being read, and what its names were bound to on the way in.

    ``trail`` are the functions entered, ``calls`` the (scope, line) of each call on the way.
    """

    scope: str
    bindings: Mapping[str, tuple[Bound, ...]] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    calls: tuple[tuple[str, int], ...] = ()

    def with_bindings(self, more: Mapping[str, tuple[Bound, ...]]) -> Frame:
        """The same body with more names bound."""
        return Frame(self.scope, {**self.bindings, **more}, self.trail, self.calls)


def test_frame(program: Program, symbol: str) -> Frame:
    """The frame of a test: the values of its parametrisation bound to its parameters."""
    frame = Frame(symbol, {}, (symbol,))
    definition = program.definition(symbol)
    known = {parameter.name for parameter in definition.parameters}
    bindings: dict[str, tuple[Bound, ...]] = {}
    for decorator in definition.decorators:
        bindings.update(_parametrised(decorator, known, Frame(symbol)))
    return frame.with_bindings(bindings)


def callee_frames(program: Program, call: Expression, frame: Frame) -> Iterator[Frame]:
    """The frames of the project functions that a call runs, constructors included."""
    for value, around in _callees(program, call.operands[0], frame):
        symbol = _run_by(program, value)
        if symbol in program.symbols() and symbol not in frame.trail:
            yield entered(program, symbol, call, frame, around)


def callees(program: Program, scope: str, call: Expression) -> tuple[str, ...]:
    """The project functions that a call runs, constructors included."""
    found: list[str] = []
    for value in program.values(scope, call.operands[0]):
        symbol = _run_by(program, value)
        if symbol in program.symbols():
            found.append(symbol)
    return tuple(found)


def entered(
    program: Program, symbol: str, call: Expression, frame: Frame, around: Frame | None = None
) -> Frame:
    """The frame of one function that a call runs; ``around`` is the one that names the function."""
    definition = program.definition(symbol)
    skip = 1 if _is_method(program, symbol, definition) else 0
    bindings = {
        **_closed_over(symbol, definition, around or frame),
        **dict(_arguments(definition.parameters[skip:], call, frame, Frame(symbol))),
    }
    if skip and definition.parameters:
        bindings.update(_receiver(definition.parameters[0].name, call, frame))
    calls = (*frame.calls, (frame.scope, call.line))
    return Frame(symbol, bindings, (*frame.trail, symbol), calls)


def _run_by(program: Program, value: Value) -> str:
    """The function that calling a value runs: a class runs its constructor."""
    if value.kind == "class":
        return program.member(value.name, "__init__") or ""
    return value.name if value.kind == "function" else ""


def _callees(program: Program, callee: Expression, frame: Frame) -> Iterator[tuple[Value, Frame]]:
    """What is called, with the frame that names it: a parameter stands for what the caller handed over."""
    given = [each for each in bound(callee, frame) if each.expression is not callee]
    for each in given:
        for value in program.values(each.frame.scope, each.expression):
            yield value, each.frame
    for value in () if given else program.values(frame.scope, callee):
        yield value, frame


def _closed_over(symbol: str, definition: Definition, around: Frame) -> Mapping[str, tuple[Bound, ...]]:
    """What a function inside another one knows of the names of the outer one."""
    if not symbol.startswith(f"{around.scope}."):
        return {}
    own = {parameter.name for parameter in definition.parameters}
    return {name: found for name, found in around.bindings.items() if name not in own}


def handed_frames(program: Program, call: Expression, frame: Frame) -> Iterator[tuple[Frame, bool]]:
    """The frames of the functions that a call hands to a tool, and whether they run for each element."""
    callee = call.operands[0]
    values: list[tuple[Bound, ...]] = []
    if callee.kind == "attribute" and callee.text in _FOR_EACH:
        values = elements(program, callee.operands[0], frame)
    for argument in call.operands[1:]:
        if argument.kind not in ("function", "name", "attribute"):
            continue
        for value in program.values(frame.scope, argument):
            if value.kind != "function" or value.name in frame.trail or value.name not in program.symbols():
                continue
            definition = program.definition(value.name)
            parameters = definition.parameters
            given = (
                bind_target(Expression("name", 0, parameters[0].name), values)
                if values and parameters
                else {}
            )
            kept = _closed_over(value.name, definition, frame)
            calls = (*frame.calls, (frame.scope, call.line))
            trail = (*frame.trail, value.name)
            yield Frame(value.name, {**kept, **given}, trail, calls), callee.text in _FOR_EACH


def bound(expression: Expression, frame: Frame) -> tuple[Bound, ...]:
    """What a name was bound to on the way in; empty when it was not."""
    return frame.bindings.get(expression.text, ()) if expression.kind == "name" else ()


def elements(program: Program, iterable: Expression, frame: Frame, depth: int = 0) -> list[tuple[Bound, ...]]:
    """The elements of a literal (or of a name that stands for one), items of dictionaries as pairs."""
    if depth > _MAX_STEPS:
        return []
    if iterable.kind in ("tuple", "list", "set"):
        return [(Bound(element, frame),) for element in iterable.operands]
    if iterable.kind == "dict":
        pairs = zip(iterable.operands[::2], iterable.operands[1::2], strict=False)
        return [(Bound(key, frame), Bound(value, frame)) for key, value in pairs if key.kind != "starred"]
    if iterable.kind == "call" and iterable.operands[0].kind == "attribute":
        pairs_of = elements(program, iterable.operands[0].operands[0], frame, depth + 1)
        pick = {"items": slice(0, 2), "keys": slice(0, 1), "values": slice(1, 2)}.get(iterable.text)
        return [pair[pick] for pair in pairs_of] if pick and not iterable.operands[1:] else []
    for given in bound(iterable, frame):
        return elements(program, given.expression, given.frame, depth + 1)
    for scope, origin in (
        program.origins(frame.scope, iterable) if iterable.kind in ("name", "attribute") else ()
    ):
        return elements(program, origin, Frame(scope), depth + 1)
    return []


def bind_target(target: Expression, values: Sequence[tuple[Bound, ...]]) -> dict[str, tuple[Bound, ...]]:
    """Bind a loop's target (a name or a tuple of names) to every element."""
    names = [part.text for part in target.operands] if target.kind in ("tuple", "list") else [target.text]
    table: dict[str, list[Bound]] = {name: [] for name in names}
    for value in values[:MAX_ALTERNATIVES]:
        parts = value
        if len(names) > 1 and len(value) == 1 and value[0].expression.kind in ("tuple", "list"):
            parts = tuple(Bound(part, value[0].frame) for part in value[0].expression.operands)
        for name, part in zip(names, parts, strict=False):
            table[name].append(part)
    return {name: tuple(found) for name, found in table.items() if found}


def _parametrised(decorator: Expression, known: set[str], frame: Frame) -> dict[str, tuple[Bound, ...]]:
    """A decorator whose first argument names parameters and whose second lists their values."""
    if decorator.kind != "call" or len(decorator.operands) < 3:
        return {}
    names, values = decorator.operands[1], decorator.operands[2]
    if names.kind == "string":
        listed = [name.strip() for name in names.text.split(",") if name.strip()]
    else:
        listed = [part.text for part in names.operands if part.kind == "string"]
    if not listed or not set(listed) <= known or values.kind not in ("list", "tuple"):
        return {}
    target = Expression(
        "tuple", names.line, "", tuple(Expression("name", names.line, name) for name in listed)
    )
    if len(listed) == 1:
        target = target.operands[0]
    return bind_target(target, [(Bound(_plain(value, len(listed)), frame),) for value in values.operands])


def _plain(value: Expression, width: int) -> Expression:
    """``param(a, b, id=…)`` stands for its positional arguments."""
    if value.kind != "call":
        return value
    words = value.keywords or ("",) * (len(value.operands) - 1)
    given = tuple(part for part, word in zip(value.operands[1:], words, strict=True) if word == "")
    if width == 1:
        return given[0] if len(given) == 1 else value
    return Expression("tuple", value.line, "", given) if len(given) == width else value


def _is_method(program: Program, symbol: str, definition: Definition) -> bool:
    owner = program.symbols().get(symbol.rpartition(".")[0])
    if owner is None or owner.kind != "class":
        return False
    return not any(decorator.text == "staticmethod" for decorator in definition.decorators)


def _arguments(
    parameters: Sequence[Parameter], call: Expression, frame: Frame, own: Frame
) -> Iterator[tuple[str, tuple[Bound, ...]]]:
    positional = [p for p in parameters if p.kind in ("positional-only", "positional")]
    given: dict[str, Expression] = {}
    words = call.keywords or ("",) * (len(call.operands) - 1)
    place = 0
    for argument, word in zip(call.operands[1:], words, strict=True):
        if word == "" and place < len(positional):
            given[positional[place].name] = argument
            place += 1
        elif word not in ("", "*", "**"):
            given[word] = argument
    for parameter in parameters:
        if parameter.name in given:
            yield parameter.name, _resolve(given[parameter.name], frame)
        elif parameter.default is not None:
            yield parameter.name, (Bound(parameter.default, own),)


def _receiver(own: str, call: Expression, frame: Frame) -> Mapping[str, tuple[Bound, ...]]:
    """What the method's first parameter stands for; a base class's method has the caller's own."""
    if call.operands[0].kind != "attribute":
        return {}
    receiver = call.operands[0].operands[0]
    if receiver.kind == "call" and receiver.text == "super":
        return {own: given} if (given := frame.bindings.get(own, ())) else {}
    return {own: _resolve(receiver, frame)}


def _resolve(argument: Expression, frame: Frame) -> tuple[Bound, ...]:
    """An argument that is itself a bound name stands for what that was bound to."""
    return bound(argument, frame) or (Bound(argument, frame),)
