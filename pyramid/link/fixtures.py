"""Fixtures: functions that a test runner calls to fill a parameter of the same name."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.link.annotations import metadata
from pyramid.link.definitions import decorator_names
from pyramid.link.invoke import Bundle, element, invoke, returned
from pyramid.link.names import look_up, member
from pyramid.link.parameters import parametrised, with_parameters
from pyramid.link.plugins import plugins
from pyramid.link.refs import Ref, Scope
from pyramid.link.walk import Values, Walk, evaluate, union
from pyramid.model.facts import Expression, Parameter

_NEAREST = "conftest"
_RECEIVERS = frozenset({"self", "cls"})


def prepare(walk: Walk) -> None:
    """Fill the parameters of the function that is about to be walked, as far as a runner does."""
    scope = walk.scope
    if scope.script:
        _called_so(walk, scope)
        return
    for parameter in scope.definition.parameters:
        if parameter.annotation is not None or parameter.default is not None:
            _injected(walk, scope, parameter)
    _framework_given(walk, scope)
    if not takes_fixtures(walk, scope):
        return
    parametrised(walk, scope)
    for parameter in scope.definition.parameters:
        if parameter.name in _RECEIVERS or parameter.default is not None:
            continue
        if parameter.kind in ("*", "**"):
            continue
        values = fixture_values(walk, scope, parameter.name)
        values = tuple(with_parameters(walk, scope, value) for value in values)
        if values:
            walk.engine.write(scope.cells[parameter.name], values)


def takes_fixtures(walk: Walk, scope: Scope) -> bool:
    """Whether a runner fills this function's parameters: a test, a fixture, or set-up."""
    if scope.kind not in ("function", "async"):
        return False
    name = scope.definition.name
    if name.startswith("test") or name in walk.engine.knowledge.module_setup():
        return scope.parent is not None and scope.parent.kind in ("module", "class")
    return fixture_name(walk, scope) is not None


def fixture_name(walk: Walk, scope: Scope) -> str | None:
    """The name under which a function is a fixture; ``None`` when it is none."""
    engine = walk.engine
    if not scope.definition.decorators:
        return None
    known = engine.fixtures.get(scope)
    if known is not None:
        return known or None
    found = ""
    outer = Walk(engine, scope.parent or scope)
    for decorator in scope.definition.decorators:
        callee = decorator.operands[0] if decorator.kind == "call" else decorator
        for ref in evaluate(outer, callee):
            if ref.kind == "external" and engine.knowledge.is_fixture_decorator(ref.name):
                found = _given_name(decorator) or scope.definition.name
    module = scope.module
    if found or module.state == 2:
        engine.fixtures[scope] = found
    return found or None


def find_fixture(walk: Walk, scope: Scope, name: str) -> Scope | None:
    """The function behind a fixture name as seen from a test or another fixture.

    The class first, then the module, then conftest files from the nearest folder up, then
    plugin modules of the tree; a fixture that asks for its own name means the next one out.
    """
    for place in _places(walk, scope):
        for found in _named(walk, place, name):
            if found is not scope:
                return found
    return None


def fixture_values(walk: Walk, scope: Scope, name: str) -> Values:
    """What a fixture parameter stands for."""
    found = find_fixture(walk, scope, name)
    if found is None:
        known = walk.engine.knowledge.fixture_type(name, walk.engine.packages())
        return (walk.engine.refs.make("object", known),) if known else ()
    walk.engine.ensure(found)
    if found.yields is not None:
        values = walk.engine.read(found.yields)
        return values or _yielded(walk, found)
    return returned(walk, found)


def autouse(walk: Walk, scope: Scope) -> list[Scope]:
    """Fixtures that run around a test without being asked for."""
    found: dict[Scope, None] = {}
    for place in _places(walk, scope):
        for each in _fixtures_in(walk, place):
            if any(_is_autouse(decorator) for decorator in each.definition.decorators):
                found[each] = None
    return list(found)


def _framework_given(walk: Walk, scope: Scope) -> None:
    """Parameters without an annotation that a framework is known to fill."""
    definition, engine = scope.definition, walk.engine
    if scope.kind not in ("function", "async") or not any(map(_is_open, definition.parameters)):
        return
    method = scope.parent is not None and scope.parent.kind == "class"
    bases = [each.name for each in engine.hierarchy.order(scope.parent.ref)] if method else []  # type: ignore[union-attr]
    decorators = decorator_names(walk, scope) if definition.decorators else []
    for position, parameter in enumerate(definition.parameters):
        if _is_open(parameter):
            known = engine.knowledge.parameter_type(
                definition.name, parameter.name, position == int(method), engine.packages(), bases, decorators
            )
            if known:
                engine.write(scope.cells[parameter.name], (engine.refs.make("object", known),))


def _called_so(walk: Walk, scope: Scope) -> None:
    """Parameters whose name alone tells what a tool that the tree uses hands over."""
    engine = walk.engine
    for parameter in scope.definition.parameters:
        known = engine.knowledge.type_by_name(parameter.name, engine.packages())
        if known and _is_open(parameter):
            engine.write(scope.cells[parameter.name], (engine.refs.make("object", known),))


def _is_open(parameter: Parameter) -> bool:
    if parameter.annotation is not None or parameter.kind in ("*", "**"):
        return False
    return parameter.name not in _RECEIVERS


