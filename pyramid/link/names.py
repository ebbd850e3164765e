"""Names in scopes: local, enclosing, global, imported, built in."""

from __future__ import annotations

from types import ModuleType

from pyramid.link.modules import BUILTIN_NAMES
from pyramid.link.refs import Cell, Ref, Scope, cell_of
from pyramid.link.walk import Values, Walk, handles
from pyramid.model.facts import Expression, Import

#: The name of what a module exports as a whole.
_WHOLE = "default"
#: The decorators that the extraction writes for what its language says by keywords.
_MARKS = frozenset({"staticmethod", "property", "super"})


@handles("name")
def name(walk: Walk, expression: Expression) -> Values:
    """What an identifier stands for at this point."""
    text = expression.text
    overlay = walk.overlay
    if overlay and text in overlay:
        return overlay[text]
    found = walk.env.get(text)
    return look_up(walk, walk.scope, text) if found is None else found


def look_up(walk: Walk, scope: Scope, text: str) -> Values:
    """All values of a name seen from a scope, wherever they were assigned."""
    bindings = scope.bindings
    found = bindings[text] if text in bindings else binding(scope, text)
    if found is not None:
        owner, cell = found
        if owner.state == 0 and owner.kind in ("module", "class"):
            walk.engine.ensure(owner)
        return walk.engine.read(cell)
    return _free(walk, scope, text)


def binding(scope: Scope, text: str) -> tuple[Scope, Cell] | None:
    """The scope and cell that a name refers to, when it is bound in this file."""
    if text not in scope.bindings:
        scope.bindings[text] = _find(scope, text)
    return scope.bindings[text]


def member(walk: Walk, module: Ref, text: str, seen: tuple[Ref, ...] = ()) -> Values:
    """An attribute of a module of the tree: a global, a star import, or a submodule."""
    scope = module.base
    values: Values = ()
    if scope is not None:
        walk.engine.ensure(scope)
        cell = scope.cells.get(text)
        if cell is not None:
            values = walk.engine.read(cell)
        elif scope.stars and module not in seen:
            values = _from_stars(walk, scope, text, (*seen, module))
    return values or submodule(walk, module, text)


def submodule(walk: Walk, module: Ref, text: str) -> Values:
    """A module inside a package."""
    index = walk.engine.index
    if module.base is None:
        found = _module(walk, f"{module.name}.{text}", module.origin)
        return (found,) if found else ()
    folder, _, file = module.base.path.rpartition("/")
    if not file.startswith("__init__."):
        return ()
    path = index.at_path(f"{folder.replace('/', '.')}.{text}".lstrip("."))
    return (walk.engine.by_path[path][0].ref,) if path else ()


def imported(walk: Walk, item: Import) -> Values:
    """What an import statement binds."""
    importer = walk.scope.path
    if walk.scope.packaged:
        return _implied().imported(walk, item)
    if walk.scope.script:
        return _by_path(walk, item, importer)
    if item.level:
        return _relative(walk, item, importer)
    if not item.name:
        top = item.module.partition(".")[0]
        target = top if item.binds == top else item.module
        _touch(walk, item.module, importer)
        return (_module(walk, target, importer) or _outside(walk, target),)
    module = _module(walk, item.module, importer)
    if module is None:
        return (_outside(walk, f"{item.module}.{item.name}"),)
    found = member(walk, module, item.name)
    if not found and module.base is None:
        return (_outside(walk, f"{item.module}.{item.name}"),)
    return found


def star_source(walk: Walk, item: Import) -> Ref:
    """The module of a star import."""
    if walk.scope.packaged:
        return _implied().star_source(walk, item)
    if walk.scope.script:
        return _file(walk, item, walk.scope.path) or _outside(walk, item.module)
    if item.level:
        module = _relative_module(walk, item, walk.scope.path)
        return module or _outside(walk, item.module or "?")
    return _module(walk, item.module, walk.scope.path) or _outside(walk, item.module)


def _implied() -> ModuleType:
    """The rules of languages that import by package; they need attributes, which need names."""
    from pyramid.link import implied

    return implied


def _by_path(walk: Walk, item: Import, importer: str) -> Values:
    """An import by path; a module that exports one thing as a whole stands for that thing too."""
    module = _file(walk, item, importer)
    if module is None:
        whole = not item.name or item.name == _WHOLE
        return (_outside(walk, item.module if whole else f"{item.module}.{item.name}"),)
    if item.name and item.name != _WHOLE:
        return member(walk, module, item.name) or _part(walk, module, item.name)
    return (*((module,) if not item.name else ()), *member(walk, module, _WHOLE))


