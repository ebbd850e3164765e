"""Calls of names outside the tree: what they give, and which of their arguments they run."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.link import handed, library, texts
from pyramid.link.attributes import load, method
from pyramid.link.containers import METHODS, awaited, elements, everything
from pyramid.link.invoke import INVOKERS, Bundle, invoke, invoke_all
from pyramid.link.refs import Ref, Scope
from pyramid.link.walk import Values, Walk, cell_of, union
from pyramid.model.layers import Certainty

_LONGEST = 160
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
    special = (GLOBALS if walk.scope.script else _STANDARD).get(name)
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


def _first(bundle: Bundle, position: int = 0) -> Values:
    return bundle.positional[position] if position < len(bundle.positional) else ()


def _getattr(walk: Walk, bundle: Bundle, line: int) -> Values:
    found = [bundle.positional[2]] if len(bundle.positional) > 2 else []
    for key in _first(bundle, 1):
        if key.kind == "string" and "\0" not in key.name:
            found.extend(load(walk, ref, key.name, line) for ref in _first(bundle))
    return union(found)


def _setattr(walk: Walk, bundle: Bundle, line: int) -> Values:
    from pyramid.link.attributes import store

    for key in _first(bundle, 1):
        if key.kind == "string" and "\0" not in key.name:
            for ref in _first(bundle):
                store(walk, ref, key.name, _first(bundle, 2), line)
    return ()


def _collected(kind: str) -> Callable[[Walk, Bundle, int], Values]:
    def collect(walk: Walk, bundle: Bundle, line: int) -> Values:
        first = _first(bundle)
        if len(first) == 1 and first[0].kind == "container" and kind in ("list", "tuple"):
            return first if first[0].name in ("list", "tuple") else _held(walk, kind, bundle, line)
        return _held(walk, kind, bundle, line)

    return collect


def _held(walk: Walk, kind: str, bundle: Bundle, line: int) -> Values:
    container = walk.engine.refs.make("container", kind, None, None, walk.place(line))
    walk.engine.write(cell_of(container, ""), elements(walk, _first(bundle), line))
    return (container,)


def _dict(walk: Walk, bundle: Bundle, line: int) -> Values:
    container = walk.engine.refs.make("container", "dict", None, None, walk.place(line))
    METHODS["update"](walk, container, bundle, line)
    return (container,)


def _next(walk: Walk, bundle: Bundle, line: int) -> Values:
    found = [elements(walk, tuple(v for v in _first(bundle) if v.kind != "instance"), line)]
    for value in _first(bundle):
        found.append(invoke_all(walk, method(walk, value, "__next__", line), Bundle([]), line, "operator"))
    return union([*found, _first(bundle, 1)])


def _iter(walk: Walk, bundle: Bundle, line: int) -> Values:
    found = []
    for value in _first(bundle):
        started = method(walk, value, "__iter__", line)
        found.append(invoke_all(walk, started, Bundle([]), line, "operator") if started else (value,))
    return union(found)


def _map(walk: Walk, bundle: Bundle, line: int) -> Values:
    given = [elements(walk, values, line) for values in bundle.positional[1:]]
    results = invoke_all(walk, _first(bundle), Bundle(given), line, "callback")
    return _listed(walk, results, line)


def _filter(walk: Walk, bundle: Bundle, line: int) -> Values:
    given = elements(walk, _first(bundle, 1), line)
    invoke_all(walk, _first(bundle), Bundle([given]), line, "callback")
    return _listed(walk, given, line)


def _sorted(walk: Walk, bundle: Bundle, line: int) -> Values:
    given = elements(walk, _first(bundle), line)
    results = invoke_all(walk, bundle.keywords.get("key", ()), Bundle([given]), line, "callback")
    return _listed(walk, given or results, line)


def _extreme(walk: Walk, bundle: Bundle, line: int) -> Values:
    given = elements(walk, _first(bundle), line) if len(bundle.positional) == 1 else union(bundle.positional)
    invoke_all(walk, bundle.keywords.get("key", ()), Bundle([given]), line, "callback")
    return given


def _listed(walk: Walk, values: Values, line: int) -> Values:
    container = walk.engine.refs.make("container", "list", None, None, walk.place(line) + "*")
    walk.engine.write(cell_of(container, ""), values)
    return (container,)


def _enumerate(walk: Walk, bundle: Bundle, line: int) -> Values:
    pair = walk.engine.refs.make("container", "tuple", None, None, walk.place(line) + "#")
    walk.engine.write(cell_of(pair, "1"), elements(walk, _first(bundle), line))
    return _listed(walk, (pair,), line)


def _zip(walk: Walk, bundle: Bundle, line: int) -> Values:
    row = walk.engine.refs.make("container", "tuple", None, None, walk.place(line) + "#")
    for position, values in enumerate(bundle.positional):
        walk.engine.write(cell_of(row, str(position)), elements(walk, values, line))
    return _listed(walk, (row,), line)


def _type(walk: Walk, bundle: Bundle, line: int) -> Values:
    if len(bundle.positional) == 3:
        container = next((v for v in _first(bundle, 1) if v.kind == "container"), None)
        return tuple(v for v in everything(walk, container) if v.kind == "class") if container else ()
    make = walk.engine.external
    return tuple(
        value.base if value.kind == "instance" else make(value.name)
        for value in _first(bundle)
        if value.kind in ("instance", "object")
    )


def _special_call(name: str, text: bool = False) -> Callable[[Walk, Bundle, int], Values]:
    def run(walk: Walk, bundle: Bundle, line: int) -> Values:
        results = []
        for value in _first(bundle):
            results.append(invoke_all(walk, method(walk, value, name, line), Bundle([]), line, "operator"))
        if text:
            known = [value for value in _first(bundle) if value.kind in ("string", "number")]
            if len(known) == 1 and len(_first(bundle)) == 1:
                return (texts.text_ref(walk, known[0].name),)
            return (walk.engine.text,)
        return union(results)

    return run


def _property(walk: Walk, bundle: Bundle, line: int) -> Values:
    getters = _first(bundle) or bundle.keywords.get("fget", ())
    setters = _first(bundle, 1) or bundle.keywords.get("fset", ())
    setter = setters[0] if setters else None
    return tuple(walk.engine.refs.make("property", "", getter, setter) for getter in getters[:4])


def _wrap(kind: str) -> Callable[[Walk, Bundle, int], Values]:
    def wrap(walk: Walk, bundle: Bundle, line: int) -> Values:
        return tuple(walk.engine.refs.make(kind, "", value) for value in _first(bundle)[:4])

    return wrap


def _given(walk: Walk, bundle: Bundle, line: int) -> Values:
    return _first(bundle)


def _cast(walk: Walk, bundle: Bundle, line: int) -> Values:
    make = walk.engine.refs.make
    known = tuple(make("instance", v.name, v) for v in _first(bundle) if v.kind == "class")
    return known or _first(bundle, 1)


def _run(walk: Walk, bundle: Bundle, line: int) -> Values:
    return awaited(walk, _first(bundle))


def _nothing(walk: Walk, bundle: Bundle, line: int) -> Values:
    return ()


_BUILTINS: dict[str, Callable[[Walk, Bundle, int], Values]] = {
    "getattr": _getattr, "setattr": _setattr, "list": _collected("list"), "tuple": _collected("tuple"),
    "set": _collected("set"), "frozenset": _collected("set"), "dict": _dict, "next": _next, "iter": _iter,
    "anext": _next, "aiter": _iter, "map": _map, "filter": _filter, "sorted": _sorted,
    "reversed": _collected("list"),
    "min": _extreme, "max": _extreme, "enumerate": _enumerate, "zip": _zip, "type": _type,
    "len": _special_call("__len__"), "bool": _special_call("__bool__"), "hash": _special_call("__hash__"),
    "repr": _special_call("__repr__", True), "str": _special_call("__str__", True), "int": _nothing,
    "isinstance": _nothing, "issubclass": _nothing, "hasattr": _nothing, "callable": _nothing, "id": _nothing,
    "print": _nothing, "range": _nothing, "property": _property, "staticmethod": _wrap("static"),
    "classmethod": _wrap("classmethod"), "float": _nothing, "sum": _nothing, "any": _nothing, "all": _nothing,
}  # fmt: skip
_STANDARD: dict[str, Callable[[Walk, Bundle, int], Values]] = {
    "functools.partial": _partial, "functools.partialmethod": _partial,
    "functools.cached_property": _property,
    "functools.lru_cache": _given, "functools.cache": _given, "functools.update_wrapper": _given,
    "functools.singledispatch": _given, "abc.abstractmethod": _given, "typing.overload": _given,
    "typing.cast": _cast, "typing.no_type_check": _given, "copy.copy": _given, "copy.deepcopy": _given,
    "contextlib.contextmanager": _wrap("factory"), "contextlib.asynccontextmanager": _wrap("factory"),
    "asyncio.run": _run, "asyncio.create_task": _given, "asyncio.ensure_future": _given,
    "asyncio.wait_for": _given,
    "itertools.chain": _extreme,
}  # fmt: skip

#: The same of languages whose names are not imported.
GLOBALS: dict[str, Callable[[Walk, Bundle, int], Values]] = {}

#: Plain names of what is understood by itself, and may hand out what it is given.
UNDERSTOOD = frozenset(name.rpartition(".")[2] for name in (*_BUILTINS, *_STANDARD, *METHODS))
INVOKERS["external"] = _external
INVOKERS["object"] = _object

__all__ = ["callback", "invoke", "outcome"]
