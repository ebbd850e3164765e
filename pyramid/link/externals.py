"""Calls of names outside the tree: what they give, and which of their arguments they run."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.link import handed, iteration, library, texts
from pyramid.link.attributes import load, method
from pyramid.link.containers import METHODS, awaited, everything
from pyramid.link.invoke import INVOKERS, MADE, Bundle, invoke, invoke_all, make_object
from pyramid.link.iteration import first
from pyramid.link.refs import Ref, Scope
from pyramid.link.walk import Values, Walk, cell_of, union
from pyramid.model.layers import Certainty

_LONGEST = 160
#: So much must be known of the name of a member that is put together.
_SHORTEST = 3
#: Values that can be run by whoever gets them.
CALLABLE = frozenset({"function", "bound", "partial", "wrapped"})


def _external(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    name = ref.name
    walk.record(name, line, via)
    behaviour = walk.engine.knowledge.library.of(name)
    ran = library.run(walk, ref, behaviour, bundle, line) if behaviour is not None else ()
    if name.startswith("builtins."):
        found = _builtin(walk, ref, name[9:], bundle, line)
        if found is not None:
            return found
    special = (GLOBALS if walk.scope.script else STANDARD).get(name)
    if special:
        return special(walk, bundle, line)
    behaves = walk.engine.knowledge.behaves(name)
    if behaves == "partial":
        return _partial(walk, bundle, line)
    if behaves == "fixtures" and walk.scope.script:
        return handed.extended(walk, ref, bundle, line)
    if behaves == "assigns-members" and walk.scope.script:
        return handed.assign_members(walk, bundle, line)
    if walk.scope.script:
        if behaves == "adds-member":
            handed.add_member(walk, ref, bundle)
        handed.pass_on(walk, ref, bundle, line)
    if behaviour is None:
        callback(walk, bundle, line, name)
    made = handed.made(walk, bundle, line) if behaves == "makes" else ()
    made = made or outcome(walk, ref, line)
    return ran if ran and not any(each.kind == "object" for each in made) else made


def outcome(walk: Walk, ref: Ref, line: int) -> Values:
    """What calling an external name gives: its known type, or an object of the class it seems to be."""
    name = ref.name
    known = walk.engine.knowledge.type_of_call(name)
    make = walk.engine.refs.make
    if known:
        return (make("object", known, None, None, walk.place(line)),)
    last = name.rpartition(".")[2]
    if last[:1].isupper() and not last.isupper():
        return (make("object", name, None, None, walk.place(line)),)
    if len(name) > _LONGEST or name.count("()") > 3:
        return ()
    return (make("external", f"{name}()"),)


def _runs(walk: Walk, name: str, callee: Scope) -> Certainty:
    """Whether a call outside the tree runs a function that it is given.

    A lambda is run at any rate.  What rules describe runs functions, unless it is described as
    something else; of what nobody knows most only stores, replaces or looks at a function.
    """
    behaves = walk.engine.knowledge.behaves(name)
    if not name or walk.scope.script or callee.kind == "lambda" or behaves == "callback":
        return Certainty.LIKELY
    known = walk.engine.knowledge.is_known_type(name.rpartition(".")[0])
    return Certainty.LIKELY if known and behaves is None else Certainty.GUESS


def callback(walk: Walk, bundle: Bundle, line: int, name: str = "") -> None:
    """Functions handed to code outside the tree are run by it, more or less likely."""
    if walk.engine.frozen:
        return
    for values in [*bundle.positional, *bundle.keywords.values()]:
        for value in handed.inside(walk, values) if walk.scope.script else values:
            if value.kind in CALLABLE:
                target = value
                while target.kind in ("bound", "partial", "wrapped"):
                    target = target.receiver if target.kind == "wrapped" else target.base
                if target.kind == "function":
                    walk.record(target.base, line, "callback", _runs(walk, name, target.base))
                    walk.engine.ensure(target.base)


def _object(walk: Walk, ref: Ref, bundle: Bundle, line: int, via: str) -> Values:
    if walk.scope.script:
        handed.pass_on(walk, ref, bundle, line)
    callback(walk, bundle, line)
    known = walk.engine.knowledge.type_of_call(f"{ref.name}.__call__")
    return (walk.engine.refs.make("object", known, None, None, walk.place(line)),) if known else ()


def _builtin(walk: Walk, ref: Ref, name: str, bundle: Bundle, line: int) -> Values | None:
    receiver = ref.receiver
    if name == "type.__call__":
        return _make(walk, receiver, bundle, line)
    if receiver is not None:
        last = name.rpartition(".")[2]
        if receiver.kind == "container" and last in METHODS:
            return METHODS[last](walk, receiver, bundle, line)
        if receiver.kind == "string":
            return texts.text_method(walk, receiver, last, bundle)
        if receiver.kind == "property":
            return _redefine(walk, receiver, last, bundle)
    handler = _BUILTINS.get(name)
    return handler(walk, bundle, line) if handler else None


def _make(walk: Walk, receiver: Ref | None, bundle: Bundle, line: int) -> Values:
    """``super().__call__(...)`` of a metaclass: objects of the classes that it was called for."""
    receivers: Values = (receiver,) if receiver is not None else first(bundle)
    inner = (
        bundle
        if receiver is not None
        else Bundle(bundle.positional[1:], bundle.keywords, bundle.starred, bundle.mappings)
    )
    makers = dict.fromkeys(_maker(walk, each) for each in receivers)
    classes = union([walk.engine.read(cell_of(meta, MADE)) for meta in makers if meta is not None])
    return union([make_object(walk, each, inner, line, "call") for each in classes])


def _maker(walk: Walk, ref: Ref) -> Ref | None:
    """The metaclass behind its own ``self``."""
    if ref.kind == "instance":
        return ref.base
    return walk.engine.hierarchy.maker(ref) if ref.kind == "class" else None


def _redefine(walk: Walk, receiver: Ref, name: str, bundle: Bundle) -> Values:
    given = bundle.positional[0] if bundle.positional else ()
    if name == "setter" and given:
        return (walk.engine.refs.make("property", "", receiver.base, given[0]),)
    return (receiver,)


def _partial(walk: Walk, bundle: Bundle, line: int) -> Values:
    if not bundle.positional:
        return ()
    inner = Bundle(bundle.positional[1:], bundle.keywords, bundle.starred, bundle.mappings)
    return tuple(
        walk.engine.refs.make("partial", walk.place(line), value, walk.engine.keep(walk.place(line), inner))
        for value in bundle.positional[0]
        if value.kind in ("function", "bound", "class", "partial", "external", "instance")
    )


def _getattr(walk: Walk, bundle: Bundle, line: int) -> Values:
    found = [bundle.positional[2]] if len(bundle.positional) > 2 else []
    for key in first(bundle, 1):
        if key.kind == "string":
            names = _matching(walk, key.name) if "\0" in key.name else lambda ref, name=key.name: (name,)
            found.extend(load(walk, ref, name, line) for ref in first(bundle) for name in names(ref))
    return union(found)


def _matching(walk: Walk, pattern: str) -> Callable[[Ref], list[str]]:
    """Members whose name begins and ends like a text of which only that is known."""
    start, end = pattern.partition("\0")[0], pattern.rpartition("\0")[2]
    if len(start) + len(end) < _SHORTEST:
        return lambda ref: []
    fits = lambda name: name.startswith(start) and name.endswith(end)  # noqa: E731
    hierarchy = walk.engine.hierarchy
    return lambda ref: hierarchy.members(ref.base, fits) if ref.kind == "instance" else []


def _setattr(walk: Walk, bundle: Bundle, line: int) -> Values:
    from pyramid.link.attributes import store

    for key in first(bundle, 1):
        if key.kind == "string" and "\0" not in key.name:
            for ref in first(bundle):
                store(walk, ref, key.name, first(bundle, 2), line)
    return ()


def _type(walk: Walk, bundle: Bundle, line: int) -> Values:
    if len(bundle.positional) == 3:
        container = next((v for v in first(bundle, 1) if v.kind == "container"), None)
        return tuple(v for v in everything(walk, container) if v.kind == "class") if container else ()
    make = walk.engine.external
    return tuple(
        value.base if value.kind == "instance" else make(value.name)
        for value in first(bundle)
        if value.kind in ("instance", "object")
    )


def _new(walk: Walk, bundle: Bundle, line: int) -> Values:
    make = walk.engine.refs.make
    return tuple(make("instance", each.name, each) for each in first(bundle) if each.kind == "class")


def _special_call(name: str, text: bool = False) -> Callable[[Walk, Bundle, int], Values]:
    def run(walk: Walk, bundle: Bundle, line: int) -> Values:
        results = []
        for value in first(bundle):
            found = method(walk, value, name, line) or (method(walk, value, "__repr__", line) if text else ())
            results.append(invoke_all(walk, found, Bundle([]), line, "operator"))
        if text:
            known = [value for value in first(bundle) if value.kind in ("string", "number")]
            if len(known) == 1 and len(first(bundle)) == 1:
                return (texts.text_ref(walk, known[0].name),)
            return (walk.engine.text,)
        return union(results)

    return run


def _property(walk: Walk, bundle: Bundle, line: int) -> Values:
    getters = first(bundle) or bundle.keywords.get("fget", ())
    setters = first(bundle, 1) or bundle.keywords.get("fset", ())
    setter = setters[0] if setters else None
    return tuple(walk.engine.refs.make("property", "", getter, setter) for getter in getters[:4])


def _wrap(kind: str) -> Callable[[Walk, Bundle, int], Values]:
    def wrap(walk: Walk, bundle: Bundle, line: int) -> Values:
        return tuple(walk.engine.refs.make(kind, "", value) for value in first(bundle)[:4])

    return wrap


def _given(walk: Walk, bundle: Bundle, line: int) -> Values:
    return first(bundle)


def _cast(walk: Walk, bundle: Bundle, line: int) -> Values:
    make = walk.engine.refs.make
    known = tuple(make("instance", v.name, v) for v in first(bundle) if v.kind == "class")
    return known or first(bundle, 1)


def _run(walk: Walk, bundle: Bundle, line: int) -> Values:
    return awaited(walk, first(bundle))


def _nothing(walk: Walk, bundle: Bundle, line: int) -> Values:
    return ()


_BUILTINS: dict[str, Callable[[Walk, Bundle, int], Values]] = {
    **iteration.BUILTINS,
    "getattr": _getattr, "setattr": _setattr, "type": _type,
    "len": _special_call("__len__"), "bool": _special_call("__bool__"), "hash": _special_call("__hash__"),
    "repr": _special_call("__repr__", True), "str": _special_call("__str__", True), "int": _nothing,
    "isinstance": _nothing, "issubclass": _nothing, "hasattr": _nothing, "callable": _nothing, "id": _nothing,
    "print": _nothing, "range": _nothing, "property": _property, "staticmethod": _wrap("static"),
    "classmethod": _wrap("classmethod"), "object.__new__": _new, "float": _nothing, "sum": _nothing,
    "any": _nothing, "all": _nothing,
}  # fmt: skip
STANDARD: dict[str, Callable[[Walk, Bundle, int], Values]] = {
    **iteration.STANDARD,
    "functools.partial": _partial, "functools.partialmethod": _partial,
    "functools.cached_property": _property,
    "functools.lru_cache": _given, "functools.cache": _given, "functools.update_wrapper": _given,
    "functools.singledispatch": _given, "abc.abstractmethod": _given, "typing.overload": _given,
    "typing.cast": _cast, "typing.no_type_check": _given, "copy.copy": _given, "copy.deepcopy": _given,
    "contextlib.contextmanager": _wrap("factory"), "contextlib.asynccontextmanager": _wrap("factory"),
    "asyncio.run": _run, "asyncio.create_task": _given, "asyncio.ensure_future": _given,
    "asyncio.wait_for": _given, "itertools.islice": _given, "itertools.cycle": _given,
}  # fmt: skip

#: The same of languages whose names are not imported.
GLOBALS: dict[str, Callable[[Walk, Bundle, int], Values]] = {}

#: Plain names of what is understood by itself, and may hand out what it is given.
UNDERSTOOD = frozenset(name.rpartition(".")[2] for name in (*_BUILTINS, *STANDARD, *METHODS))
INVOKERS["external"] = _external
INVOKERS["object"] = _object

__all__ = ["callback", "invoke", "outcome"]