def _injected(walk: Walk, scope: Scope, parameter: Parameter) -> None:
    """A default or annotation that hands a function of the tree to a framework: it will be run."""
    expressions = list(metadata(parameter.annotation))
    if parameter.default is not None and parameter.default.kind == "call":
        expressions.append(parameter.default)
    outer = Walk(walk.engine, scope.parent or scope)
    for expression in expressions:
        if expression.kind != "call":
            continue
        callees = evaluate(outer, expression.operands[0])
        if not any(ref.kind == "external" for ref in callees):
            continue
        for argument in expression.operands[1:2]:
            for value in evaluate(outer, argument):
                if value.kind in ("function", "class", "bound", "instance"):
                    given = invoke(walk, value, Bundle([]), expression.line, "dependency")
                    walk.engine.write(scope.cells[parameter.name], _unwrapped(walk, given))


def _unwrapped(walk: Walk, values: Values) -> Values:
    found: list[Values] = []
    for value in values:
        if value.kind == "generator" and value.base.base.yields is not None:
            found.append(walk.engine.read(value.base.base.yields) or _yielded(walk, value.base.base))
        elif value.kind == "coroutine":
            found.append(returned(walk, value.base.base))
        else:
            found.append((value,))
    return union(found)


def _yielded(walk: Walk, scope: Scope) -> Values:
    """The element type of a declared ``Iterator[...]`` or ``Generator[...]``."""
    declared = walk.engine.read(scope.declared)
    return union([element(walk, ref, "") if ref.kind == "container" else (ref,) for ref in declared])


def _places(walk: Walk, scope: Scope) -> Iterator[Scope]:
    parent = scope.parent
    while parent is not None and parent.kind == "class":
        for cls in walk.engine.hierarchy.order(parent.ref):
            if cls.kind == "class":
                yield cls.base
        parent = parent.parent
    module = scope.module
    yield module
    yield from plugins(walk, module)
    folder = module.path.rpartition("/")[0]
    while True:
        path = f"{folder}/{_NEAREST}.py".lstrip("/")
        scopes = walk.engine.by_path.get(path)
        if scopes and scopes[0] is not module:
            yield scopes[0]
            yield from plugins(walk, scopes[0])
        if not folder:
            return
        folder = folder.rpartition("/")[0]


def _named(walk: Walk, place: Scope, name: str) -> Iterator[Scope]:
    walk.engine.ensure(place)
    table = _table(walk, place)
    if name in table:
        yield table[name]
        return
    if place.kind == "module" and (name in place.cells or place.stars):
        values = member(walk, place.ref, name) if name not in place.cells else look_up(walk, place, name)
        for value in values:
            found = _function_of(value)
            if found is not None and fixture_name(walk, found) == name:
                yield found


def _function_of(value: Ref) -> Scope | None:
    while value.kind == "wrapped":
        value = value.receiver
    return value.base if value.kind == "function" else None


def _table(walk: Walk, place: Scope) -> dict[str, Scope]:
    known = walk.engine.fixture_tables.get(place)
    if known is not None:
        return known
    found = {}
    for child in _fixtures_in(walk, place):
        found[fixture_name(walk, child) or ""] = child
    if place.module.state == 2:
        walk.engine.fixture_tables[place] = found
    return found


def _fixtures_in(walk: Walk, place: Scope) -> list[Scope]:
    known = walk.engine.fixtures_in.get(place)
    if known is not None:
        return known
    walk.engine.ensure(place)
    found = [child for child in place.children.values() if fixture_name(walk, child) is not None]
    if walk.engine.frozen:
        walk.engine.fixtures_in[place] = found
    return found


def _given_name(decorator: Expression) -> str:
    for keyword, value in zip(decorator.keywords, decorator.operands[1:], strict=False):
        if keyword == "name" and value.kind == "string":
            return value.text
    return ""


def _is_autouse(decorator: Expression) -> bool:
    for keyword, value in zip(decorator.keywords, decorator.operands[1:], strict=False):
        if keyword == "autouse":
            return not (value.kind == "constant" and value.text == "False")
    return False


def closure(walk: Walk) -> list[Scope]:
    """Every fixture function that runs for a test, in the order of a search from the test."""
    found: dict[Scope, None] = dict.fromkeys(autouse(walk, walk.scope))
    todo = [walk.scope, *found]
    while todo:
        scope = todo.pop(0)
        for name in [p.name for p in scope.definition.parameters] + _used(walk, scope):
            each = find_fixture(walk, scope, name)
            if each is None or not takes_fixtures(walk, scope):
                continue
            if each not in found:
                found[each] = None
                todo.append(each)
    return list(found)


def _used(walk: Walk, scope: Scope) -> list[str]:
    wanted = {runner.uses for runner in walk.engine.knowledge.test_conventions if runner.uses}
    if not wanted:
        return []
    names: list[str] = []
    place: Scope | None = scope
    while place is not None:
        names += _used_at(walk, place, wanted)
        place = place.parent
    return names


def _used_at(walk: Walk, place: Scope, wanted: set[str]) -> list[str]:
    known = walk.engine.used.get(place)
    if known is not None:
        return known
    marks = list(place.definition.decorators)
    if place.kind in ("class", "module"):
        marks += _assigned_marks(place)
    outer = Walk(walk.engine, place.parent or place)
    names: list[str] = []
    for mark in marks:
        if mark.kind != "call":
            continue
        meant = {ref.name for ref in evaluate(outer, mark.operands[0]) if ref.kind == "external"}
        if meant & wanted:
            names += [part.text for part in mark.operands[1:] if part.kind == "string"]
    if walk.engine.frozen:
        walk.engine.used[place] = names
    return names


def _assigned_marks(place: Scope) -> list[Expression]:
    found: list[Expression] = []
    for statement in place.definition.body:
        value = statement.value
        if statement.kind == "assign" and statement.targets[0].text.endswith("mark") and value is not None:
            found += value.operands if value.kind in ("list", "tuple") else (value,)
    return found
