"""Where an expression is read: its scope, and what the parameters there are known to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyramid.model.facts import Definition, Expression


@dataclass(frozen=True, slots=True)
class Frame:
    """A scope, with the arguments of the call that is being followed, if any."""

    scope: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Argument:
    """An expression in the frame of the caller; ``rest`` for what a starred parameter takes."""

    frame: Frame
    expression: Expression | None
    rest: tuple[Expression, ...] = ()


def bind(
    call: Expression, definition: Definition, caller: Frame, method: bool, scope: str = ""
) -> dict[str, Argument]:
    """What each parameter of ``definition`` (whose symbol is ``scope``) is in this call, or by default."""
    parameters = list(definition.parameters)
    bound: dict[str, Argument] = {}
    if method and parameters and parameters[0].kind in ("positional", "positional-only"):
        callee = call.operands[0]
        if callee.kind == "attribute":
            bound[parameters[0].name] = Argument(caller, callee.operands[0])
        parameters = parameters[1:]
    positional = [each for each in parameters if each.kind in ("positional", "positional-only")]
    keywords = {each.name for each in parameters if each.kind in ("positional", "keyword-only")}
    given = [expression for keyword, expression in arguments(call) if keyword == ""]
    for parameter, expression in zip(positional, given, strict=False):
        bound[parameter.name] = Argument(caller, expression)
    for parameter in parameters:
        if parameter.kind == "*":
            bound[parameter.name] = Argument(caller, None, tuple(given[len(positional) :]))
    for keyword, expression in arguments(call):
        if keyword in keywords:
            bound[keyword] = Argument(caller, expression)
    for parameter in parameters:
        if parameter.default is not None and scope:
            bound.setdefault(parameter.name, Argument(Frame(scope), parameter.default))
    return bound


def arguments(call: Expression) -> list[tuple[str, Expression]]:
    """Keyword ("" for positional, ``*`` and ``**`` for unpacked) and expression of each argument."""
    given = call.operands[1:]
    return list(zip(call.keywords or ("",) * len(given), given, strict=False))
