"""Functions that decorators return: what they run is what was decorated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyramid.link.invoke import INVOKERS, invoke
from pyramid.link.refs import Bundle, Ref, Scope
from pyramid.link.walk import Values, Walk
from pyramid.model.facts import Expression, Statement

#: How a caller reaches what its callee's decorator wrapped.
THROUGH = "through"


def wrap(walk: Walk, results: Values, decorated: Values) -> Values:
    """Pair a decorator's inner function with the function it was made for.

    One inner function serves all decorated ones; without the pair, calling one of them would
    read as calling all.
    """
    originals = [value for value in decorated if value.kind in ("function", "wrapped")]
    found: list[Ref] = []
    for result in results:
        if (
            result.kind == "function"
            and originals
            and result not in decorated
            and _runs_captured(result.base)
        ):
            for original in originals:
                walk.engine.wrapped.setdefault((result.base, _innermost(original)), False)
                found.append(walk.engine.refs.make("wrapped", "", result, original))
        else:
            found.append(result)
    return tuple(dict.fromkeys(found))


def _wrapped(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    inner: Scope = ref.base.base
    original: Ref = ref.receiver
    outcome = invoke(walk, ref.base, bundle, line, via)
    if not walk.engine.frozen:
        walk.engine.wrapped[inner, _innermost(original)] = True
    through = invoke(walk, original, bundle, line, THROUGH)
    if _returns_captured(inner) or not outcome:
        return through or outcome
    return outcome


INVOKERS["wrapped"] = _wrapped


def _innermost(ref: Ref) -> Scope:
    """The function that a pair runs next: the wrapped one, or the wrapper around that."""
    return ref.base.base if ref.kind == "wrapped" else ref.base


def _runs_captured(inner: Scope) -> bool:
    outer = inner.parent
    if outer is None or outer.kind not in ("function", "async"):
        return False
    names = set(outer.parameters) - set(inner.parameters)
    return any(call.operands[0].text in names for call in _named_calls(inner.definition.body))


def _returns_captured(inner: Scope) -> bool:
    names = inner.parent.parameters if inner.parent is not None else set()
    return any(_is_call_of(value, names) for value in _returned(inner.definition.body))


def _is_call_of(value: Expression, names: set[str]) -> bool:
    if value.kind == "await":
        value = value.operands[0]
    return value.kind == "call" and value.operands[0].kind == "name" and value.operands[0].text in names


def _returned(statements: Sequence[Statement]) -> Iterator[Expression]:
    for statement in statements:
        if statement.kind == "return" and statement.value is not None:
            yield statement.value
        yield from _returned(statement.body)


def _named_calls(statements: Sequence[Statement]) -> Iterator[Expression]:
    for statement in statements:
        if statement.value is not None:
            yield from _calls_in(statement.value)
        yield from _named_calls(statement.body)


def _calls_in(expression: Expression) -> Iterator[Expression]:
    if expression.kind == "call" and expression.operands[0].kind == "name":
        yield expression
    for part in expression.operands:
        yield from _calls_in(part)
