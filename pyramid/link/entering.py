"""Context managers: what ``with`` binds and what entering and leaving run."""

from __future__ import annotations

from pyramid.link.attributes import method
from pyramid.link.containers import awaited
from pyramid.link.externals import STANDARD
from pyramid.link.invoke import Bundle, invoke_all
from pyramid.link.iteration import first
from pyramid.link.library import run
from pyramid.link.refs import Ref
from pyramid.link.walk import Values, Walk, union


def enter(walk: Walk, ref: Ref, line: int) -> Values:
    """What ``with`` binds; entering and leaving run the special methods."""
    kind = ref.kind
    if kind == "context":
        generator = ref.base.base if ref.base.kind == "function" else None
        while generator is None and ref.base.kind in ("bound", "static", "classmethod"):
            ref = ref.base
            generator = ref.base.base if ref.base.kind == "function" else None
        return walk.engine.read(generator.yields) if generator is not None and generator.yields else ()
    if kind == "instance":
        return _enter_instance(walk, ref, line)
    if kind == "object":
        _run_object(walk, ref, line)
        known = walk.engine.knowledge.type_of_call(f"{ref.name}.__enter__")
        return (walk.engine.refs.make("object", known, None, None, ref.origin),) if known else (ref,)
    return (ref,) if kind == "external" else ()


def _run_object(walk: Walk, ref: Ref, line: int) -> None:
    """Entering and leaving an object from outside runs what it was given."""
    for name in ("__enter__", "__exit__", "__aenter__", "__aexit__"):
        if name in walk.engine.knowledge.library.called:
            behaviour = walk.engine.knowledge.library.of(f"{ref.name}.{name}")
            if behaviour is not None:
                run(walk, walk.engine.external(f"{ref.name}.{name}", ref), behaviour, Bundle([]), line)


def _enter_instance(walk: Walk, ref: Ref, line: int) -> Values:
    found = []
    for name in ("__enter__", "__aenter__"):
        found.append(
            awaited(walk, invoke_all(walk, method(walk, ref, name, line), Bundle([]), line, "operator"))
        )
    for name in ("__exit__", "__aexit__"):
        invoke_all(walk, method(walk, ref, name, line), Bundle([(), (), ()]), line, "operator")
    if walk.engine.hierarchy.find(ref.base, "__enter__") or walk.engine.hierarchy.find(
        ref.base, "__aenter__"
    ):
        return union(found)
    for base in walk.engine.hierarchy.outside(ref.base):
        known = walk.engine.knowledge.type_of_call(f"{base}.__enter__")
        if known and known != base:
            return (walk.engine.refs.make("object", known),)
    return (ref,)


def _enter_given(walk: Walk, bundle: Bundle, line: int) -> Values:
    return union([enter(walk, each, line) for each in first(bundle)])


STANDARD.update(
    dict.fromkeys(
        (
            "contextlib.ExitStack.enter_context",
            "contextlib.AsyncExitStack.enter_context",
            "contextlib.AsyncExitStack.enter_async_context",
        ),
        _enter_given,
    )
)
