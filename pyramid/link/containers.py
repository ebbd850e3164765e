"""Literal containers, indexing, iteration, and the methods of built-in containers."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.link.attributes import method
from pyramid.link.invoke import Bundle, invoke, invoke_all, returned
from pyramid.link.refs import Ref
from pyramid.link.walk import Values, Walk, cell_of, evaluate, handles, union, written
from pyramid.model.facts import Expression


@handles("tuple", "list", "set")
def sequence(walk: Walk, expression: Expression) -> Values:
    """A literal sequence: one cell for each element."""
    container = site(walk, expression.kind, expression)
    write = walk.engine.write
    for position, part in enumerate(expression.operands):
        if part.kind == "starred":
            write(cell_of(container, ""), elements(walk, evaluate(walk, part.operands[0]), part.line))
            continue
        values = evaluate(walk, part)
        if values:
            write(cell_of(container, "" if expression.kind == "set" else str(position)), values)
    return (container,)


@handles("dict")
def mapping(walk: Walk, expression: Expression) -> Values:
    """A literal dictionary: one cell for each literal key."""
    container = site(walk, "dict", expression)
    parts = expression.operands
    for position in range(0, len(parts) - 1, 2):
        values = evaluate(walk, parts[position + 1])
        if parts[position].kind == "starred":
            merge(walk, container, values)
            continue
        for key in keys_of(walk, evaluate(walk, parts[position])):
            walk.engine.write(cell_of(container, key), values)
    return (container,)


@handles("subscript")
def subscript(walk: Walk, expression: Expression) -> Values:
    """``base[index]``: an element, a slice, a generic type, or ``__getitem__``."""
    base, index = expression.operands[0], expression.operands[-1]
    if walk.items:
        found = walk.items.get(written(expression))
        if found is not None:
            return found
    bases = evaluate(walk, base)
    if not bases:
        evaluate(walk, index)
        return ()
    if all(ref.kind in ("class", "external") for ref in bases):
        return union([_generic(walk, ref, expression) for ref in bases])
    keys = [] if index.kind == "slice" else keys_of(walk, evaluate(walk, index))
    return union([_item(walk, ref, index, keys, expression.line) for ref in bases])


def site(walk: Walk, kind: str, expression: Expression) -> Ref:
    """The container made by one expression."""
    number = walk.engine.site_number(expression)
    return walk.engine.refs.make("container", kind, number)


def keys_of(walk: Walk, values: Values) -> list[str]:
    """The keys of cells for these index values; ``""`` when the index is not a literal."""
    keys = []
    for value in values:
        if value.kind == "number":
            keys.append(value.name)
        elif value.kind == "string" and "\0" not in value.name:
            keys.append("'" + value.name)
        else:
            keys.append("")
    return keys or [""]


def store_item(walk: Walk, ref: Ref, keys: list[str], values: Values, line: int) -> None:
    """``base[key] = value``."""
    if ref.kind == "container":
        for key in keys:
            walk.engine.write(cell_of(ref, key), values)
    elif ref.kind == "instance":
        invoke_all(walk, method(walk, ref, "__setitem__", line), Bundle([(), values]), line, "operator")


def merge(walk: Walk, container: Ref, values: Values) -> None:
    """``container.update(other)``."""
    for other in values:
        if other.kind == "container" and other is not container:
            for key, cell in list((other.cells or {}).items()):
                walk.engine.write(cell_of(container, key), walk.engine.read(cell))


def everything(walk: Walk, container: Ref) -> Values:
    """All elements of a container, or the values of a dictionary."""
    cell_of(container, "")
    return union([walk.engine.read(cell) for cell in list((container.cells or {}).values())])


def elements(walk: Walk, values: Values, line: int, asynchronous: bool | None = None) -> Values:
    """What iterating over these values gives; either way where it is not known which."""
    return union([_iterate(walk, ref, line, asynchronous) for ref in values])


def _iterate(walk: Walk, ref: Ref, line: int, asynchronous: bool | None = None) -> Values:
    kind = ref.kind
    if kind == "container":
        return _keys(walk, ref) if ref.name == "dict" else everything(walk, ref)
    if kind == "generator":
        return walk.engine.read(ref.base.base.yields) if ref.base.base.yields else ()
    if kind == "instance":
        return _iterate_instance(walk, ref, line, asynchronous)
    if kind == "object":
        known = walk.engine.knowledge.type_of_call(f"{ref.name}.__iter__")
        return (walk.engine.refs.make("object", known),) if known else ()
    if kind == "class":
        if _is_enum(walk, ref):
            return (walk.engine.refs.make("instance", ref.name, ref),)
        return _iterate_instance(walk, ref, line, asynchronous)
    return ()


def _is_enum(walk: Walk, ref: Ref) -> bool:
    return any(name.startswith("enum.") for name in walk.engine.hierarchy.outside(ref))


def _keys(walk: Walk, ref: Ref) -> Values:
    make = walk.engine.refs.make
    return tuple(make("string", key[1:]) for key in ref.cells or {} if key.startswith("'"))[:8]


def _iterate_instance(walk: Walk, ref: Ref, line: int, asynchronous: bool | None) -> Values:
    found: list[Values] = []
    starters: Values = () if asynchronous else method(walk, ref, "__iter__", line)
    if not starters and asynchronous is not False:
        starters = method(walk, ref, "__aiter__", line)
    for iterator in invoke_all(walk, starters, Bundle([]), line, "operator"):
        if iterator.kind == "instance":
            found.append(_advance(walk, iterator, line))
        else:
            found.append(_iterate(walk, iterator, line))
    if not starters:
        found.append(invoke_all(walk, method(walk, ref, "__getitem__", line), Bundle([()]), line, "operator"))
    return union(found)


def _advance(walk: Walk, iterator: Ref, line: int) -> Values:
    plain = invoke_all(walk, method(walk, iterator, "__next__", line), Bundle([]), line, "operator")
    later = invoke_all(walk, method(walk, iterator, "__anext__", line), Bundle([]), line, "operator")
    return union([plain, awaited(walk, later)])


def awaited(walk: Walk, values: Values) -> Values:
    """What ``await`` makes of these values."""
    found = []
    for value in values:
        if value.kind == "coroutine":
            found.append(returned(walk, value.base.base))
        else:
            found.append((value,))
    return union(found)


def _generic(walk: Walk, ref: Ref, expression: Expression) -> Values:
    if ref.kind != "class":
        if ref.name.endswith("()") or ref.receiver is not None:
            known = walk.engine.knowledge.type_of_call(f"{ref.name}.__getitem__")
            return (walk.engine.refs.make("object", known),) if known else ()
        return (ref,)
    found = walk.engine.hierarchy.find(ref, "__class_getitem__")
    if found:
        return invoke_all(
            walk, walk.engine.read(found[1]), Bundle([(ref,)]), expression.line, "operator"
        ) or (ref,)
    return (ref,)


def _item(walk: Walk, ref: Ref, index: Expression, keys: list[str], line: int) -> Values:
    engine = walk.engine
    if ref.kind == "container":
        if index.kind == "slice":
            return _slice(walk, ref, index)
        if index.kind == "unary" and index.operands[0].kind == "number":
            return _from_end(walk, ref, index.operands[0].text)
        if "" in keys:
            return everything(walk, ref)
        return union([engine.read(cell_of(ref, key)) for key in [*keys, ""]])
    if ref.kind == "instance":
        return _get_item(walk, ref, line)
    if ref.kind == "object":
        known = engine.knowledge.type_of_call(f"{ref.name}.__getitem__")
        return (engine.refs.make("object", known, None, None, ref.origin),) if known else ()
    return ()


def _slice(walk: Walk, ref: Ref, index: Expression) -> Values:
    """The elements between two literal places, else the whole."""
    places = [part.text for part in index.operands if part.kind == "number" and part.text.isdigit()]
    if len(places) != 2 or len(index.operands) != 2 or int(places[0]) >= int(places[1]):
        return (ref,)
    piece = site(walk, ref.name, index)
    read, write = walk.engine.read, walk.engine.write
    write(cell_of(piece, ""), read(cell_of(ref, "")))
    for place, key in enumerate(range(int(places[0]), min(int(places[1]), len(ref.cells or {})))):
        write(cell_of(piece, str(place)), read(cell_of(ref, str(key))))
    return (piece,)


def _from_end(walk: Walk, ref: Ref, offset: str) -> Values:
    size = sum(1 for key in ref.cells or {} if key.isdigit())
    known = offset.isdigit() and size and not walk.engine.read(cell_of(ref, ""))
    if known and size >= int(offset):
        return walk.engine.read(cell_of(ref, str(size - int(offset))))
    return everything(walk, ref)


def _get_item(walk: Walk, ref: Ref, line: int) -> Values:
    found = method(walk, ref, "__getitem__", line)
    if found:
        return invoke_all(walk, found, Bundle([()]), line, "operator")
    for base in walk.engine.hierarchy.outside(ref.base):
        known = walk.engine.knowledge.type_of_call(f"{base}.__getitem__")
        if known:
            return (walk.engine.refs.make("object", known),)
    return ()


Method = Callable[[Walk, Ref, Bundle, int], Values]


def _added(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    for values in bundle.positional[-1:]:
        walk.engine.write(cell_of(ref, ""), values)
    return ()


def _extended(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    for values in bundle.positional:
        walk.engine.write(cell_of(ref, ""), elements(walk, values, line))
    return ()


def _updated(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    for values in bundle.positional:
        merge(walk, ref, values)
    for name, values in bundle.keywords.items():
        walk.engine.write(cell_of(ref, f"'{name}"), values)
    return ()


def _got(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    keys = keys_of(walk, bundle.positional[0]) if bundle.positional else [""]
    read = walk.engine.read
    found = [everything(walk, ref)] if "" in keys else [read(cell_of(ref, key)) for key in [*keys, ""]]
    return union([*found, *bundle.positional[1:2]])


def _set_default(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    for key in keys_of(walk, bundle.positional[0]) if bundle.positional else ():
        for values in bundle.positional[1:2]:
            walk.engine.write(cell_of(ref, key), values)
    return _got(walk, ref, bundle, line)


def _all_of(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    container = walk.engine.refs.make("container", "list", ref)
    walk.engine.write(cell_of(container, ""), everything(walk, ref))
    return (container,)


def _pairs(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    pair = walk.engine.refs.make("container", "tuple", ref)
    walk.engine.write(cell_of(pair, "0"), _keys(walk, ref))
    walk.engine.write(cell_of(pair, "1"), everything(walk, ref))
    container = walk.engine.refs.make("container", "set", ref)
    walk.engine.write(cell_of(container, ""), (pair,))
    return (container,)


def _same(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    return (ref,)


def _last(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    return _got(walk, ref, bundle, line) if bundle.positional else everything(walk, ref)


METHODS: dict[str, Method] = {
    "append": _added,
    "appendleft": _added,
    "add": _added,
    "insert": _added,
    "extend": _extended,
    "update": _updated,
    "get": _got,
    "pop": _last,
    "popleft": _last,
    "popitem": _pairs,
    "setdefault": _set_default,
    "values": _all_of,
    "items": _pairs,
    "copy": _same,
    "union": _same,
}

__all__ = ["METHODS", "awaited", "elements", "everything", "invoke", "keys_of", "site", "store_item"]
