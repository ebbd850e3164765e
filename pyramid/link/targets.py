"""Assignment targets: names, attributes, items, and unpacking."""

from __future__ import annotations

from pyramid.link.attributes import load, store
from pyramid.link.containers import elements, keys_of, store_item
from pyramid.link.invoke import element
from pyramid.link.names import binding
from pyramid.link.walk import Values, Walk, cell_of, evaluate, union, written
from pyramid.model.facts import Expression


def bind(walk: Walk, target: Expression, values: Values) -> None:
    """Assign to a target; a plain local name stands for these values only from here on."""
    kind = target.kind
    if kind == "name":
        bind_name(walk, target.text, values)
    elif kind == "attribute":
        for ref in evaluate(walk, target.operands[0]):
            store(walk, ref, target.text, values, target.line)
    elif kind == "subscript":
        _bind_item(walk, target, values)
    elif kind in ("tuple", "list"):
        _unpack(walk, target, values)
    elif kind == "dict":
        _take_members(walk, target, values)
    elif kind == "starred":
        bind(walk, target.operands[0], values)


def bind_name(walk: Walk, name: str, values: Values) -> None:
    """Assign to a name in the scope that owns it."""
    walk.items = {}
    found = binding(walk.scope, name)
    if found is None:
        return
    owner, cell = found
    if values:
        walk.engine.write(cell, values)
    if owner is walk.scope and owner.cells.get(name) is cell:
        walk.env[name] = values
        owner.shifting.add(name)


def _bind_item(walk: Walk, target: Expression, values: Values) -> None:
    walk.items = {}
    bases = evaluate(walk, target.operands[0])
    keys = keys_of(walk, evaluate(walk, target.operands[-1]))
    for ref in bases:
        store_item(walk, ref, keys, values, target.line)
    place = written(target)
    if place and bases and all(ref.kind == "container" for ref in bases):
        walk.items = {place: values}


def _take_members(walk: Walk, target: Expression, values: Values) -> None:
    """``{key: target}``: members by name; what is left over is the whole."""
    parts = target.operands
    for key, part in zip(parts[::2], parts[1::2], strict=False):
        if key.kind == "starred":
            bind(walk, part, values)
        elif key.kind == "string":
            bind(walk, part, union([load(walk, ref, key.text, part.line) for ref in values]))
        else:
            bind(walk, part, union([elements(walk, (ref,), part.line) for ref in values]))


def _unpack(walk: Walk, target: Expression, values: Values) -> None:
    parts = target.operands
    star = next((position for position, part in enumerate(parts) if part.kind == "starred"), len(parts))
    for position, part in enumerate(parts):
        if position < star:
            bind(walk, part, _at(walk, values, position, target.line))
        elif position == star:
            _bind_rest(walk, part.operands[0], values, star, len(parts) - star - 1, target.line)
        else:
            bind(walk, part, _at(walk, values, position - len(parts), target.line))


def _at(walk: Walk, values: Values, position: int, line: int) -> Values:
    found = []
    for ref in values:
        if ref.kind != "container":
            found.append(elements(walk, (ref,), line))
        elif position >= 0:
            found.append(element(walk, ref, str(position)))
        else:
            size = sum(1 for key in ref.cells or {} if key.isdigit())
            found.append(element(walk, ref, str(size + position)))
    return union(found)


def _bind_rest(walk: Walk, target: Expression, values: Values, start: int, after: int, line: int) -> None:
    number = walk.engine.site_number(target)
    rest = walk.engine.refs.make("container", "list", number)
    for ref in values:
        if ref.kind != "container":
            walk.engine.write(cell_of(rest, ""), elements(walk, (ref,), line))
            continue
        size = sum(1 for key in ref.cells or {} if key.isdigit())
        for position in range(start, size - after):
            walk.engine.write(cell_of(rest, str(position - start)), element(walk, ref, str(position)))
        walk.engine.write(cell_of(rest, ""), element(walk, ref, ""))
    bind(walk, target, (rest,))
