"""The shape of a function's body, in the words of the role rules (``SHAPES``)."""

from __future__ import annotations

from pyramid.classify.bodies import expressions, roots, statements
from pyramid.model.facts import Definition, Expression, Statement

_ARITHMETIC = frozenset({"+", "-", "*", "/", "//", "**", "@", "&", "|", "^", "<<", ">>"})
_PLAIN = frozenset({"name", "attribute", "string", "bytes", "number", "constant"})
_AGGREGATES = frozenset({"sum", "min", "max", "round", "abs", "any", "all", "divmod"})
_IDLE = frozenset({"pass", "import", "global", "nonlocal"})
_BRANCHES = frozenset({"if", "elif", "while", "for", "match", "except"})
_PROPERTIES = frozenset({"property", "cached_property"})


def shapes(definition: Definition) -> frozenset[str]:
    """The words that fit one function."""
    body = [statement for statement in definition.body if not _is_idle(statement)]
    found: set[str] = set()
    if not body:
        found.add("empty")
    if _is_accessor(body):
        found.add("accessor")
    if definition.name.startswith("__") and definition.name.endswith("__"):
        found.add("dunder")
    if any(decorator.text in _PROPERTIES for decorator in definition.decorators):
        found.add("property")
    for statement in statements(body):
        _note(statement, found)
    return frozenset(found)


def _note(statement: Statement, found: set[str]) -> None:
    if statement.kind in _BRANCHES:
        found.add("decides")
    elif statement.kind == "raise":
        found.add("raises")
    elif statement.kind == "augmented":
        found.add("computes")
    if statement.kind == "raise":
        return
    for expression in expressions(roots(statement)):
        if _is_decision(expression):
            found.add("decides")
        elif expression.kind == "binary" and expression.text in _ARITHMETIC and not _is_text(expression):
            found.add("computes")
        elif expression.kind == "call":
            found.add("calls")
            if expression.operands[0].kind == "name" and expression.text in _AGGREGATES:
                found.add("computes")


def _is_decision(expression: Expression) -> bool:
    """A comparison, ``and``, ``or``, ``not``, a conditional, or a comprehension that filters."""
    if expression.kind == "unary":
        return expression.text == "not"
    if expression.kind == "comprehension":
        return len(expression.operands) > 3
    return expression.kind in ("compare", "boolean", "conditional")


def _is_idle(statement: Statement) -> bool:
    """A docstring, ``...``, or a statement that does nothing when run."""
    if statement.kind in _IDLE:
        return True
    if statement.kind == "expression" and statement.value is not None:
        return statement.value.kind == "string" or statement.value.text == "..."
    return False


def _is_accessor(body: list[Statement]) -> bool:
    """Gives or takes one stored value: ``return self._x``, ``self._x = x``."""
    if len(body) != 1 or body[0].kind not in ("return", "assign"):
        return False
    value = body[0].value
    return value is None or all(part.kind in _PLAIN for part in expressions([value]))


def _is_text(expression: Expression) -> bool:
    """Pieces of text put together are not arithmetic."""
    return any(part.kind in ("string", "format") for part in expressions([expression]))
