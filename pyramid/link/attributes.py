"""Attributes: members of modules and classes, fields of instances, names outside the tree."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.link import invoke
from pyramid.link.names import member
from pyramid.link.refs import Cell, Ref
from pyramid.link.walk import Values, Walk, cell_of, evaluate, handles, union
from pyramid.model.facts import Expression

_LONGEST = 160
#: The cell of a function that holds the types whose members its decorators give to it.
MEMBERS = "<members>"


@handles("attribute")
def attribute(walk: Walk, expression: Expression) -> Values:
    """What ``base.name`` can stand for."""
    return members(walk, evaluate(walk, expression.operands[0]), expression)


def members(walk: Walk, bases: Values, expression: Expression) -> Values:
    """The same where the values of the base are known."""
    if len(bases) == 1:
        loader = LOADERS.get(bases[0].kind)
        return loader(walk, bases[0], expression.text, expression.line) if loader else ()
    return union([load(walk, base, expression.text, expression.line) for base in bases])


def load(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    """What one attribute of one value can stand for; reading a property runs its function."""
    loader = LOADERS.get(ref.kind)
    return loader(walk, ref, name, line) if loader else ()


def store(walk: Walk, ref: Ref, name: str, values: Values, line: int) -> None:
    """Assign an attribute; assigning a property runs its setter."""
    engine = walk.engine
    if ref.kind == "module":
        if ref.base is not None:
            engine.write(ref.base.cells.setdefault(name, Cell()), values)
        return
    if ref.kind in ("instance", "class"):
        _run_setter(walk, ref, name, values, line)
    owner = ref.base if ref.kind == "instance" else ref
    engine.stored.add(name)
    if owner.kind in ("class", "function"):
        engine.write(cell_of(owner, name), values)
    elif owner.kind == "object" and engine.knowledge.is_open(owner.name):
        engine.write(engine.added.setdefault(_added_as(walk, owner, name), Cell()), values)
    elif owner.kind == "container" and walk.scope.script:
        engine.write(cell_of(owner, f"'{name}"), values)


def method(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    """A special method as the interpreter looks it up: on the class only."""
    if name not in walk.engine.special and name not in walk.engine.knowledge.library.called:
        return ()
    if ref.kind != "instance":
        return _from_metaclass(walk, ref, name, line) if ref.kind == "class" else ()
    found = walk.engine.hierarchy.find(ref.base, name)
    if not found:
        return _inherited(walk, ref, name) if name in walk.engine.knowledge.library.called else ()
    return _bind(walk, walk.engine.read(found[1]), ref, ref.base, line)


def _inherited(walk: Walk, ref: Ref, name: str) -> Values:
    """A special method of a base outside the tree that runs other methods of the object."""
    for base in walk.engine.hierarchy.outside(ref.base):
        if walk.engine.knowledge.library.of(f"{base}.{name}") is not None:
            return (walk.engine.external(f"{base}.{name}", ref),)
    return ()


def _load_module(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    found = member(walk, ref, name)
    if found or ref.base is None or "__getattr__" not in ref.base.cells:
        return found
    getter = walk.engine.read(ref.base.cells["__getattr__"])
    text = walk.engine.refs.make("string", name)
    return union([invoke.invoke(walk, each, invoke.Bundle([(text,)]), line, "operator") for each in getter])


def _load_class(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    found = _class_member(walk, ref, name)
    if found:
        return _bind(walk, found, None, ref, line)
    outside = walk.engine.hierarchy.outside(ref)
    if outside:
        return _outside_member(walk, outside, name, ref)
    if name == "__new__":
        return walk.engine.builtin("object.__new__")
    return _from_metaclass(walk, ref, name, line)


def _load_instance(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    engine = walk.engine
    cls = ref.base
    read = engine.read
    values: Values = ()
    if name in engine.stored:
        for cell in engine.hierarchy.fields(cls, name):
            stored = read(cell)
            if stored:
                values = union([values, stored]) if values else stored
    found = engine.hierarchy.find(cls, name)
    if found:
        members = _bind(walk, read(found[1]), ref, cls, line)
        return union([values, members]) if values else members
    return values or _missing(walk, ref, name, line)


def _missing(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    if name == "__class__":
        return (ref.base,)
    for special in ("__getattr__", "__getattribute__") if name[:2] != "__" else ():
        getter = method(walk, ref, special, line)
        if getter:
            text = walk.engine.refs.make("string", name)
            return union([invoke.invoke(walk, g, invoke.Bundle([(text,)]), line, "operator") for g in getter])
    outside = walk.engine.hierarchy.outside(ref.base)
    if outside and name in walk.engine.knowledge.library.read:
        _read_outside(walk, outside, name, ref, line)
    return _outside_member(walk, outside, name, ref) if outside else ()


def _read_outside(walk: Walk, outside: list[str], name: str, receiver: Ref, line: int) -> None:
    from pyramid.link.library import read

    for base in outside:
        behaviour = walk.engine.knowledge.library.of_reading(f"{base}.{name}")
        if behaviour is not None:
            return read(walk, receiver, behaviour, line)


def _outside_member(walk: Walk, outside: list[str], name: str, receiver: Ref) -> Values:
    key = (*outside, name, receiver)
    found = walk.engine.outside_members.get(key)
    if found is None:
        found = walk.engine.outside_members[key] = _find_outside(walk, outside, name, receiver)
    return found


def _find_outside(walk: Walk, outside: list[str], name: str, receiver: Ref) -> Values:
    knowledge = walk.engine.knowledge
    for base in outside:
        known = knowledge.type_of_attribute(f"{base}.{name}")
        if known:
            return (walk.engine.refs.make("object", known),)
    described = (
        base
        for base in outside
        if knowledge.type_of_call(f"{base}.{name}") or knowledge.library.of(f"{base}.{name}")
    )
    best = next(described, outside[0])
    return (walk.engine.external(f"{best}.{name}", receiver),)


def _class_member(walk: Walk, ref: Ref, name: str) -> Values:
    engine = walk.engine
    order = engine.hierarchy.order(ref)
    fields = [engine.read(each.cells[name]) for each in order if each.cells and name in each.cells]
    found = engine.hierarchy.find(ref, name)
    return union([*fields, engine.read(found[1])]) if found else union(fields)


def _from_metaclass(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    meta = walk.engine.hierarchy.maker(ref)
    return () if meta is None else _bind(walk, _class_member(walk, meta, name), ref, meta, line)


def _bind(walk: Walk, values: Values, receiver: Ref | None, cls: Ref, line: int) -> Values:
    """Members as seen through an instance (``receiver``) or through the class alone."""
    make = walk.engine.refs.make
    if walk.scope.script:
        return _bind_methods(walk, values, receiver, line)
    if receiver is not None and len(values) == 1 and values[0].kind == "function":
        return (make("bound", "", values[0], receiver),)
    bound: list[Ref] = []
    for value in values:
        kind = value.kind
        if kind in ("function", "wrapped"):
            bound.append(make("bound", "", value, receiver) if receiver is not None else value)
        elif kind == "classmethod":
            bound.append(make("bound", "", value.base, cls))
        elif kind == "static":
            bound.append(value.base)
        elif kind == "factory":
            bound.append(make("bound", "", value, receiver) if receiver is not None else value)
        elif kind == "property":
            bound.extend(_run_getter(walk, value, receiver, line) if receiver is not None else (value,))
        elif kind == "instance":
            bound.extend(_run_descriptor(walk, value, receiver, cls, line))
        else:
            bound.append(value)
    return tuple(dict.fromkeys(bound))


def _bind_methods(walk: Walk, values: Values, receiver: Ref | None, line: int) -> Values:
    """Where a function says itself whether it takes its object: its first parameter does."""
    found: list[Ref] = []
    for value in values:
        if value.kind == "static":
            found.append(value.base)
        elif value.kind == "property" and receiver is not None:
            found.extend(_run_getter(walk, value, receiver, line))
        elif value.kind == "function" and receiver is not None and value.base.places[:1] == ["this"]:
            found.append(walk.engine.refs.make("bound", "", value, receiver))
        else:
            found.append(value)
    return tuple(dict.fromkeys(found))


def _run_getter(walk: Walk, value: Ref, receiver: Ref, line: int) -> Values:
    return invoke.invoke(walk, value.base, invoke.Bundle([(receiver,)]), line, "property")


def _run_descriptor(walk: Walk, value: Ref, receiver: Ref | None, cls: Ref, line: int) -> Values:
    getter = method(walk, value, "__get__", line)
    if not getter:
        return (value,)
    arguments = invoke.Bundle([(receiver,) if receiver is not None else (), (cls,)])
    return union([invoke.invoke(walk, each, arguments, line, "property") for each in getter])


def _run_setter(walk: Walk, ref: Ref, name: str, values: Values, line: int) -> None:
    for hook in method(walk, ref, "__setattr__", line) if "__setattr__" in walk.engine.special else ():
        invoke.invoke(walk, hook, invoke.Bundle([(), values]), line, "operator")
    found = walk.engine.hierarchy.find(ref.base, name) if ref.kind == "instance" else None
    for value in walk.engine.read(found[1]) if found else ():
        if value.kind == "property" and value.receiver is not None:
            invoke.invoke(walk, value.receiver, invoke.Bundle([(ref,), values]), line, "property")
        elif value.kind == "instance":
            for setter in method(walk, value, "__set__", line):
                invoke.invoke(walk, setter, invoke.Bundle([(ref,), values]), line, "property")


def _load_super(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    engine = walk.engine
    receiver = ref.receiver
    cls = receiver.base if receiver.kind == "instance" else receiver
    found = engine.hierarchy.find(cls, name, after=ref.base)
    if found:
        instance = receiver if receiver.kind == "instance" else None
        values = engine.read(found[1])
        if instance is None and name == "__new__":
            return values
        return _bind(walk, values, instance, cls, line)
    outside = engine.hierarchy.outside(cls, after=ref.base)
    if outside:
        return _outside_member(walk, outside, name, receiver)
    return (engine.external(f"builtins.object.{name}", receiver),)


def _load_outside(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    if ref.cells and name in ref.cells:
        held = walk.engine.read(ref.cells[name])
        if held:
            return held
    if walk.engine.knowledge.is_open(ref.name):
        added = walk.engine.read(walk.engine.added.setdefault(_added_as(walk, ref, name), Cell()))
        if added:  # whatever it returns, the tool hands on what all its members do
            return union([added, _of_outside(walk, ref, name)]) if walk.scope.script else added
    key = (ref, name)
    found = walk.engine.loaded.get(key)
    if found is None:
        found = walk.engine.loaded[key] = _of_outside(walk, ref, name)
    return found


def _added_as(walk: Walk, ref: Ref, name: str) -> str:
    """The key of a member that the tree gives: scripts add to their tool, others to an object's type."""
    return name if walk.scope.script else f"{walk.engine.knowledge.canonical(ref.name)}.{name}"


