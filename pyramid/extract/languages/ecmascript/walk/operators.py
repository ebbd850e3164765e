"""Operators and the expressions made of keywords."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import expression
from pyramid.extract.making import make
from pyramid.extract.trees.chains import chain
from pyramid.model.facts import Expression, ExpressionKind

_COMPARE = {
    "===": "==", "==": "==", "!==": "!=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
    "in": "in", "instanceof": "instanceof",
}  # fmt: skip
_BOOLEAN = {"&&": "and", "||": "or", "??": "or"}


@expression("binary_expression")
def binary(walk: Cursor, node: Node) -> Expression:
    """Along the left operands in a loop: a long sum must not nest."""
    spine = [node]
    left = node.children[0]
    while left.type == "binary_expression":
        spine.append(left)
        left = left.children[0]
    line = walk.lines[node.start_byte]
    operands = [walk.value(left)]
    text, kind = "", "binary"
    for link in reversed(spine):
        children = link.children
        sign, right = children[1].type if len(children) == 3 else _sign(link), children[-1]
        step, said = _meaning(sign)
        joins = step == kind != "compare" and said == text
        if not joins and len(operands) > 1:
            operands = [_joined(line, kind, text, operands)]
        kind, text = step, said
        walk.scope.complexity += step == "boolean"
        operands.append(walk.value(right))
    return _joined(line, kind, text, operands)


def _sign(node: Node) -> str:
    """The operator of an expression that has a comment inside."""
    found = node.child_by_field_name("operator")
    return "" if found is None else found.type


def _meaning(sign: str) -> tuple[ExpressionKind, str]:
    if sign in _BOOLEAN:
        return "boolean", _BOOLEAN[sign]
    return ("compare", _COMPARE[sign]) if sign in _COMPARE else ("binary", sign)


def _joined(line: int, kind: str, text: str, operands: list[Expression]) -> Expression:
    if kind == "boolean":
        return make("boolean", line, text, tuple(operands))
    if kind == "compare":
        return make("compare", line, text, tuple(operands))
    return chain(line, text, operands)


@expression("unary_expression")
def unary(walk: Cursor, node: Node) -> Expression:
    text = node.children[0].type
    operand = walk.value(walk.last(node))
    return make("unary", walk.lines[node.start_byte], "not" if text == "!" else text, (operand,))


@expression("ternary_expression")
def conditional(walk: Cursor, node: Node) -> Expression:
    walk.scope.complexity += 1
    parts = [node.child_by_field_name(part) for part in ("condition", "consequence", "alternative")]
    return make("conditional", walk.lines[node.start_byte], "", tuple([walk.value(part) for part in parts]))


@expression("sequence_expression")
def sequence(walk: Cursor, node: Node) -> Expression:
    """``a, b, c``, which grammars nest to the left or to the right, is one tuple."""
    operands: list[Expression] = []
    todo = [node]
    while todo:
        part = todo.pop()
        if part.type == "sequence_expression":
            todo += [child for child in reversed(part.children) if walk.elements[child.kind_id]]
        else:
            operands.append(walk.value(part))
    return make("tuple", walk.lines[node.start_byte], "", tuple(operands))


@expression("await_expression")
def await_(walk: Cursor, node: Node) -> Expression:
    return make("await", walk.lines[node.start_byte], "", (walk.value(walk.last(node)),))


@expression("yield_expression")
def yield_(walk: Cursor, node: Node) -> Expression:
    children = node.children
    text = "from" if len(children) > 1 and children[1].type == "*" else ""
    value = walk.last(node)
    return make("yield", walk.lines[node.start_byte], text, () if value is None else (walk.value(value),))
