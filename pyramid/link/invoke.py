"""Calls: who runs, what the parameters get, what comes back."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.link.overloads import fitting
from pyramid.link.refs import Bundle, Cell, Ref, Scope
from pyramid.link.walk import Values, Walk, cell_of, union
from pyramid.model.layers import Certainty

#: A method's ``self`` remembers so many classes; a base class of everything tells nothing.
MAX_RECEIVERS = 10

#: The cell of a metaclass that holds the classes whose objects its ``__call__`` makes.
MADE = "<made>"

Given = dict[str, Values]


def invoke(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str = "call") -> Values:
    """Call one value: note the edge, hand over the arguments, give the results."""
    invoker = INVOKERS.get(ref.kind)
    return invoker(walk, ref, bundle, line, via) if invoker else ()


#: Filled here and by the modules that know containers and names outside the tree.
INVOKERS: dict[str, Callable[[Walk, Ref, Bundle, int, str], Values]] = {}


def invoke_all(walk: Walk, refs: Values, bundle: Bundle, line: int, via: str = "call") -> Values:
    """Call every value."""
    return union([invoke(walk, ref, bundle, line, via) for ref in refs])


def _function(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    scope: Scope = ref.base
    walk.record(scope, line, via, Certainty.GUESS if scope.hollow else Certainty.CERTAIN)
    given = _bind_arguments(walk, scope, bundle)
    if scope.state == 0:
        walk.engine.ensure(scope)
    return _result(walk, scope, given)


def _bound(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    inner = Bundle([(ref.receiver,), *bundle.positional], bundle.keywords, bundle.starred, bundle.mappings)
    return invoke(walk, ref.base, inner, line, via)


def _class(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    """An object of a class; what makes classes may have its own way of making their objects."""
    hierarchy = walk.engine.hierarchy
    meta = hierarchy.maker(ref)
    found = hierarchy.find(meta, "__call__") if meta is not None else None
    if meta is None or found is None:
        return make_object(walk, ref, bundle, line, via)
    walk.engine.write(cell_of(meta, MADE), (_initialised_by(walk, ref),))
    inner = Bundle([(ref,), *bundle.positional], bundle.keywords, bundle.starred, bundle.mappings)
    results = invoke_all(walk, walk.engine.read(found[1]), inner, line, "operator")
    others = tuple(
        each for each in results if each.kind == "instance" and hierarchy.maker(each.base) is not meta
    )
    return union([(walk.engine.refs.make("instance", ref.name, ref),), others])


def make_object(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    """What ``type.__call__`` does: ``__new__`` and ``__init__`` of a class."""
    engine = walk.engine
    origin = walk.place(line) if engine.hierarchy.outside(ref) else ""
    instance = engine.refs.make("instance", ref.name, ref, None, origin)
    created: Values = ()
    maker = engine.hierarchy.find(ref, "__new__")
    if maker:
        inner = Bundle([(ref,), *bundle.positional], bundle.keywords, bundle.starred, bundle.mappings)
        for value in engine.read(maker[1]):
            made = invoke(walk, value.base if value.kind == "static" else value, inner, line, via)
            created = union([created, tuple(each for each in made if not _is_below(walk, each, maker[0]))])
    found = engine.hierarchy.find(ref, "__init__")
    if found:
        inner = Bundle([(instance,), *bundle.positional], bundle.keywords, bundle.starred, bundle.mappings)
        invoke_all(walk, _fitting(walk, engine.read(found[1]), inner), inner, line, via)
    else:
        _construct(walk, ref, instance, bundle, line, via)
    return union([(instance,), tuple(value for value in created if value.kind != "external")])


def _is_below(walk: Walk, value: Ref, cls: Ref) -> bool:
    """Whether a value is an object of a class, or of one below it."""
    return value.kind == "instance" and cls in walk.engine.hierarchy.order(value.base)


def _initialised_by(walk: Walk, ref: Ref) -> Ref:
    """The class whose initialiser runs for a class: one stands for all that inherit it."""
    found = walk.engine.hierarchy.find(ref, "__init__")
    return found[0] if found else ref


def _fitting(walk: Walk, values: Values, bundle: Bundle) -> Values:
    return fitting(values, bundle) if len(values) > 1 and walk.scope.packaged else values


def _construct(walk: Walk, ref: Ref, instance: Ref, bundle: Bundle, line: int, via: str) -> None:
    """A class without its own initialiser: a data class, or one of an external base."""
    outside = walk.engine.hierarchy.outside(ref)
    if outside:
        _construct_outside(walk, outside, instance, bundle, line, via)
    for name, values in bundle.keywords.items():
        walk.engine.write(cell_of(ref, name), values)
    if bundle.positional:
        fields = [s.targets[0].text for s in ref.base.definition.body if s.kind == "annotated"]
        for name, values in zip(fields, bundle.positional, strict=False):
            walk.engine.write(cell_of(ref, name), values)
    after = walk.engine.hierarchy.find(ref, "__post_init__")
    if after:
        invoke_all(walk, walk.engine.read(after[1]), Bundle([(instance,)]), line, via)


def _construct_outside(
    walk: Walk, outside: list[str], instance: Ref, bundle: Bundle, line: int, via: str
) -> None:
    """An initialiser outside the tree, run when it is known to run something."""
    names = [f"{base}.__init__" for base in outside]
    known = next(filter(walk.engine.knowledge.library.of, names), None)
    if known is None:
        walk.record(names[0], line, via)
    else:
        invoke(walk, walk.engine.external(known, instance), bundle, line, via)


def _instance(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    engine = walk.engine
    found = engine.hierarchy.find(ref.base, "__call__")
    if found:
        inner = Bundle([(ref,), *bundle.positional], bundle.keywords, bundle.starred, bundle.mappings)
        return invoke_all(walk, engine.read(found[1]), inner, line, "operator" if via == "call" else via)
    outside = engine.hierarchy.outside(ref.base)
    known = next(filter(None, (engine.knowledge.type_of_call(f"{base}.__call__") for base in outside)), None)
    return (engine.refs.make("object", known),) if known else ()


def _wrapped(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    return invoke(walk, ref.base, bundle, line, via)


def _factory(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    invoke(walk, ref.base, bundle, line, via)
    return (walk.engine.refs.make("context", "", ref.base),)


def _partial(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    first: Bundle = ref.receiver
    inner = Bundle(
        [*first.positional, *bundle.positional],
        {**first.keywords, **bundle.keywords},
        union([first.starred, bundle.starred]),
        union([first.mappings, bundle.mappings]),
    )
    return invoke(walk, ref.base, inner, line, via)


def _result(walk: Walk, scope: Scope, given: Given) -> Values:
    engine = walk.engine
    if scope.yields is not None:
        return (engine.refs.make("generator", "", scope.ref),)
    if scope.kind == "async":
        return (engine.refs.make("coroutine", "", scope.ref),)
    return returned(walk, scope, given)


def returned(walk: Walk, scope: Scope, given: Given | None = None) -> Values:
    """What a function's ``return`` gives; its annotation when the body says nothing."""
    engine = walk.engine
    values = engine.read(scope.returns)
    for name in scope.through:
        passed = given.get(name, ()) if given is not None else engine.read(scope.cells[name])
        values = union([values, passed])
    for value in values:
        if value.kind != "external":
            return values
    return union([engine.read(scope.declared), values])