def _of_outside(walk: Walk, ref: Ref, name: str) -> Values:
    dotted = f"{ref.name}.{name}"
    known = walk.engine.knowledge.type_of_attribute(dotted)
    if known:
        return (walk.engine.refs.make("object", known, None, None, ref.origin),)
    receiver = ref if ref.kind == "object" else None
    return (walk.engine.external(dotted, receiver),) if len(dotted) < _LONGEST else ()


def _load_builtin(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    if walk.scope.script and ref.kind == "container":
        found = walk.engine.read(cell_of(ref, f"'{name}"))
        if not found and ref.receiver is not None:
            found = load(walk, ref.receiver, name, line)
        if found:
            return found
    kind = "str" if ref.kind == "string" else ref.name
    return (walk.engine.external(f"builtins.{kind}.{name}", ref),)


def _load_function(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    target = ref.base if ref.kind == "bound" and name not in ("__self__",) else ref
    if ref.kind == "bound" and name == "__self__":
        return (ref.receiver,)
    if name == "__func__":
        return (target,)
    cells = target.cells
    if not cells:
        return ()
    if name in cells:
        return walk.engine.read(cells[name])
    types = walk.engine.read(cells[MEMBERS]) if MEMBERS in cells else ()
    return tuple(walk.engine.external(f"{each.name}.{name}", target) for each in types)


def _load_wrapped(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    if name == "__wrapped__":
        return (ref.receiver,)
    return union([load(walk, ref.base, name, line), load(walk, ref.receiver, name, line)])


def _load_property(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    if name in ("setter", "getter", "deleter"):
        return (walk.engine.external(f"builtins.property.{name}", ref),)
    return (ref.base,) if name == "fget" else ()


#: By kind of value; modules that know further kinds add theirs.
LOADERS: dict[str, Callable[[Walk, Ref, str, int], Values]] = {
    "module": _load_module,
    "class": _load_class,
    "instance": _load_instance,
    "super": _load_super,
    "external": _load_outside,
    "object": _load_outside,
    "container": _load_builtin,
    "string": _load_builtin,
    "function": _load_function,
    "bound": _load_function,
    "wrapped": _load_wrapped,
    "property": _load_property,
}
