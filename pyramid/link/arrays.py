"""Methods of arrays and of promises in languages whose functions are handed to them."""

from __future__ import annotations

from pyramid.link import handed
from pyramid.link.containers import METHODS, everything
from pyramid.link.externals import GLOBALS
from pyramid.link.invoke import Bundle, invoke_all
from pyramid.link.refs import Ref
from pyramid.link.walk import Values, Walk, cell_of, union


def _each(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    given = Bundle([everything(walk, ref)])
    return union([invoke_all(walk, values, given, line, "callback") for values in bundle.positional[:1]])


def _mapped(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    made = walk.engine.refs.make("container", "list", None, None, f"{walk.place(line)}*")
    walk.engine.write(cell_of(made, ""), _each(walk, ref, bundle, line))
    return (made,)


def _same(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    _each(walk, ref, bundle, line)
    return (ref,)


def _one(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    _each(walk, ref, bundle, line)
    return everything(walk, ref)


def _added(walk: Walk, ref: Ref, bundle: Bundle, line: int) -> Values:
    walk.engine.write(cell_of(ref, ""), union(bundle.positional))
    return ()


def _given(walk: Walk, bundle: Bundle, line: int) -> Values:
    return bundle.positional[0] if bundle.positional else ()


def _values(walk: Walk, bundle: Bundle, line: int) -> Values:
    made = walk.engine.refs.make("container", "list", None, None, f"{walk.place(line)}+")
    for ref in _given(walk, bundle, line):
        if ref.kind == "container":
            walk.engine.write(cell_of(made, ""), everything(walk, ref))
    return (made,)


METHODS.update(
    {
        "forEach": _each,
        "map": _mapped,
        "flatMap": _mapped,
        "filter": _same,
        "find": _one,
        "some": _each,
        "every": _each,
        "push": _added,
        "unshift": _added,
        "concat": _same,
        "slice": _same,
        "at": _one,
    }
)
GLOBALS.update(
    {
        "Promise.all": _given,
        "Promise.resolve": _given,
        "Object.freeze": _given,
        "Object.values": _values,
        "Object.assign": handed.assign_members,
        "Array.from": _given,
        "structuredClone": _given,
    }
)
