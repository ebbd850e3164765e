"""What a ``def`` or ``class`` statement binds: decorators, defaults, annotations, bases."""

from __future__ import annotations

from pyramid.link.annotations import instances
from pyramid.link.attributes import MEMBERS
from pyramid.link.closures import wrap
from pyramid.link.externals import callback
from pyramid.link.invoke import Bundle, invoke, rest
from pyramid.link.refs import Ref, Scope
from pyramid.link.targets import bind_name
from pyramid.link.walk import Values, Walk, cell_of, evaluate, union
from pyramid.model.facts import Expression

_CLASS_METHODS = frozenset({"__init_subclass__", "__class_getitem__"})


def define(walk: Walk, scope: Scope) -> None:
    """Bind the name of a nested definition to what its decorators make of it."""
    value = _define_class(walk, scope) if scope.kind == "class" else _define_function(walk, scope)
    for decorator in reversed(scope.definition.decorators):
        value = _decorate(walk, scope, decorator, value)
    bind_name(walk, scope.definition.name, value)


def decorator_names(walk: Walk, scope: Scope) -> list[str]:
    """Dotted names of the external decorators of a definition, as known by rules."""
    outer = Walk(walk.engine, scope.parent or scope)
    found = []
    for decorator in scope.definition.decorators:
        callee = decorator.operands[0] if decorator.kind == "call" else decorator
        found += [ref.name for ref in evaluate(outer, callee) if ref.kind == "external"]
    return [walk.engine.knowledge.canonical(name) for name in found]


def _define_class(walk: Walk, scope: Scope) -> Values:
    definition = scope.definition
    bases: list[Ref] = []
    for expression in definition.bases:
        bases += _bases(walk, expression)
    walk.engine.hierarchy.set_bases(scope.ref, tuple(dict.fromkeys(bases)))
    for name, expression in definition.keywords:
        for ref in evaluate(walk, expression):
            if name == "metaclass" and ref.kind == "class":
                walk.engine.hierarchy.set_maker(scope.ref, ref)
    if scope.packaged:
        bind_name(walk, definition.name, (scope.ref,))  # its own fields are named by the class
    if scope.state == 0:
        walk.engine.ensure(scope)
    _announce(walk, scope)
    return (scope.ref,)


def _bases(walk: Walk, expression: Expression) -> list[Ref]:
    target = expression.operands[0] if expression.kind == "subscript" else expression
    found = []
    for ref in evaluate(walk, target):
        if ref.kind in ("class", "external"):
            found.append(ref)
        elif ref.kind == "object":
            found.append(walk.engine.external(ref.name))
    if expression.kind == "call":  # a base made by a call, from the classes it is given
        for argument in expression.operands[1:]:
            found += [ref for ref in evaluate(walk, argument) if ref.kind == "class"]
    return found


def _announce(walk: Walk, scope: Scope) -> None:
    """``__init_subclass__`` and ``__set_name__`` run when a class is made."""
    hierarchy = walk.engine.hierarchy
    meta = hierarchy.maker(scope.ref)
    if meta is not None:
        for name in ("__new__", "__init__"):
            made = hierarchy.find(meta, name)
            for value in walk.engine.read(made[1]) if made else ():
                target = value.base if value.kind == "static" else value
                receiver = meta if name == "__new__" else scope.ref
                invoke(walk, target, Bundle([(receiver,)]), scope.definition.line, "operator")
    if not scope.definition.bases:
        return
    found = hierarchy.find(scope.ref, "__init_subclass__", after=scope.ref)
    for value in walk.engine.read(found[1]) if found else ():
        target = value.base if value.kind == "classmethod" else value
        invoke(walk, target, Bundle([(scope.ref,)]), scope.definition.line, "operator")


def _define_function(walk: Walk, scope: Scope) -> Values:
    definition = scope.definition
    engine = walk.engine
    for position, parameter in enumerate(definition.parameters):
        cell = scope.cells[parameter.name]
        if parameter.kind in ("*", "**"):
            rest(walk, scope, parameter.kind)
            continue
        if position == 0 and _is_method(walk, scope):
            engine.write(cell, _receiver(walk, scope))
        engine.write(cell, instances(walk, parameter.annotation))
        if parameter.default is not None:
            engine.write(cell, evaluate(walk, parameter.default))
    engine.write(scope.declared, instances(walk, definition.returns))
    return (scope.ref,)


