"""What built-in functions make of containers and of what they are iterated with."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.link.attributes import method
from pyramid.link.containers import METHODS, elements
from pyramid.link.invoke import Bundle, invoke_all
from pyramid.link.walk import Values, Walk, cell_of, union


def first(bundle: Bundle, position: int = 0) -> Values:
    return bundle.positional[position] if position < len(bundle.positional) else ()


def _collected(kind: str) -> Callable[[Walk, Bundle, int], Values]:
    def collect(walk: Walk, bundle: Bundle, line: int) -> Values:
        given = first(bundle)
        if len(given) == 1 and given[0].kind == "container" and kind in ("list", "tuple"):
            return given if given[0].name in ("list", "tuple") else _held(walk, kind, bundle, line)
        return _held(walk, kind, bundle, line)

    return collect


def _held(walk: Walk, kind: str, bundle: Bundle, line: int) -> Values:
    container = walk.engine.refs.make("container", kind, None, None, walk.place(line))
    walk.engine.write(cell_of(container, ""), elements(walk, first(bundle), line))
    return (container,)


def _mapping(walk: Walk, bundle: Bundle, line: int) -> Values:
    container = walk.engine.refs.make("container", "dict", None, None, walk.place(line))
    METHODS["update"](walk, container, bundle, line)
    return (container,)


def _defaults(walk: Walk, bundle: Bundle, line: int) -> Values:
    """A dictionary that makes what is missing."""
    container = walk.engine.refs.make("container", "dict", None, None, walk.place(line))
    METHODS["update"](walk, container, Bundle(bundle.positional[1:], bundle.keywords), line)
    walk.engine.write(cell_of(container, ""), invoke_all(walk, first(bundle), Bundle([]), line, "callback"))
    return (container,)


def _chained(walk: Walk, bundle: Bundle, line: int) -> Values:
    return _listed(walk, elements(walk, union(bundle.positional), line), line)


def _flattened(walk: Walk, bundle: Bundle, line: int) -> Values:
    return _listed(walk, elements(walk, elements(walk, first(bundle), line), line), line)


def _packed(walk: Walk, bundle: Bundle, line: int) -> Values:
    """Bytes that an object can be made of again."""
    container = walk.engine.refs.make("container", "tuple", None, None, walk.place(line) + "&")
    walk.engine.write(cell_of(container, ""), first(bundle))
    return (container,)


def _unpacked(walk: Walk, bundle: Bundle, line: int) -> Values:
    return elements(walk, tuple(each for each in first(bundle) if each.kind == "container"), line)


def _advance(walk: Walk, bundle: Bundle, line: int) -> Values:
    found = [elements(walk, tuple(v for v in first(bundle) if v.kind != "instance"), line)]
    for value in first(bundle):
        found.append(invoke_all(walk, method(walk, value, "__next__", line), Bundle([]), line, "operator"))
    return union([*found, first(bundle, 1)])


def _start(walk: Walk, bundle: Bundle, line: int) -> Values:
    found = []
    for value in first(bundle):
        started = method(walk, value, "__iter__", line)
        found.append(invoke_all(walk, started, Bundle([]), line, "operator") if started else (value,))
    return union(found)


def _mapped(walk: Walk, bundle: Bundle, line: int) -> Values:
    given = [elements(walk, values, line) for values in bundle.positional[1:]]
    results = invoke_all(walk, first(bundle), Bundle(given), line, "callback")
    return _listed(walk, results, line)


def _filtered(walk: Walk, bundle: Bundle, line: int) -> Values:
    given = elements(walk, first(bundle, 1), line)
    invoke_all(walk, first(bundle), Bundle([given]), line, "callback")
    return _listed(walk, given, line)


def _ordered(walk: Walk, bundle: Bundle, line: int) -> Values:
    given = elements(walk, first(bundle), line)
    results = invoke_all(walk, bundle.keywords.get("key", ()), Bundle([given]), line, "callback")
    return _listed(walk, given or results, line)


def _extreme(walk: Walk, bundle: Bundle, line: int) -> Values:
    given = elements(walk, first(bundle), line) if len(bundle.positional) == 1 else union(bundle.positional)
    invoke_all(walk, bundle.keywords.get("key", ()), Bundle([given]), line, "callback")
    return given


def _listed(walk: Walk, values: Values, line: int) -> Values:
    container = walk.engine.refs.make("container", "list", None, None, walk.place(line) + "*")
    walk.engine.write(cell_of(container, ""), values)
    return (container,)


def _numbered(walk: Walk, bundle: Bundle, line: int) -> Values:
    pair = walk.engine.refs.make("container", "tuple", None, None, walk.place(line) + "#")
    walk.engine.write(cell_of(pair, "1"), elements(walk, first(bundle), line))
    return _listed(walk, (pair,), line)


def _zipped(walk: Walk, bundle: Bundle, line: int) -> Values:
    row = walk.engine.refs.make("container", "tuple", None, None, walk.place(line) + "#")
    for position, values in enumerate(bundle.positional):
        walk.engine.write(cell_of(row, str(position)), elements(walk, values, line))
    return _listed(walk, (row,), line)


BUILTINS: dict[str, Callable[[Walk, Bundle, int], Values]] = {
    "list": _collected("list"), "tuple": _collected("tuple"), "set": _collected("set"),
    "frozenset": _collected("set"), "reversed": _collected("list"), "dict": _mapping, "next": _advance,
    "iter": _start, "anext": _advance, "aiter": _start, "map": _mapped, "filter": _filtered,
    "sorted": _ordered, "min": _extreme, "max": _extreme, "enumerate": _numbered, "zip": _zipped,
}  # fmt: skip
#: The same of modules.
STANDARD: dict[str, Callable[[Walk, Bundle, int], Values]] = {
    "itertools.chain": _chained, "itertools.chain.from_iterable": _flattened,
    "itertools.zip_longest": _zipped, "collections.OrderedDict": _mapping,
    "collections.defaultdict": _defaults, "collections.ChainMap": _mapping,
    "collections.deque": _collected("list"), "pickle.dumps": _packed, "pickle.loads": _unpacked,
}  # fmt: skip
