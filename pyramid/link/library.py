"""What code outside the tree runs when it is called, as rules tell.

A base class outside the tree calls the methods that a class of the tree overrides; a function
runs its arguments or their special methods; an object runs later what it was given before.  Each
is an edge from whoever called the outside code, because no line of the tree is in between.
"""

from __future__ import annotations

from typing import Any

from pyramid.link.attributes import load, method
from pyramid.link.containers import elements
from pyramid.link.definitions import decorator_names
from pyramid.link.invoke import Bundle, element, invoke
from pyramid.link.refs import Ref
from pyramid.link.walk import Values, Walk, cell_of, union

#: How a caller reaches what the outside code that it calls runs.
LIBRARY = "library"
#: What outside code runs may be outside code again, so many times.
_DEPTH = 5
_OWNERS = frozenset({"instance", "object", "function"})


def run(walk: Walk, ref: Ref, behaviour: Any, bundle: Bundle, line: int, depth: int = 0) -> Values:
    """Run and keep what calling ``ref``, a name outside the tree, runs and keeps; what that gives."""
    receiver = ref.receiver if isinstance(ref.receiver, Ref) and ref.receiver.kind in _OWNERS else None
    if receiver is None and behaviour.makes:
        known = walk.engine.knowledge.type_of_call(ref.name) or ref.name
        receiver = walk.engine.refs.make("object", known, None, None, walk.place(line))
    elif receiver is None and bundle.positional and _is_own(walk, ref, bundle):
        receiver = bundle.positional[0][0]  # Base.method(self, ...)
        bundle = Bundle(bundle.positional[1:], bundle.keywords, bundle.starred, bundle.mappings)
    for keep in behaviour.keeps:
        values = given(walk, bundle, keep.source.source)
        _keep(walk, receiver, bundle, keep.target, _along(walk, values, keep.source.path, line), line)
    return union([_step(walk, receiver, bundle, step, line, depth) for step in behaviour.runs])


def read(walk: Walk, receiver: Ref, behaviour: Any, line: int) -> None:
    """Run what reading an attribute of an object runs."""
    for step in behaviour.runs:
        _step(walk, receiver, Bundle([]), step, line, 0)


def keep_decorated(walk: Walk, ref: Ref, behaviour: Any, bundle: Bundle, subject: Values, line: int) -> None:
    """Keep what a decorator outside the tree registers."""
    receiver = ref.receiver if isinstance(ref.receiver, Ref) else None
    for keep in behaviour.keeps:
        values = subject if keep.source.source == "subject" else given(walk, bundle, keep.source.source)
        _keep(walk, receiver, bundle, keep.target, values, line)


def given(walk: Walk, bundle: Bundle, source: str) -> Values:
    """An argument by position or by keyword."""
    if not source.isdigit():
        spread = [element(walk, each, f"'{source}") for each in bundle.mappings]
        return union([bundle.keywords.get(source, ()), *spread])
    position = int(source)
    if position < len(bundle.positional):
        return bundle.positional[position]
    rest = str(position - len(bundle.positional))
    return union([element(walk, each, rest) for each in bundle.starred])


def _is_own(walk: Walk, ref: Ref, bundle: Bundle) -> bool:
    """Whether the first argument is the object whose class is named before the dot."""
    owner = ref.name.rpartition(".")[0]
    first = bundle.positional[0]
    return (
        bool(first) and first[0].kind == "instance" and owner in walk.engine.hierarchy.outside(first[0].base)
    )


def _keep(walk: Walk, receiver: Ref | None, bundle: Bundle, target: Any, values: Values, line: int) -> None:
    owners = given(walk, bundle, target.source) if target.source else (receiver,) if receiver else ()
    name = target.path[-1]
    for owner in _along(walk, owners, target.path[:-1], line):
        holder = owner.base if owner.kind == "instance" else owner
        if holder.kind in ("class", "object", "external", "function"):
            walk.engine.write(cell_of(holder, name), values)


