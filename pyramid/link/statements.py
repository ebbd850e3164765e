"""Statements: straight-line code updates what names stand for, branches join."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pyramid.link import externals
from pyramid.link.annotations import instances
from pyramid.link.attributes import method
from pyramid.link.binding import bound_names
from pyramid.link.containers import elements, everything
from pyramid.link.definitions import define
from pyramid.link.entering import enter
from pyramid.link.expressions import operate, truth
from pyramid.link.fixtures import prepare
from pyramid.link.invoke import Bundle, invoke_all
from pyramid.link.names import imported, star_source
from pyramid.link.narrowing import narrow, tells_classes
from pyramid.link.refs import Scope
from pyramid.link.targets import bind, bind_name
from pyramid.link.walk import Values, Walk, evaluate, union
from pyramid.model.facts import Expression, Statement

if TYPE_CHECKING:
    from pyramid.link.engine import Engine

_JUMPS = frozenset({"return", "raise", "continue", "break"})
_BRANCHING = frozenset({"if", "try", "match"})
_MADE = frozenset({"list", "dict", "set"})


def walk_scope(engine: Engine, scope: Scope, trace: dict[int, Values] | None = None) -> None:
    """Evaluate a whole body; ``trace`` collects what each expression (by identity) stood for."""
    walk = Walk(engine, scope)
    walk.trace = trace
    walk.noted = scope.noted = {} if trace is None else trace
    if scope.kind not in ("module", "class"):
        prepare(walk)
    block(walk, scope.definition.body)


def block(walk: Walk, statements: Sequence[Statement]) -> bool:
    """Walk statements in order; whether control never leaves at the end."""
    position, count, ended = 0, len(statements), False
    walk.items = {}
    while position < count:
        statement = statements[position]
        kind = statement.kind
        if kind in _BRANCHING:
            position, ended = _branches(walk, statements, position)
            continue
        handler = _STATEMENTS.get(kind)
        if handler is not None:
            handler(walk, statement)
        if kind in _JUMPS:
            ended = True
        position += 1
    return ended


def _branches(walk: Walk, statements: Sequence[Statement], position: int) -> tuple[int, bool]:
    """``if``/``elif``/``else``, ``try``/``except``/``else``/``finally``, ``match``: walk each, then join."""
    first = statements[position]
    if first.kind == "match":
        return position + 1, _match(walk, first)
    if first.kind == "try":
        return _try(walk, statements, position)
    ends: list[dict[str, Values]] = []
    complete = False
    before = walk.env
    while position < len(statements):
        statement = statements[position]
        if statement is not first and statement.kind not in ("elif", "else"):
            break
        walk.env = before
        if statement.value is not None:
            truth(walk, evaluate(walk, statement.value), statement.line)
            before = walk.env
        complete = complete or statement.kind == "else"
        _arm(walk, statement, before, ends)
        before = _otherwise(walk, statement, before)
        position += 1
        if complete:
            break
    if not complete:
        ends.append(before)
    return position, _join(walk, before, ends)


def _arm(walk: Walk, statement: Statement, before: dict[str, Values], ends: list[dict[str, Values]]) -> None:
    walk.env = dict(before)
    if statement.kind in ("if", "elif") and statement.value is not None:
        narrow(walk, statement.value, True)
    if not block(walk, statement.body):
        ends.append(walk.env)


def _otherwise(walk: Walk, statement: Statement, before: dict[str, Values]) -> dict[str, Values]:
    """What names stand for where the test of an arm did not hold."""
    if statement.value is None or not tells_classes(statement.value):
        return before
    walk.env = dict(before)
    narrow(walk, statement.value, False)
    return walk.env


def _join(walk: Walk, before: dict[str, Values], ends: list[dict[str, Values]]) -> bool:
    walk.items = {}
    if not ends:
        walk.env = dict(before)
        return True
    walk.env = ends[0] if len(ends) == 1 else _merged(ends)
    return False


def _merged(ends: list[dict[str, Values]]) -> dict[str, Values]:
    """A name assigned on some paths only is left to its cell, which holds every assignment."""
    merged = {}
    for name in ends[0]:
        if all(name in end for end in ends):
            merged[name] = union([end[name] for end in ends])
    return merged


def _try(walk: Walk, statements: Sequence[Statement], position: int) -> tuple[int, bool]:
    before = dict(walk.env)
    ended = block(walk, statements[position].body)
    after = walk.env
    interrupted = _forget(before, bound_names(statements[position].body))
    ends: list[dict[str, Values]] = [] if ended else [after]
    position += 1
    while position < len(statements) and statements[position].kind in ("except", "else", "finally"):
        statement = statements[position]
        if statement.kind == "except":
            walk.env = dict(interrupted)
            _except(walk, statement)
            if not block(walk, statement.body):
                ends.append(walk.env)
        elif statement.kind == "else":
            walk.env = after
            if block(walk, statement.body):
                ends = [end for end in ends if end is not after]
        else:
            ended = _join(walk, interrupted, ends)
            return position + 1, block(walk, statement.body) or ended
        position += 1
    return position, _join(walk, interrupted, ends)


def _except(walk: Walk, statement: Statement) -> None:
    classes = evaluate(walk, statement.value) if statement.value is not None else ()
    classes = union([everything(walk, c) if c.kind == "container" else (c,) for c in classes])
    make = walk.engine.refs.make
    made = [make("instance", c.name, c) for c in classes if c.kind == "class"]
    made += [make("object", c.name) for c in classes if c.kind == "external"]
    for target in statement.targets:
        bind(walk, target, tuple(made))


def _match(walk: Walk, statement: Statement) -> bool:
    subject = evaluate(walk, statement.value) if statement.value is not None else ()
    ends, before = [], walk.env
    for case in statement.body:
        walk.env = dict(before)
        for target in case.targets:
            bind(walk, target, subject)
        if case.value is not None:
            evaluate(walk, case.value)
        if not block(walk, case.body):
            ends.append(walk.env)
    ends.append(before)
    return _join(walk, before, ends)


def _loop(walk: Walk, statement: Statement) -> None:
    assigned = list(bound_names((statement,)))
    if statement.kind == "for":
        iterable = evaluate(walk, statement.value) if statement.value is not None else ()
        walk.env = _forget(walk.env, assigned)
        given = elements(walk, iterable, statement.line, statement.text == "async") or instances(
            walk, statement.annotation
        )
        for target in statement.targets:
            bind(walk, target, given)
    else:
        walk.env = _forget(walk.env, assigned)
        if statement.value is not None:
            truth(walk, evaluate(walk, statement.value), statement.line)
    block(walk, statement.body)
    walk.items = {}
    walk.env = _forget(walk.env, assigned)


def _forget(env: dict[str, Values], names) -> dict[str, Values]:
    dropped = set(names)
    return {name: values for name, values in env.items() if name not in dropped}


def _assign(walk: Walk, statement: Statement) -> None:
    values = evaluate(walk, statement.value) if statement.value is not None else ()
    for target in statement.targets:
        bind(walk, target, values)


def _augmented(walk: Walk, statement: Statement) -> None:
    target = statement.targets[0]
    left = evaluate(walk, target)
    right = evaluate(walk, statement.value) if statement.value is not None else ()
    operator = statement.text.removesuffix("=")
    name = {"+": "__iadd__", "-": "__isub__", "|": "__ior__", "&": "__iand__"}.get(operator, "")
    found = union([method(walk, value, name, statement.line) for value in left]) if name else ()
    if found:
        bind(walk, target, invoke_all(walk, found, Bundle([right]), statement.line, "operator"))
    elif left and left[0].kind == "container":
        adder = "update" if left[0].name in ("dict", "set") else "extend"
        externals.METHODS[adder](walk, left[0], Bundle([right]), statement.line)
    else:
        joined = Expression("binary", statement.line, operator, (target, statement.value or target))
        values = (
            evaluate(walk, joined)
            if operator in ("+", "%")
            else operate(walk, left, right, operator, statement.line)
        )
        bind(walk, target, values)


def _annotated(walk: Walk, statement: Statement) -> None:
    declared = instances(walk, statement.annotation)
    values = evaluate(walk, statement.value) if statement.value is not None else ()
    if statement.value is None and walk.scope.kind != "class":
        if declared and statement.targets[0].kind == "name":
            bind_name(walk, statement.targets[0].text, declared)
        return
    known = any(value.kind not in ("external", "container") or value.cells for value in values)
    bind(
        walk,
        statement.targets[0],
        values if known and walk.scope.kind != "class" else union([values, declared]),
    )


def _return(walk: Walk, statement: Statement) -> None:
    value, scope = statement.value, walk.scope
    if value is None:
        return
    if _is_parameter(walk, value):
        if value.text not in scope.through:
            scope.through[value.text] = None
            for reader in scope.returns.readers or ():
                walk.engine.queue(reader)
        return
    walk.engine.write(scope.returns, evaluate(walk, value))


def _is_parameter(walk: Walk, value: Expression) -> bool:
    """A parameter given back as it came: each call gets its own argument."""
    if value.kind != "name" or value.text in walk.env or walk.engine.frozen:
        return False
    return any(p.name == value.text and p.kind not in ("*", "**") for p in walk.scope.definition.parameters)


def _raise(walk: Walk, statement: Statement) -> None:
    for cause in statement.targets:
        evaluate(walk, cause)
    walk.raising = True
    values = evaluate(walk, statement.value) if statement.value is not None else ()
    walk.raising = False
    for value in values:
        if value.kind == "class":
            invoke_all(walk, (value,), Bundle([]), statement.line)


def _assert(walk: Walk, statement: Statement) -> None:
    if statement.value is not None:
        truth(walk, evaluate(walk, statement.value), statement.line)
        narrow(walk, statement.value, True)
    for message in statement.targets:
        evaluate(walk, message)


def _expression(walk: Walk, statement: Statement) -> None:
    if statement.value is not None and statement.value.kind != "string":
        evaluate(walk, statement.value)


def _with(walk: Walk, statement: Statement) -> None:
    managers = statement.value.operands if statement.value is not None else ()
    for manager, target in zip(managers, statement.targets, strict=False):
        values = evaluate(walk, manager)
        entered = union([enter(walk, ref, manager.line) for ref in values])
        if target.kind != "constant":
            bind(walk, target, entered)
    block(walk, statement.body)


def _define(walk: Walk, statement: Statement) -> None:
    define(walk, walk.engine.by_path[walk.scope.path][int(statement.text)])


def _import(walk: Walk, statement: Statement) -> None:
    for position in statement.text.split():
        item = walk.scope.definition.imports[int(position)]
        if item.name == "*":
            source = star_source(walk, item)
            if source not in walk.scope.stars:
                walk.scope.stars.append(source)
                walk.scope.bindings.clear()
            if source.base is not None:
                walk.engine.ensure(source.base)
            continue
        bind_name(walk, item.binds, imported(walk, item))


def _delete(walk: Walk, statement: Statement) -> None:
    """``del base[key]`` and ``del base.name`` run special methods."""
    for target in statement.targets:
        name = {"subscript": "__delitem__", "attribute": "__delattr__"}.get(target.kind, "")
        for ref in evaluate(walk, target.operands[0]) if name else ():
            invoke_all(walk, method(walk, ref, name, target.line), Bundle([()]), target.line, "operator")


_STATEMENTS: dict[str, Callable[[Walk, Statement], None]] = {
    "assign": _assign,
    "augmented": _augmented,
    "annotated": _annotated,
    "return": _return,
    "raise": _raise,
    "assert": _assert,
    "expression": _expression,
    "for": _loop,
    "while": _loop,
    "with": _with,
    "define": _define,
    "import": _import,
    "type": _assign,
    "delete": _delete,
}


def _plain_body(walk: Walk, statement: Statement) -> None:
    block(walk, statement.body)


for _kind in ("else", "finally", "elif", "except"):
    _STATEMENTS[_kind] = _plain_body
