"""Which names a scope binds, read off its statements without evaluating anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyramid.link.refs import Cell, Scope
from pyramid.model.facts import Expression, FileFacts, Statement

_TARGETS = frozenset({"assign", "augmented", "annotated", "for", "with", "except", "case", "type"})

#: Targets that bind what is inside them; the keys of a ``dict`` are strings.
_PATTERNS = frozenset({"tuple", "list", "starred", "dict"})


def declare(scope: Scope, stored: set[str]) -> None:
    """Give the scope a cell for every name it binds, and note its global and nonlocal names.

    ``stored`` collects the names of assigned attributes.
    """
    for parameter in scope.definition.parameters:
        scope.cells[parameter.name] = Cell()
    loose: dict[str, None] = {}
    _declare_block(scope, scope.definition.body, stored, loose)
    for name in loose:
        if not _is_outside(scope, name):
            _declare_name(scope, name)


def _is_outside(scope: Scope, name: str) -> bool:
    """Whether a scope around this one declares a name."""
    outer = scope.parent
    while outer is not None:
        if name in outer.cells:
            return True
        outer = outer.parent
    return False


def bound_names(statements: Sequence[Statement]) -> Iterator[str]:
    """Every name that these statements assign, nested blocks included."""
    for statement in statements:
        if statement.kind in _TARGETS:
            for target in statement.targets:
                yield from target_names(target)
        if statement.body:
            yield from bound_names(statement.body)


def target_names(target: Expression) -> Iterator[str]:
    """The plain names inside an assignment target."""
    if target.kind == "name":
        yield target.text
    elif target.kind in _PATTERNS:
        for part in target.operands:
            yield from target_names(part)


def _declare_block(
    scope: Scope, statements: Sequence[Statement], stored: set[str], loose: dict[str, None]
) -> None:
    """``loose`` collects names that are assigned, not declared, in languages that tell the two apart."""
    for statement in statements:
        kind = statement.kind
        if kind in ("global", "nonlocal"):
            for name in statement.targets:
                scope.outer[name.text] = kind
                scope.cells.pop(name.text, None)
        elif kind == "define":
            _declare_name(scope, scope.facts.definitions[int(statement.text)].name)
        elif kind == "import":
            for position in statement.text.split():
                _declare_name(scope, scope.definition.imports[int(position)].binds)
        elif kind in _TARGETS:
            declares = not scope.script or scope.packaged or not _only_assigns(statement)
            for target in statement.targets:
                if declares or target.kind == "attribute":
                    _declare_target(scope, target, stored)
                else:
                    loose.update(dict.fromkeys(target_names(target)))
        if statement.body:
            _declare_block(scope, statement.body, stored, loose)


def _only_assigns(statement: Statement) -> bool:
    return statement.kind == "augmented" or (statement.kind == "assign" and statement.text == "=")


def _declare_target(scope: Scope, target: Expression, stored: set[str]) -> None:
    if target.kind == "name":
        _declare_name(scope, target.text)
    elif target.kind == "attribute":
        stored.add(target.text)
    elif target.kind in _PATTERNS:
        for part in target.operands:
            _declare_target(scope, part, stored)


def _declare_name(scope: Scope, name: str) -> None:
    if name and name != "*" and name not in scope.cells and name not in scope.outer:
        scope.cells[name] = Cell()


def own_names(facts: FileFacts) -> Mapping[int, str]:
    """Names of functions that a later one of the same name hides, by their place in the file.

    A framework that is handed a function by a decorator's call keeps it, whatever its name: such
    a function stays one of its own.
    """
    last: dict[str, int] = {}
    found: dict[int, str] = {}
    for position, definition in enumerate(facts.definitions):
        if definition.parent == 0 and definition.kind in ("function", "async"):
            before = last.get(definition.qualname)
            if before is not None and any(map(_hands_over, facts.definitions[before].decorators)):
                found[before] = f"{definition.qualname}<{facts.definitions[before].line}>"
            last[definition.qualname] = position
    return found


def _hands_over(decorator: Expression) -> bool:
    return decorator.kind == "call" and len(decorator.operands) > 1