def _step(walk: Walk, receiver: Ref | None, bundle: Bundle, step: Any, line: int, depth: int) -> Values:
    start = given(walk, bundle, step.source) if step.source else (receiver,) if receiver is not None else ()
    found = _along(walk, start, step.path, line)
    inner = bundle if not step.source and not step.path[-1].startswith("__") else Bundle([])
    return union([_run_one(walk, each, inner, line, depth) for each in found])


def _run_one(walk: Walk, callee: Ref, bundle: Bundle, line: int, depth: int) -> Values:
    if callee.kind == "external":
        behaviour = walk.engine.knowledge.library.of(callee.name) if depth < _DEPTH else None
        return run(walk, callee, behaviour, bundle, line, depth + 1) if behaviour is not None else ()
    if callee.kind == "object":
        return ()
    return invoke(walk, callee, bundle, line, LIBRARY)


def _along(walk: Walk, values: Values, path: tuple[str, ...], line: int) -> Values:
    for name in path:
        values = union([_member(walk, value, name, line) for value in values])
    return values


def _member(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    if name == "()":
        return (ref,)
    if name == "[]":
        return elements(walk, (ref,), line)
    if name == "__enter__":
        return _entered(walk, ref, line)
    if ref.kind == "instance":
        return _of_instance(walk, ref, name, line)
    if ref.kind in ("object", "external"):
        held = walk.engine.read(cell_of(ref, name)) if name in walk.engine.knowledge.library.kept else ()
        return held or _outside(walk, [ref.name], name, ref)
    if ref.kind == "function":
        return walk.engine.read(cell_of(ref, name)) if name in walk.engine.knowledge.library.kept else ()
    if ref.kind == "class":
        held = walk.engine.read(cell_of(ref, name)) if name in walk.engine.knowledge.library.kept else ()
        return held or (load(walk, ref, name, line) if walk.engine.hierarchy.find(ref, name) else ())
    return load(walk, ref, name, line) if ref.kind in ("module", "wrapped") else ()


def _of_instance(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    engine = walk.engine
    if name[0] == "@" or name[-1] == "*":
        return _several(walk, ref, name, line)
    if name.startswith("__") and name.endswith("__"):
        return method(walk, ref, name, line)
    if engine.hierarchy.find(ref.base, name):
        return load(walk, ref, name, line)
    if name in engine.stored or name in engine.knowledge.library.kept:
        held = union([engine.read(cell) for cell in engine.hierarchy.fields(ref.base, name)])
        if held:
            return held
    return _outside(walk, engine.hierarchy.outside(ref.base), name, ref)


def _entered(walk: Walk, ref: Ref, line: int) -> Values:
    from pyramid.link.entering import enter

    return tuple(enter(walk, ref, line))


def _several(walk: Walk, ref: Ref, pattern: str, line: int) -> Values:
    """Members by the beginning of their name, or by a decorator."""
    found: dict[str, None] = {}
    for cls in walk.engine.hierarchy.order(ref.base):
        for child in cls.base.children.values() if cls.kind == "class" else ():
            name = child.definition.name
            if name not in found and child.kind != "class" and _matches(walk, child, pattern):
                found[name] = None
    return union([load(walk, ref, name, line) for name in found])


def _matches(walk: Walk, child: Any, pattern: str) -> bool:
    if pattern[0] != "@":
        return child.definition.name.startswith(pattern[:-1])
    return bool(child.definition.decorators) and pattern[1:] in decorator_names(walk, child)


def _outside(walk: Walk, bases: list[str], name: str, receiver: Ref) -> Values:
    """A member that the outside class defines itself, when it runs something again."""
    library = walk.engine.knowledge.library
    for base in bases:
        if library.of(f"{base}.{name}") is not None:
            return (walk.engine.external(f"{base}.{name}", receiver),)
    return ()
