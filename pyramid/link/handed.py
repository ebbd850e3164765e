"""What code outside the tree hands to the functions that it is given: by type, as rules tell.

A runner that hands out fixtures by name can be extended: the object that comes back hands out
more, each as the tree's own function makes it.
"""

from __future__ import annotations

from pyramid.link import attributes
from pyramid.link.invoke import INVOKERS, Bundle, invoke
from pyramid.link.refs import Cell, Ref
from pyramid.link.walk import Values, Walk, cell_of, union


def pass_on(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> None:
    """Give the functions among the arguments of a call what their parameters are to hold."""
    types = walk.engine.knowledge.passed_by(ref.name)
    if not types or walk.engine.frozen:
        return
    given = [_object(walk, ref, name) for name in types]
    for values in bundle.positional:
        for value in values:
            if value.kind == "function":
                _fill(walk, value, given)


def made(walk: Walk, bundle: Bundle, line: int) -> Values:
    """Objects of the classes that a call is handed, made of its other arguments."""
    classes = [ref for values in bundle.positional for ref in values if ref.kind == "class"]
    rest = [values for values in bundle.positional if not any(ref.kind == "class" for ref in values)]
    return union([invoke(walk, each, Bundle(rest), line, "callback") for each in classes])


def inside(walk: Walk, values: Values) -> Values:
    """Values, and what the literal objects among them hold: options are handed over in one."""
    held = [
        walk.engine.read(cell)
        for value in values
        if value.kind == "container"
        for cell in list((value.cells or {}).values())
    ]
    return union([values, *held]) if held else values


def extended(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    """The object that hands out the fixtures of a call's dictionary beside those of its owner."""
    engine = walk.engine
    owner = ref.receiver if isinstance(ref.receiver, Ref) else None
    type_name = ref.name.rpartition(".")[0]
    before = _handed(walk, owner, type_name)
    fixtures = engine.refs.make("container", "dict", "fixtures", before, walk.place(line))
    for values in bundle.positional[:1]:
        for given in values:
            if given.kind == "container":
                _take_all(walk, given, fixtures, line)
    return (engine.refs.make("object", type_name, None, fixtures, walk.place(line)),)


def add_member(walk: Walk, ref: Ref, bundle: Bundle) -> None:
    """``add("name", function)``: the function is a member of a tool's own type from now on."""
    if len(bundle.positional) < 2:
        return
    made = tuple(value for value in bundle.positional[-1] if value.kind in ("function", "bound"))
    for name in bundle.positional[0]:
        if name.kind == "string" and made:
            walk.engine.write(walk.engine.added.setdefault(name.name, Cell()), made)


def assign_members(walk: Walk, bundle: Bundle, line: int) -> Values:
    """``assign(target, source)``: the target has the members of the literal sources from now on."""
    for target in bundle.positional[0] if bundle.positional and not walk.engine.frozen else ():
        for source in union(bundle.positional[1:]):
            if target.kind in ("function", "class", "container") and source.kind == "container":
                for key, cell in list((source.cells or {}).items()):
                    if key.startswith("'"):
                        attributes.store(walk, target, key[1:], walk.engine.read(cell), line)
    return union(bundle.positional)


def _handed(walk: Walk, owner: Ref | None, type_name: str) -> Ref | None:
    if owner is not None and isinstance(owner.receiver, Ref):
        return owner.receiver
    types = walk.engine.knowledge.passed_by(type_name)
    return walk.engine.refs.make("object", types[0]) if types else None


def _take_all(walk: Walk, given: Ref, fixtures: Ref, line: int) -> None:
    """Each fixture is what its function hands to the function that it gets second."""
    make = walk.engine.refs.make
    for key, cell in list((given.cells or {}).items()):
        for value in walk.engine.read(cell):
            for each in _first(walk, value):
                if each.kind == "function":
                    use = make("use", key, fixtures)
                    invoke(walk, each, Bundle([(fixtures,), (use,)]), line, "fixture")
                elif each is not value:
                    walk.engine.write(cell_of(fixtures, key), (each,))


def _first(walk: Walk, value: Ref) -> Values:
    """A fixture may stand in a list, before its options."""
    if value.kind != "container":
        return (value,)
    return walk.engine.read(cell_of(value, "0"))


def _use(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    for values in bundle.positional[:1]:
        walk.engine.write(cell_of(ref.base, ref.name), values)
    return ()


def _object(walk: Walk, ref: Ref, name: str) -> Ref:
    """An object of a type; what an extended owner hands out first is its fixtures."""
    owner = ref if ref.kind == "object" else ref.receiver
    if isinstance(owner, Ref) and owner.kind == "object" and isinstance(owner.receiver, Ref):
        base: Ref | None = owner.receiver
        while base is not None and base.kind == "container":
            base = base.receiver
        if base is not None and base.name == name:
            return owner.receiver
    return walk.engine.refs.make("object", name)


def _fill(walk: Walk, value: Ref, given: list[Ref]) -> None:
    scope = value.base
    for name, ref in zip(scope.places, given, strict=False):
        walk.engine.write(scope.cells[name], (ref,))


INVOKERS["use"] = _use
