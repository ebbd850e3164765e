"""Cases that a test runner hands to a test or a fixture, one after the other."""

from __future__ import annotations

from pyramid.link.containers import elements
from pyramid.link.invoke import element
from pyramid.link.refs import Ref, Scope
from pyramid.link.walk import Values, Walk, cell_of, evaluate, union
from pyramid.model.facts import Expression


def parametrised(walk: Walk, scope: Scope) -> None:
    """Fill the parameters of a test with their cases."""
    outer = Walk(walk.engine, scope.parent or scope)
    decorators = list(scope.definition.decorators)
    if scope.parent is not None and scope.parent.kind == "class":
        decorators += scope.parent.definition.decorators
    for decorator in decorators:
        if decorator.kind != "call" or decorator.text != "parametrize" or len(decorator.operands) < 3:
            continue
        _spread_values(walk, outer, scope, decorator.operands[1], decorator.operands[2])


def _spread_values(
    walk: Walk, outer: Walk, scope: Scope, argnames: Expression, argvalues: Expression
) -> None:
    names = _argument_names(argnames)
    if argvalues.kind not in ("list", "tuple", "set"):
        _spread_named(walk, outer, names, argvalues)
    for case in argvalues.operands if argvalues.kind in ("list", "tuple", "set") else ():
        if case.kind == "call":  # a parameter set with an id or marks
            parts = [
                part
                for part, key in zip(case.operands[1:], case.keywords or [""] * 99, strict=False)
                if not key
            ]
        else:
            parts = list(case.operands) if len(names) > 1 and case.kind in ("tuple", "list") else [case]
        for name, part in zip(names, parts, strict=False):
            _hand(walk, name, evaluate(outer, part))


def _spread_named(walk: Walk, outer: Walk, names: list[str], argvalues: Expression) -> None:
    """Cases that are kept under a name."""
    cases = elements(outer, evaluate(outer, argvalues), argvalues.line)
    for position, name in enumerate(names):
        _hand(
            walk, name, cases if len(names) == 1 else union([element(walk, c, str(position)) for c in cases])
        )


def _hand(walk: Walk, name: str, values: Values) -> None:
    """One case of a parameter: every one is run, so a body sees them all, however many."""
    scope = walk.scope
    if name in scope.cells and values:
        walk.engine.write(scope.cells[name], values)
        walk.env[name] = union([walk.env.get(name, ()), values])
        scope.shifting.add(name)
        walk.given = {**(walk.given or {}), name: None}


def _argument_names(expression: Expression) -> list[str]:
    if expression.kind == "string":
        return [name.strip() for name in expression.text.split(",") if name.strip()]
    return [part.text for part in expression.operands if part.kind == "string"]


def with_parameters(walk: Walk, scope: Scope, value: Ref) -> Ref:
    """What a runner hands to a fixture with parameters holds the current one."""
    if value.kind != "object":
        return value
    for decorator in scope.definition.decorators:
        for keyword, expression in zip(decorator.keywords, decorator.operands[1:], strict=False):
            if keyword == "params":
                own = walk.engine.refs.make("object", value.name, None, None, f"{scope.symbol}:params")
                outer = Walk(walk.engine, scope.parent or scope)
                given = elements(outer, evaluate(outer, expression), expression.line)
                walk.engine.write(cell_of(own, "param"), given)
                return own
    return value
