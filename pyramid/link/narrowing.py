"""What a name stands for after ``isinstance``: where the test holds, and where it does not."""

from __future__ import annotations

from pyramid.link.attributes import method
from pyramid.link.containers import everything
from pyramid.link.refs import Ref
from pyramid.link.walk import Values, Walk, evaluate, union
from pyramid.model.facts import Expression

#: Abstract types that any object is of which has this method.
_PROTOCOLS = {
    "Iterable": "__iter__", "Iterator": "__next__", "AsyncIterable": "__aiter__",
    "AsyncIterator": "__anext__", "Callable": "__call__", "Awaitable": "__await__", "Sized": "__len__",
    "Container": "__contains__",
}  # fmt: skip
_ABSTRACT = ("collections.abc.", "typing.")
#: Built-in types that an object of the tree is of only when its class derives from them.
_PLAIN = frozenset({"str", "bytes", "int", "float", "list", "tuple", "dict", "set", "frozenset", "bytearray"})


def tells_classes(test: Expression) -> bool:
    """Whether a test says of which class a name is."""
    if test.kind == "unary" and test.text == "not":
        return tells_classes(test.operands[0])
    if test.kind == "boolean":
        return any(tells_classes(part) for part in test.operands)
    return test.kind == "call" and test.text == "isinstance" and len(test.operands) == 3


def narrow(walk: Walk, test: Expression, holds: bool) -> None:
    """Keep of the values of a name those for which ``isinstance(name, Class)`` holds, or does not."""
    if test.kind == "unary" and test.text == "not":
        return narrow(walk, test.operands[0], not holds)
    if test.kind == "boolean" and test.text == ("and" if holds else "or"):
        for part in test.operands:
            narrow(walk, part, holds)
    if test.kind != "call" or not tells_classes(test):
        return None
    subject = test.operands[1]
    if subject.kind != "name" or subject.text not in walk.scope.cells:
        return None
    wanted = evaluate(walk, test.operands[2])
    wanted = union([everything(walk, c) if c.kind == "container" else (c,) for c in wanted])
    values = evaluate(walk, subject)
    kept = _matching(walk, values, wanted) if holds else _others(walk, values, wanted)
    if kept is not None and kept != values:
        walk.scope.shifting.add(subject.text)
        walk.engine.narrowed.add(subject.text)
        walk.env[subject.text] = kept
    return None


def _matching(walk: Walk, values: Values, wanted: Values) -> Values | None:
    """The values that may be of one of the classes; objects of the classes where none is known to be."""
    if not wanted or not all(_is_known(cls) for cls in wanted):
        return None
    kept = tuple(v for v in values if _may_be(walk, v, wanted))
    own = tuple(walk.engine.refs.make("instance", c.name, c) for c in wanted if c.kind == "class")
    if all(cls.kind == "class" for cls in wanted):
        kept = tuple(v for v in kept if v.kind == "instance")
    return kept or own


def _others(walk: Walk, values: Values, wanted: Values) -> Values | None:
    """The values that are surely of none of the classes left out; all of them when none is left."""
    if not wanted:
        return None
    kept = tuple(v for v in values if not (v.kind == "instance" and any(_is(walk, v, c) for c in wanted)))
    return kept or None


def _may_be(walk: Walk, value: Ref, wanted: Values) -> bool:
    return value.kind != "instance" or any(_is(walk, value, cls) for cls in wanted)


def _is(walk: Walk, value: Ref, cls: Ref) -> bool:
    """Whether an object of the tree is of a class."""
    if cls.kind != "external":
        return cls in walk.engine.hierarchy.order(value.base)
    protocol = _PROTOCOLS.get(_abstract(cls))
    if protocol is not None:
        return bool(method(walk, value, protocol, 0))
    return cls.name in walk.engine.hierarchy.outside(value.base)


def _is_known(cls: Ref) -> bool:
    """Whether it can be told of an object of the tree that it is not of a class."""
    if cls.kind == "external":
        return _abstract(cls) in _PROTOCOLS or cls.name.removeprefix("builtins.") in _PLAIN
    return cls.kind == "class"


def _abstract(cls: Ref) -> str:
    return next((cls.name.removeprefix(home) for home in _ABSTRACT if cls.name.startswith(home)), "")
