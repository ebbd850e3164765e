"""Several methods of one name: a call runs those that take as many arguments as it gives."""

from __future__ import annotations

from pyramid.link.refs import Bundle, Ref, Scope
from pyramid.link.walk import Values


def fitting(values: Values, bundle: Bundle) -> Values:
    """The functions among some values that the arguments fit, and all other values; all when none fits."""
    given = len(bundle.positional)
    kept = tuple(value for value in values if _fits(value, given))
    return kept or values


def _fits(value: Ref, given: int) -> bool:
    target, bound = value, 0
    while target.kind in ("bound", "static") and isinstance(target.base, Ref):
        bound += target.kind == "bound"
        target = target.base
    scope = target.base
    if target.kind != "function" or not isinstance(scope, Scope):
        return True
    wanted = len(scope.places) - bound
    if any(parameter.kind == "*" for parameter in scope.definition.parameters):
        return given >= wanted
    return given == wanted