def _is_method(walk: Walk, scope: Scope) -> bool:
    if scope.parent is None or scope.parent.kind != "class":
        return False
    return not any(d.kind == "name" and d.text == "staticmethod" for d in scope.definition.decorators)


def _receiver(walk: Walk, scope: Scope) -> Values:
    cls = scope.parent.ref  # type: ignore[union-attr]
    definition = scope.definition
    if definition.name in _CLASS_METHODS or definition.name == "__new__":
        return (cls,)
    if any(d.kind == "name" and d.text == "classmethod" for d in definition.decorators):
        return (cls,)
    return (walk.engine.refs.make("instance", cls.name, cls),)


def _decorate(walk: Walk, scope: Scope, decorator: Expression, value: Values) -> Values:
    results = []
    for ref in _makers(decorator, evaluate(walk, decorator)):
        if ref.kind == "external":
            results.append(_known(walk, scope, ref, value, decorator.line))
            _register(walk, ref, decorator, value)
        elif ref.kind == "object":
            callback(walk, Bundle([]), decorator.line)
        elif ref.kind != "instance" or walk.engine.hierarchy.find(ref.base, "__call__"):
            made = invoke(walk, ref, Bundle([value]), decorator.line, "decorator")
            results.append(wrap(walk, made, value))
    found = union(results)
    return found or value


def _makers(decorator: Expression, values: Values) -> Values:
    """What decorates: of a decorator that works with and without arguments, what its call with some gives.

    Without arguments it gives what it makes of a function; with them, a function that will do so.
    """
    if decorator.kind != "call" or len(values) < 2:
        return values
    made = tuple(each for each in values if each.kind == "partial" or _is_inner(each))
    return made or values


def _is_inner(value: Ref) -> bool:
    inner = value.base if value.kind == "function" else None
    return (
        inner is not None and not inner.definition.decorators and inner.parent.kind in ("function", "async")
    )


def _register(walk: Walk, ref: Ref, decorator: Expression, subject: Values) -> None:
    """What a decorator from outside keeps of a function, and the type whose members it gives to it."""
    known = walk.engine.knowledge.library
    name = ref.name.removesuffix("()")
    members = known.members(name)
    for value in subject if members else ():
        if value.kind == "function":
            walk.engine.write(cell_of(value, MEMBERS), (walk.engine.refs.make("object", members),))
    behaviour = known.of(name)
    if behaviour is not None and behaviour.keeps:
        from pyramid.link.expressions import arguments
        from pyramid.link.library import keep_decorated

        called = decorator.kind == "call"
        bundle = arguments(walk, decorator) if called else Bundle([subject])
        for each in evaluate(walk, decorator.operands[0]) if called else (ref,):
            keep_decorated(walk, each, behaviour, bundle, subject, decorator.line)


def _known(walk: Walk, scope: Scope, ref: Ref, value: Values, line: int) -> Values:
    """What a decorator from outside makes of a function: mostly the function still."""
    make = walk.engine.refs.make
    knowledge = walk.engine.knowledge
    name = ref.name.removesuffix("()")
    if name.startswith("builtins.property.") and ref.receiver is not None:
        return invoke(walk, ref, Bundle([value]), line, "decorator")
    behaviour = knowledge.behaves(name)
    if name == "builtins.property" or behaviour == "property" or name.endswith(".cached_property"):
        return tuple(make("property", "", each) for each in value)
    if name == "builtins.staticmethod":
        return tuple(make("static", "", each) for each in value)
    if name == "builtins.classmethod":
        return tuple(make("classmethod", "", each) for each in value)
    if behaviour == "context-manager" or name in (
        "contextlib.contextmanager",
        "contextlib.asynccontextmanager",
    ):
        return tuple(make("factory", "", each) for each in value)
    return value
