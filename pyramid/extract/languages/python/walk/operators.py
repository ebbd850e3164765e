"""Operators and the expressions made of keywords."""

from __future__ import annotations

import libcst as cst

from pyramid.extract.languages.python.walk.cursor import Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS, expression
from pyramid.model.facts import Expression


@expression("UnaryOperation")
def unary(walk: Cursor, node: cst.UnaryOperation) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.operator.whitespace_after)
    operand = EXPRESSIONS[type(node.expression)](walk, node.expression)
    walk.close(node.rpar)
    return Expression("unary", line, operator_text(node.operator), (operand,))


@expression("BinaryOperation")
def binary(walk: Cursor, node: cst.BinaryOperation) -> Expression:
    spine = _left_spine(node)
    line = _open_spine(walk, spine)
    left: Expression = EXPRESSIONS[type(spine[-1].left)](walk, spine[-1].left)
    for link in reversed(spine):
        walk.around(link.operator)
        right = EXPRESSIONS[type(link.right)](walk, link.right)
        left = Expression("binary", line, operator_text(link.operator), (left, right))
        walk.close(link.rpar)
    return left


@expression("BooleanOperation")
def boolean(walk: Cursor, node: cst.BooleanOperation) -> Expression:
    """``a and b and c`` is one operation of three operands, as Python evaluates it."""
    spine = _left_spine(node)
    line = _open_spine(walk, spine)
    operands = [EXPRESSIONS[type(spine[-1].left)](walk, spine[-1].left)]
    text = operator_text(spine[-1].operator)
    for link in reversed(spine):
        operator = operator_text(link.operator)
        if operator != text:
            operands, text = [Expression("boolean", line, text, tuple(operands))], operator
        walk.around(link.operator)
        operands.append(EXPRESSIONS[type(link.right)](walk, link.right))
        walk.scope.complexity += 1
        if link.rpar:
            walk.close(link.rpar)
    return Expression("boolean", line, text, tuple(operands))


@expression("Comparison")
def comparison(walk: Cursor, node: cst.Comparison) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    operands = [EXPRESSIONS[type(node.left)](walk, node.left)]
    operators = []
    for target in node.comparisons:
        operators.append(operator_text(target.operator))
        walk.around(target.operator)
        operands.append(EXPRESSIONS[type(target.comparator)](walk, target.comparator))
    walk.close(node.rpar)
    return Expression("compare", line, " ".join(operators), tuple(operands))


@expression("IfExp")
def conditional(walk: Cursor, node: cst.IfExp) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    then = EXPRESSIONS[type(node.body)](walk, node.body)
    walk.skip(node.whitespace_before_if)
    walk.skip(node.whitespace_after_if)
    test = EXPRESSIONS[type(node.test)](walk, node.test)
    walk.skip(node.whitespace_before_else)
    walk.skip(node.whitespace_after_else)
    otherwise = EXPRESSIONS[type(node.orelse)](walk, node.orelse)
    walk.close(node.rpar)
    walk.scope.complexity += 1
    return Expression("conditional", line, "", (test, then, otherwise))


@expression("NamedExpr")
def walrus(walk: Cursor, node: cst.NamedExpr) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    target = EXPRESSIONS[type(node.target)](walk, node.target)
    walk.skip(node.whitespace_before_walrus)
    walk.skip(node.whitespace_after_walrus)
    value = EXPRESSIONS[type(node.value)](walk, node.value)
    walk.close(node.rpar)
    return Expression("walrus", line, "", (target, value))


@expression("Await")
def await_(walk: Cursor, node: cst.Await) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.whitespace_after_await)
    value = EXPRESSIONS[type(node.expression)](walk, node.expression)
    walk.close(node.rpar)
    return Expression("await", line, "", (value,))


@expression("Yield")
def yield_(walk: Cursor, node: cst.Yield) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.whitespace_after_yield)
    text, operands = "", ()
    if isinstance(node.value, cst.From):
        text, operands = "from", (from_clause(walk, node.value),)
    elif node.value is not None:
        operands = (EXPRESSIONS[type(node.value)](walk, node.value),)
    walk.close(node.rpar)
    return Expression("yield", line, text, operands)


def from_clause(walk: Cursor, node: cst.From) -> Expression:
    """The value behind ``from`` in ``yield from`` and ``raise ... from``."""
    walk.skip(node.whitespace_before_from)
    walk.skip(node.whitespace_after_from)
    value: Expression = EXPRESSIONS[type(node.item)](walk, node.item)
    return value


def operator_text(operator: cst.CSTNode) -> str:
    """The source text of an operator: ``+``, ``not in``, ``+=``."""
    return _TEXTS[type(operator)] if type(operator) in _TEXTS else type(operator).__name__


def _left_spine(node: cst.BinaryOperation | cst.BooleanOperation) -> list[cst.BinaryOperation]:
    """The node and the operations of its kind that nest on its left side, outermost first.

    A sum of a thousand terms nests a thousand deep; a loop has no depth to run out of.
    Parentheses end the spine, because they start a new operand.
    """
    kind = type(node)
    spine = [node]
    while type(node.left) is kind and not node.left.lpar:
        node = node.left
        spine.append(node)
    return spine


def _open_spine(walk: Cursor, spine: list[cst.BinaryOperation]) -> int:
    walk.open(spine[0].lpar)
    return walk.line


_TEXTS: dict[type, str] = {
    cst.Plus: "+", cst.Minus: "-", cst.BitInvert: "~", cst.Not: "not",
    cst.And: "and", cst.Or: "or",
    cst.Add: "+", cst.Subtract: "-", cst.Multiply: "*", cst.Divide: "/", cst.FloorDivide: "//",
    cst.Modulo: "%", cst.Power: "**", cst.LeftShift: "<<", cst.RightShift: ">>",
    cst.BitOr: "|", cst.BitAnd: "&", cst.BitXor: "^", cst.MatrixMultiply: "@",
    cst.LessThan: "<", cst.GreaterThan: ">", cst.Equal: "==", cst.NotEqual: "!=",
    cst.LessThanEqual: "<=", cst.GreaterThanEqual: ">=",
    cst.In: "in", cst.NotIn: "not in", cst.Is: "is", cst.IsNot: "is not",
    cst.AddAssign: "+=", cst.SubtractAssign: "-=", cst.MultiplyAssign: "*=",
    cst.MatrixMultiplyAssign: "@=", cst.DivideAssign: "/=", cst.ModuloAssign: "%=",
    cst.BitAndAssign: "&=", cst.BitOrAssign: "|=", cst.BitXorAssign: "^=",
    cst.LeftShiftAssign: "<<=", cst.RightShiftAssign: ">>=", cst.PowerAssign: "**=",
    cst.FloorDivideAssign: "//=",
}  # fmt: skip
