"""Abstract values as the model's ``Value``, and where they were assigned from."""

from __future__ import annotations

from collections.abc import Sequence

from pyramid.link.engine import Assigned, Engine
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
        assigned = _assigned(walk.engine, found[0], "name", expression.text)
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
        found = [(each.base.symbol, e) for e in _assigned(engine, each.base, "name", name)]
        for method in each.base.children.values():
            found += [(method.symbol, e) for e in _assigned(engine, method, "attribute", name)]
        if found:
            return tuple(reversed(found))
    return ()


def _assigned(engine: Engine, scope: Scope, kind: str, name: str) -> Sequence[Expression]:
    """What a body assigns to a name or attribute, in source order; each body is read once."""
    table = engine.assigned.get(scope)
    if table is None:
        table = engine.assigned[scope] = {}
        _note_all(scope.definition.body, table)
    return table.get((kind, name), ())


def _note_all(statements: Sequence[Statement], table: Assigned) -> None:
    for statement in statements:
        value = statement.value
        if statement.kind in ("assign", "annotated") and value is not None:
            for target in statement.targets:
                _note(target, value, table)
        elif statement.kind == "with" and value is not None:
            for target, manager in zip(statement.targets, value.operands, strict=False):
                _note(target, manager, table)
        if statement.body:
            _note_all(statement.body, table)


def _note(target: Expression, value: Expression, table: Assigned) -> None:
    if target.kind in ("name", "attribute"):
        table.setdefault((target.kind, target.text), []).append(value)
    elif target.kind in ("tuple", "list") and value.kind in ("tuple", "list"):
        for left, right in zip(target.operands, value.operands, strict=False):
            _note(left, right, table)


__all__ = ["Scope", "origins_of", "to_value"]
