"""Operators and the expressions made of keywords."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import expression
from pyramid.extract.making import make
from pyramid.extract.trees.chains import chain
from pyramid.model.facts import Expression, ExpressionKind

_COMPARE = frozenset({"==", "!=", "<", "<=", ">", ">="})
_BOOLEAN = {"&&": "and", "||": "or"}


@expression("binary_expression")
def binary(walk: Cursor, node: Node) -> Expression:
    """Along the left operands in a loop: a long sum must not nest."""
    spine = [node]
    left = node.child_by_field_name("left")
    while left is not None and left.type == "binary_expression":
        spine.append(left)
        left = left.child_by_field_name("left")
    line = walk.lines[node.start_byte]
    operands = [walk.value(left)]
    text, kind = "", "binary"
    for link in reversed(spine):
        found = link.child_by_field_name("operator")
        step, said = _meaning("" if found is None else found.type)
        joins = step == kind != "compare" and said == text
        if not joins and len(operands) > 1:
            operands = [_joined(line, kind, text, operands)]
        kind, text = step, said
        walk.scope.complexity += step == "boolean"
        operands.append(walk.value(link.child_by_field_name("right")))
    return _joined(line, kind, text, operands)


def _meaning(sign: str) -> tuple[ExpressionKind, str]:
    if sign in _BOOLEAN:
        return "boolean", _BOOLEAN[sign]
    return ("compare", sign) if sign in _COMPARE else ("binary", sign)


def _joined(line: int, kind: str, text: str, operands: list[Expression]) -> Expression:
    if kind == "boolean":
        return make("boolean", line, text, tuple(operands))
    if kind == "compare":
        return make("compare", line, text, tuple(operands))
    return chain(line, text, operands)


@expression("unary_expression")
def unary(walk: Cursor, node: Node) -> Expression:
    sign = node.child_by_field_name("operator")
    text = "" if sign is None else sign.type
    operand = walk.value(node.child_by_field_name("operand"))
    return make("unary", walk.lines[node.start_byte], "not" if text == "!" else text, (operand,))


@expression("ternary_expression")
def conditional(walk: Cursor, node: Node) -> Expression:
    walk.scope.complexity += 1
    parts = [node.child_by_field_name(part) for part in ("condition", "consequence", "alternative")]
    return make("conditional", walk.lines[node.start_byte], "", tuple([walk.value(part) for part in parts]))


@expression("instanceof_expression")
def instance(walk: Cursor, node: Node) -> Expression:
    """``x instanceof Page p``: ``p`` is ``x``, said before the statement."""
    from pyramid.extract.languages.java.walk.simple import bind

    line = walk.lines[node.start_byte]
    subject = walk.value(node.child_by_field_name("left"))
    named = node.child_by_field_name("name")
    if named is not None:
        bind(walk, named, subject)
    kind = node.child_by_field_name("right")
    right = make("unknown", line, "pattern") if kind is None else walk.type(kind)
    return make("compare", line, "instanceof", (subject, right))


@expression("array_creation_expression")
def array(walk: Cursor, node: Node) -> Expression:
    value = node.child_by_field_name("value")
    return make("list", walk.lines[node.start_byte]) if value is None else walk.value(value)


@expression("array_initializer", "element_value_array_initializer")
def elements(walk: Cursor, node: Node) -> Expression:
    walk.depth += 1
    walk.deeper()
    found = tuple([walk.value(part) for part in walk.parts(node)])
    walk.depth -= 1
    return make("list", walk.lines[node.start_byte], "", found)
