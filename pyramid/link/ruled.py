"""The dotted names by which rules know an expression."""

from __future__ import annotations

from pyramid.link.engine import Engine
from pyramid.link.refs import Ref
from pyramid.link.walk import Values
from pyramid.model.facts import Expression

_WRAPPERS = frozenset({"static", "classmethod", "property", "factory", "partial", "bound", "wrapped"})


def names_of(engine: Engine, expression: Expression, values: Values, bases: Values) -> tuple[str, ...]:
    """Names of what the expression stands for, then of the members it is looked up as.

    ``bases`` are the values before the dot of an attribute.
    """
    found: dict[str, None] = {}
    for ref in values:
        found.update(dict.fromkeys(own_names(engine, ref)))
    for base in bases:
        found.update(dict.fromkeys(_member_names(engine, base, expression.text)))
    return tuple(found)


def type_names(engine: Engine, ref: Ref) -> list[str]:
    """The class of an object and its ancestors, as rules know them."""
    knowledge = engine.knowledge
    if ref.kind in ("instance", "class"):
        cls = ref.base if ref.kind == "instance" else ref
        names: list[str] = []
        for each in engine.hierarchy.order(cls):
            names.append(each.name if each.kind == "class" else knowledge.canonical(each.name))
        return names
    if ref.kind == "object":
        return list(knowledge.lineage(ref.name)) or [knowledge.canonical(ref.name)]
    if ref.kind == "super":
        return [knowledge.canonical(name) for name in engine.hierarchy.outside(ref.base)]
    if ref.kind in ("string", "number", "container"):
        return ["builtins." + {"string": "str", "number": "int"}.get(ref.kind, ref.name)]
    return []


def own_names(engine: Engine, ref: Ref) -> list[str]:
    """The names of one value by itself."""
    kind = ref.kind
    if kind == "external":
        return _external_names(engine, ref)
    if kind in ("class", "instance", "object", "string", "number", "container"):
        return type_names(engine, ref)
    while ref.kind in _WRAPPERS:
        ref = ref.receiver if ref.kind == "wrapped" else ref.base
    return [ref.name] if ref.kind in ("function", "module", "class") else []


def _external_names(engine: Engine, ref: Ref) -> list[str]:
    knowledge = engine.knowledge
    owner = ref.receiver
    name = knowledge.canonical(ref.name)
    if owner is None or owner.kind not in ("instance", "object", "class", "super"):
        return [name, *knowledge.lineage(name)[1:]] if knowledge.is_known_type(name) else [name]
    last = ref.name.rpartition(".")[2]
    return [name, *(knowledge.canonical(f"{each}.{last}") for each in type_names(engine, owner))]


def _member_names(engine: Engine, base: Ref, member: str) -> list[str]:
    """``Type.member`` for the type of what stands before the dot, and for every ancestor."""
    if base.kind in ("instance", "class", "object", "super"):
        return [engine.knowledge.canonical(f"{name}.{member}") for name in type_names(engine, base)]
    if base.kind == "external":
        return [engine.knowledge.canonical(f"{base.name}.{member}")]
    return []