def _part(walk: Walk, module: Ref, text: str) -> Values:
    """A name of a module that exports one object which holds it."""
    found: Values = ()
    for ref in member(walk, module, _WHOLE):
        if ref.kind == "container":
            found = (*found, *walk.engine.read(cell_of(ref, f"'{text}")))
    return found


def _file(walk: Walk, item: Import, importer: str) -> Ref | None:
    path = walk.engine.scripts.find(item.module, importer)
    if path is None:
        return None
    scope = walk.engine.by_path[path][0]
    walk.engine.ensure(scope)
    return scope.ref


def _find(scope: Scope, text: str) -> tuple[Scope, Cell] | None:
    if scope.outer.get(text) == "global":
        return _cell_in(scope.module, text, create=True)
    each: Scope | None = scope
    while each is not None:
        skip = (each.kind == "class" and each is not scope) or text in each.outer
        found = None if skip else _cell_in(each, text)
        if found:
            return found
        each = each.parent
    return None


def _cell_in(scope: Scope, text: str, create: bool = False) -> tuple[Scope, Cell] | None:
    cell = scope.cells.get(text)
    if cell is None and create:
        cell = scope.cells[text] = Cell()
    return (scope, cell) if cell is not None else None


def _free(walk: Walk, scope: Scope, text: str) -> Values:
    module = scope.module
    if module.state == 0:
        walk.engine.ensure(module)
    if module.stars:
        found = _from_stars(walk, module, text, (module.ref,))
        if found:
            return found
    if module.script:
        if text in _MARKS:
            return walk.engine.builtin(text)
        if module.packaged:
            return _implied().implied(walk, scope, text)
        walk.engine.globals[text] = None
        return (walk.engine.external(text),)
    if text in BUILTIN_NAMES:
        return walk.engine.builtin(text)
    if text == "__name__":
        return (walk.engine.refs.make("string", module.symbol),)
    outside = [ref for ref in module.stars if ref.kind == "external"]
    return (walk.engine.external(f"{outside[-1].name}.{text}"),) if len(outside) == 1 else ()


def _from_stars(walk: Walk, scope: Scope, text: str, seen: tuple[Ref, ...]) -> Values:
    for ref in reversed(scope.stars):
        if ref.kind == "module" and ref.base is not None and ref not in seen and _exports(walk, ref, text):
            found = member(walk, ref, text, seen)
            if found:
                return found
    return ()


def _exports(walk: Walk, module: Ref, text: str) -> bool:
    if not text.startswith("_"):
        return True
    walk.engine.ensure(module.base)
    return "__all__" in module.base.cells


def _relative(walk: Walk, item: Import, importer: str) -> Values:
    module = _relative_module(walk, item, importer)
    if module is None:
        return (walk.engine.external("." * item.level + f"{item.module}.{item.name}".strip(".")),)
    return member(walk, module, item.name)


def _relative_module(walk: Walk, item: Import, importer: str) -> Ref | None:
    dotted = walk.engine.index.absolute(item.module, item.level, importer)
    if dotted is None:
        return None
    path = walk.engine.index.at_path(dotted)
    if path:
        return walk.engine.by_path[path][0].ref
    return walk.engine.refs.make("module", dotted, None, None, "/" + importer) if dotted else None


def _touch(walk: Walk, dotted: str, importer: str) -> None:
    found = _module(walk, dotted, importer)
    if found is not None and found.base is not None:
        walk.engine.ensure(found.base)


def _module(walk: Walk, dotted: str, importer: str) -> Ref | None:
    index = walk.engine.index
    if importer.startswith("/"):  # a namespace package, named by its path from the tree's root
        path = index.at_path(dotted)
        return walk.engine.by_path[path][0].ref if path else None
    path = index.find(dotted, importer)
    if path is not None:
        return walk.engine.by_path[path][0].ref
    if index.is_namespace(dotted, importer):
        return walk.engine.refs.make("module", dotted, None, None, importer)
    return None


def _outside(walk: Walk, dotted: str) -> Ref:
    walk.engine.externals[dotted.partition(".")[0]] = None
    return walk.engine.external(dotted)