def _bind_arguments(walk: Walk, scope: Scope, bundle: Bundle) -> Given:
    given: Given = {}
    if walk.engine.frozen and not scope.through:
        return given
    places = scope.places
    for position, values in enumerate(bundle.positional):
        if position < len(places):
            _give(walk, scope, places[position], values, given)
        elif values:
            _give_extra(walk, scope, "*", str(position - len(places)), values)
    for name, values in bundle.keywords.items():
        if name in scope.parameters:
            _give(walk, scope, name, values, given)
        elif values:
            _give_extra(walk, scope, "**", f"'{name}", values)
    if bundle.starred or bundle.mappings:
        _spread(walk, scope, bundle, places, given)
    return given


def _give(walk: Walk, scope: Scope, name: str, values: Values, given: Given) -> None:
    if not values:
        return
    given[name] = union([given[name], values]) if name in given else values
    cell = scope.cells[name]
    if name == scope.receiver and values[0] not in cell.values:
        _give_receiver(walk, scope.parent.ref, cell, values)  # type: ignore[union-attr]
    else:
        walk.engine.write(cell, values)


def _give_receiver(walk: Walk, cls: Ref, cell: Cell, values: Values) -> None:
    """A method that runs for many classes is seen through the class that defines it only."""
    values = tuple(dict.fromkeys(walk.engine.without_origin(value) for value in values))
    if cell.full or len(cell.values) < MAX_RECEIVERS:
        walk.engine.write(cell, values)
    elif any(value not in cell.values for value in values):
        cell.full = True
        own = tuple(value for value in cell.values if value is cls or value.base is cls)
        cell.values = own or cell.values[:1]
        for reader in cell.readers or ():
            walk.engine.queue(reader, always=True)


def _give_extra(walk: Walk, scope: Scope, kind: str, key: str, values: Values) -> None:
    container = rest(walk, scope, kind)
    if container is not None and values:
        walk.engine.write(cell_of(container, key), values)


def rest(walk: Walk, scope: Scope, kind: str) -> Ref | None:
    """The container behind ``*args`` or ``**kwargs``."""
    for parameter in scope.definition.parameters:
        if parameter.kind == kind:
            name = "tuple" if kind == "*" else "dict"
            container = walk.engine.refs.make("container", name, scope, None, kind)
            walk.engine.write(scope.cells[parameter.name], (container,))
            return container
    return None


def _spread(walk: Walk, scope: Scope, bundle: Bundle, places: list[str], given: Given) -> None:
    start = len(bundle.positional)
    for container in bundle.starred:
        for offset, place in enumerate(places[start:]):
            _give(walk, scope, place, element(walk, container, str(offset)), given)
        for key, cell in list((container.cells or {}).items()):
            shifted = str(int(key) - max(0, len(places) - start)) if key.isdigit() else key
            if not shifted.startswith("-"):
                _give_extra(walk, scope, "*", shifted, walk.engine.read(cell))
    names = scope.parameters
    for container in bundle.mappings:
        for key, cell in list((container.cells or {}).items()):
            if key[1:] in names:
                _give(walk, scope, key[1:], walk.engine.read(cell), given)
            else:
                _give_extra(walk, scope, "**", key, walk.engine.read(cell))


def element(walk: Walk, container: Ref, key: str) -> Values:
    """One element of a container by literal key, with what was stored under unknown keys."""
    if container.kind != "container":
        return ()
    read = walk.engine.read
    return union([read(cell_of(container, key)), read(cell_of(container, ""))])


INVOKERS.update(
    {
        "function": _function,
        "bound": _bound,
        "class": _class,
        "instance": _instance,
        "static": _wrapped,
        "classmethod": _wrapped,
        "factory": _factory,
        "partial": _partial,
    }
)

__all__ = ["INVOKERS", "Bundle", "Cell", "element", "invoke", "invoke_all", "rest", "returned"]
