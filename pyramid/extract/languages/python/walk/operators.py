"""Operators and the expressions made of keywords."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.cursor import Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS, expression
from pyramid.extract.making import make
from pyramid.model.facts import Expression


@expression("UnaryOperation")
def unary(walk: Cursor, node: cst.UnaryOperation) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.operator.whitespace_after)
    operand = EXPRESSIONS[type(node.expression)](walk, node.expression)
    walk.close(node.rpar)
    return make("unary", line, operator_text(node.operator), (operand,))


@expression("BinaryOperation")
def binary(walk: Cursor, node: cst.BinaryOperation) -> Expression:
    spine = _left_spine(node)
    walk.open(node.lpar)
    line = walk.line
    operands = [EXPRESSIONS[type(spine[-1].left)](walk, spine[-1].left)]
    operators = []
    for link in reversed(spine):
        walk.around(link.operator)
        operators.append(operator_text(link.operator))
        operands.append(EXPRESSIONS[type(link.right)](walk, link.right))
    walk.close(node.rpar)
    return _nested(line, operators, operands)


@expression("BooleanOperation")
def boolean(walk: Cursor, node: cst.BooleanOperation) -> Expression:
    """``a and b and c`` is one operation of three operands, as Python evaluates it."""
    spine = _left_spine(node)
    walk.open(node.lpar)
    line = walk.line
    operands = [EXPRESSIONS[type(spine[-1].left)](walk, spine[-1].left)]
    text = operator_text(spine[-1].operator)
    for link in reversed(spine):
        operator = operator_text(link.operator)
        if operator != text:
            operands, text = [Expression("boolean", line, text, tuple(operands))], operator
        walk.around(link.operator)
        operands.append(EXPRESSIONS[type(link.right)](walk, link.right))
        walk.scope.complexity += 1
    walk.close(node.rpar)
    return make("boolean", line, text, tuple(operands))


@expression("Comparison")
def comparison(walk: Cursor, node: cst.Comparison) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    operands = [EXPRESSIONS[type(node.left)](walk, node.left)]
    operators = []
    for target in node.comparisons:
        operators.append(operator_text(target.operator))
        walk.around(target.operator)
        if type(target.operator) in _TWO_WORDS:
            walk.skip(target.operator.whitespace_between)  # type: ignore[attr-defined]
        operands.append(EXPRESSIONS[type(target.comparator)](walk, target.comparator))
    walk.close(node.rpar)
    return make("compare", line, " ".join(operators), tuple(operands))


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
    return make("conditional", line, "", (test, then, otherwise))


@expression("NamedExpr")
def walrus(walk: Cursor, node: cst.NamedExpr) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    target = EXPRESSIONS[type(node.target)](walk, node.target)
    walk.skip(node.whitespace_before_walrus)
    walk.skip(node.whitespace_after_walrus)
    value = EXPRESSIONS[type(node.value)](walk, node.value)
    walk.close(node.rpar)
    return make("walrus", line, "", (target, value))


@expression("Await")
def await_(walk: Cursor, node: cst.Await) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.whitespace_after_await)
    value = EXPRESSIONS[type(node.expression)](walk, node.expression)
    walk.close(node.rpar)
    return make("await", line, "", (value,))


@expression("Yield")
def yield_(walk: Cursor, node: cst.Yield) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.whitespace_after_yield)
    text = ""
    operands: tuple[Expression, ...] = ()
    if isinstance(node.value, cst.From):
        text, operands = "from", (from_clause(walk, node.value),)
    elif node.value is not None:
        operands = (EXPRESSIONS[type(node.value)](walk, node.value),)
    walk.close(node.rpar)
    return make("yield", line, text, operands)


def from_clause(walk: Cursor, node: cst.From) -> Expression:
    """The value behind ``from`` in ``yield from`` and ``raise ... from``."""
    walk.skip(node.whitespace_before_from)
    walk.skip(node.whitespace_after_from)
    value: Expression = EXPRESSIONS[type(node.item)](walk, node.item)
    return value


def operator_text(operator: cst.CSTNode) -> str:
    """The source text of an operator: ``+``, ``not in``, ``+=``."""
    return _TEXTS[type(operator)] if type(operator) in _TEXTS else type(operator).__name__


def balanced(line: int, operator: str, operands: Sequence[Expression]) -> Expression:
    """Binary operations over ``operands`` in order, nested as little as may be.

    Only for operators for which ``(a + b) + c`` says the same as ``a + (b + c)``.
    """
    if len(operands) == 1:
        return operands[0]
    half = len(operands) // 2
    left, right = balanced(line, operator, operands[:half]), balanced(line, operator, operands[half:])
    return make("binary", line, operator, (left, right))


def _nested(line: int, operators: list[str], operands: list[Expression]) -> Expression:
    """Left to right, but a sum of a thousand terms must not nest a thousand deep."""
    if len(operators) > _LONG and len(set(operators)) == 1 and operators[0] in _ASSOCIATIVE:
        return balanced(line, operators[0], operands)
    left = operands[0]
    for operator, right in zip(operators, operands[1:], strict=True):
        left = make("binary", line, operator, (left, right))
    return left


def _left_spine(node: Any) -> list[Any]:
    """The node and the operations of its kind that nest on its left side, outermost first.

    Parentheses end the spine, because they start a new operand.
    """
    kind = type(node)
    spine = [node]
    while type(node.left) is kind and not node.left.lpar:
        node = node.left
        spine.append(node)
    return spine


_TWO_WORDS = (cst.NotIn, cst.IsNot)
_LONG = 16
_ASSOCIATIVE = frozenset("+*|&^")
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
