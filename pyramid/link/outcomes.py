"""Abstract values as the model's ``Value``, and where they were assigned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyramid.link.engine import Engine
from pyramid.link.names import binding
from pyramid.link.refs import Ref, Scope
from pyramid.link.walk import Walk, evaluate
from pyramid.model.facts import Expression, Statement
from pyramid.model.program import Value

_WRAPPERS = frozenset({"static", "classmethod", "property", "factory", "partial"})


def to_value(engine: Engine, ref: Ref) -> Value:
    """The model's value for an abstract one; containers and scalars are external instances."""
    kind = ref.kind
    if kind == "bound":
        owner = ref.receiver
        inner = ref.base
        while inner.kind in _WRAPPERS or inner.kind in ("bound", "wrapped"):
            inner = inner.receiver if inner.kind == "wrapped" else inner.base
        return Value(_KINDS.get(inner.kind, "function"), inner.name, owner.origin, owner.name)
    if kind == "wrapped":
        return to_value(engine, ref.receiver)
    if kind in _WRAPPERS:
        return to_value(engine, ref.base)
    if kind in ("generator", "coroutine", "context"):
        return Value("external-instance", _RUNNING[kind])
    if kind == "external":
        owner = ref.receiver
        origin = owner.origin if owner is not None else ""
        name = owner.name if owner is not None and owner.kind == "instance" else ""
        return Value("external", engine.knowledge.canonical(ref.name), origin, name)
    if kind == "string":
        return Value("external-instance", "builtins.str")
    if kind == "number":
        return Value("external-instance", "builtins.int")
    if kind == "container":
        return Value("external-instance", f"builtins.{ref.name}")
    if kind == "object":
        return Value("external-instance", engine.knowledge.canonical(ref.name), ref.origin)
    if kind == "super":
        return Value("instance", ref.base.name)
    return Value(kind, ref.name, ref.origin)


_KINDS = {"class": "class", "external": "external", "instance": "instance"}
_RUNNING = {
    "generator": "builtins.generator",
    "coroutine": "builtins.coroutine",
    "context": "builtins.context",
}


def origins_of(walk: Walk, expression: Expression) -> tuple[tuple[str, Expression], ...]:
    """The expressions assigned to a name or to an attribute of an object of the tree, with their scopes.

    Of a local name only what was assigned above counts, the nearest first.
    """
    if expression.kind == "name":
        found = binding(walk.scope, expression.text)
        if not found:
            return ()
        assigned = list(_assigned(found[0].definition.body, "name", expression.text))
        before = [e for e in assigned if found[0] is not walk.scope or e.line <= expression.line]
        return tuple((found[0].symbol, each) for each in reversed(before or assigned))
    if expression.kind == "attribute":
        for ref in evaluate(walk, expression.operands[0]):
            owner = ref.base if ref.kind == "instance" else ref
            if owner is not None and owner.kind == "class":
                return _field_origins(walk.engine, owner, expression.text)
    return ()


def _field_origins(engine: Engine, cls: Ref, name: str) -> tuple[tuple[str, Expression], ...]:
    for each in engine.hierarchy.order(cls):
        if each.kind != "class":
            continue
        found = [(each.base.symbol, e) for e in _assigned(each.base.definition.body, "name", name)]
        for method in each.base.children.values():
            found += [(method.symbol, e) for e in _assigned(method.definition.body, "attribute", name)]
        if found:
            return tuple(reversed(found))
    return ()


def _assigned(statements: Sequence[Statement], kind: str, name: str) -> Iterator[Expression]:
    for statement in statements:
        value = statement.value
        if statement.kind in ("assign", "annotated") and value is not None:
            for target in statement.targets:
                yield from _matched(target, value, kind, name)
        elif statement.kind == "with" and value is not None:
            for target, manager in zip(statement.targets, value.operands, strict=False):
                yield from _matched(target, manager, kind, name)
        yield from _assigned(statement.body, kind, name)


def _matched(target: Expression, value: Expression, kind: str, name: str) -> Iterator[Expression]:
    if target.kind == kind and target.text == name:
        yield value
    elif target.kind in ("tuple", "list") and value.kind in ("tuple", "list"):
        for left, right in zip(target.operands, value.operands, strict=False):
            yield from _matched(left, right, kind, name)


__all__ = ["Scope", "origins_of", "to_value"]
