"""Names of languages that import by package, and leave out the object of a member.

A name that nothing in its file binds is a member of the object at hand or of those around, else a type
of the same package, else what an import with a star brings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyramid.link.attributes import load
from pyramid.link.packages import package_of
from pyramid.link.refs import Ref, Scope
from pyramid.link.walk import Values, Walk, union
from pyramid.model.facts import Import

#: Types of the language itself that tests call something of.
_LANGUAGE = frozenset(
    {
        "Boolean", "Character", "Class", "Double", "Enum", "Exception", "Float", "Integer", "Iterable",
        "Long", "Math", "Object", "Override", "Record", "Runnable", "RuntimeException", "String",
        "StringBuilder", "System", "Thread",
    }
)  # fmt: skip


def imported(walk: Walk, item: Import) -> Values:
    """What an import of a type, or of a static member of one, binds."""
    dotted = f"{item.module}.{item.name}".strip(".")
    found = _type(walk, dotted, walk.scope.path)
    return (_outside(walk, dotted),) if found is None else found


def star_source(walk: Walk, item: Import) -> Ref:
    """The package, or the type, of an import with a star."""
    if walk.engine.types.is_package(item.module):
        return walk.engine.refs.make("module", item.module, None, None, walk.scope.path)
    found = _type(walk, item.module, walk.scope.path)
    return found[0] if found else _outside(walk, item.module)


def implied(walk: Walk, scope: Scope, text: str) -> Values:
    """What a name stands for that nothing in its file binds."""
    found = _of_objects(walk, scope, text)
    if found is None:
        found = _visible(walk, scope, text)
    return found if found is not None else _guessed(walk, scope, text)


def _of_objects(walk: Walk, scope: Scope, text: str) -> Values | None:
    """A member of the object at hand, or of one of those around; None when there is no such member."""
    for cls, receivers in _around(walk, scope):
        found = [load(walk, each, text, 0) for each in receivers if _has(walk, each, text)]
        if not found and _has(walk, cls, text):
            found = [load(walk, walk.engine.refs.make("instance", cls.name, cls), text, 0)]
        if found:
            return union(found)
    return None


def _around(walk: Walk, scope: Scope) -> Iterator[tuple[Ref, Values]]:
    """The classes around a scope, innermost first, with the objects that ``this`` may be in them."""
    inner: Scope | None = None
    each: Scope | None = scope
    while each is not None:
        if each.kind == "class":
            bound = inner is not None and inner.receiver == "this"
            this = walk.engine.read(inner.cells["this"]) if inner is not None and bound else ()
            yield each.ref, tuple(value for value in this if value.kind == "instance")
            inner = None
        elif each.kind != "lambda":
            inner = each
        each = each.parent


def _has(walk: Walk, ref: Ref, text: str) -> bool:
    cls = ref.base if ref.kind == "instance" else ref
    hierarchy = walk.engine.hierarchy
    if hierarchy.find(cls, text):
        return True
    return text in walk.engine.stored and any(cell.values for cell in hierarchy.fields(cls, text))


def _visible(walk: Walk, scope: Scope, text: str) -> Values | None:
    """A type of the same package, or what an import with a star brings from the tree."""
    module = scope.module
    own = package_of(module.facts) or ""
    for source in (own, *_stars(module)):
        found = _type(walk, f"{source}.{text}", module.path)
        if found:
            return found
    return None


def _guessed(walk: Walk, scope: Scope, text: str) -> Values:
    """The likeliest name outside the tree: known to the rules, inherited, or the only one that it can be."""
    engine, module = walk.engine, scope.module
    known = engine.knowledge.is_named
    is_type = text[:1].isupper()
    sources = [each for each in _stars(module) if not engine.types.is_package(each)]
    given = next((each for each in sources if known(f"{each}.{text}")), None)
    if given is None and not is_type:
        inherited = _inherited(walk, scope, text)
        if inherited:
            return inherited
    if given is None and text in _LANGUAGE:
        given = "java.lang"
    if given is None:
        likely = [each for each in sources if _is_type(each) != is_type]
        given = likely[0] if len(likely) == 1 else None
    return (engine.external(f"{given}.{text}" if given else text),)


def _inherited(walk: Walk, scope: Scope, text: str) -> Values:
    for cls, receivers in _around(walk, scope):
        outside = walk.engine.hierarchy.outside(cls)
        if outside:
            receiver = receivers[0] if receivers else walk.engine.refs.make("instance", cls.name, cls)
            return load(walk, receiver, text, 0)
    return ()


def _stars(module: Scope) -> Iterable[str]:
    return [item.module for item in module.definition.imports if item.name == "*"]


def _is_type(dotted: str) -> bool:
    return dotted.rpartition(".")[2][:1].isupper()


def _type(walk: Walk, dotted: str, importer: str) -> Values | None:
    """A type of the tree or a member of one; None when the tree has no such type."""
    found = walk.engine.types.find(dotted, importer)
    if found is None:
        return None
    path, (first, *rest) = found
    module = walk.engine.by_path[path][0]
    walk.engine.ensure(module)
    cell = module.cells.get(first)
    values = walk.engine.read(cell) if cell is not None else ()
    for part in rest:
        values = union([load(walk, each, part, 0) for each in values])
    return values


def _outside(walk: Walk, dotted: str) -> Ref:
    walk.engine.externals[dotted.partition(".")[0]] = None
    return walk.engine.external(dotted)
