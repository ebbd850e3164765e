"""Generators that are given values: what ``send`` hands in, and what ``yield`` receives."""

from __future__ import annotations

from pyramid.link.annotations import instances
from pyramid.link.attributes import LOADERS
from pyramid.link.invoke import INVOKERS, Bundle
from pyramid.link.refs import Cell, Ref, Scope
from pyramid.link.walk import Values, Walk, union

#: The name of a generator's cell for what is sent to it.
_SENT = "<sent>"
_GENERATORS = frozenset({"Generator", "AsyncGenerator"})
_HANDING_IN = frozenset({"send", "asend"})
_ADVANCING = frozenset({"__next__", "__anext__", "throw", "athrow"})


def received(walk: Walk, scope: Scope) -> Values:
    """What a ``yield`` in a generator gives: what somebody sends, else what its annotation says."""
    sent = walk.engine.read(scope.cells.setdefault(_SENT, Cell()))
    return sent or _declared(walk, scope)


def _load(walk: Walk, ref: Ref, name: str, line: int) -> Values:
    """A method of a running generator."""
    if name in _HANDING_IN or name in _ADVANCING:
        return (walk.engine.refs.make("step", name, ref),)
    return ()


def _declared(walk: Walk, scope: Scope) -> Values:
    """The second of the types in ``Generator[yielded, sent, returned]``."""
    returns = scope.definition.returns
    if returns is None or returns.kind != "subscript" or returns.operands[0].text not in _GENERATORS:
        return ()
    index = returns.operands[-1]
    outer = Walk(walk.engine, scope.parent or scope)
    return instances(outer, index.operands[1]) if index.kind == "tuple" and len(index.operands) > 1 else ()


def _step(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    scope: Scope = ref.base.base.base
    if ref.name in _HANDING_IN:
        walk.engine.write(scope.cells.setdefault(_SENT, Cell()), union(bundle.positional[:1]))
    return walk.engine.read(scope.yields) if scope.yields is not None else ()


INVOKERS["step"] = _step
LOADERS["generator"] = _load
