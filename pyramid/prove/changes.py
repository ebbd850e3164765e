"""What can be wrong with a piece of code: one node of the tree in the place of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import libcst as cst
import libcst.matchers as m


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Put ``new`` where ``old`` is.  ``before`` and ``after`` are words where the code would be long,
    ``shown`` the node whose line is told."""

    kind: str
    old: cst.CSTNode
    new: cst.CSTNode
    before: str = ""
    after: str = ""
    shown: cst.CSTNode | None = None


_OPPOSITES: dict[type[cst.BaseCompOp], type[cst.BaseCompOp]] = {
    cst.Equal: cst.NotEqual,
    cst.NotEqual: cst.Equal,
    cst.LessThan: cst.GreaterThanEqual,
    cst.GreaterThanEqual: cst.LessThan,
    cst.GreaterThan: cst.LessThanEqual,
    cst.LessThanEqual: cst.GreaterThan,
    cst.In: cst.NotIn,
    cst.NotIn: cst.In,
    cst.Is: cst.IsNot,
    cst.IsNot: cst.Is,
}
_BOUNDARIES: dict[type[cst.BaseCompOp], type[cst.BaseCompOp]] = {
    cst.LessThan: cst.LessThanEqual,
    cst.LessThanEqual: cst.LessThan,
    cst.GreaterThan: cst.GreaterThanEqual,
    cst.GreaterThanEqual: cst.GreaterThan,
}
_ARITHMETIC: dict[type[cst.BaseBinaryOp], type[cst.BaseBinaryOp]] = {
    cst.Add: cst.Subtract,
    cst.Subtract: cst.Add,
    cst.Multiply: cst.Divide,
    cst.Divide: cst.Multiply,
    cst.FloorDivide: cst.Multiply,
    cst.Modulo: cst.Multiply,
    cst.Power: cst.Multiply,
}
_AUGMENTED: dict[type[cst.BaseAugOp], type[cst.BaseAugOp]] = {
    cst.AddAssign: cst.SubtractAssign,
    cst.SubtractAssign: cst.AddAssign,
    cst.MultiplyAssign: cst.DivideAssign,
    cst.DivideAssign: cst.MultiplyAssign,
}
_TEXTS = m.SimpleString() | m.FormattedString() | m.ConcatenatedString()
_TRUTHS = m.Comparison() | m.BooleanOperation() | m.UnaryOperation(operator=m.Not())


def removed_body(function: cst.FunctionDef) -> Iterator[Change]:
    """The function does nothing; its docstring stays, and a generator stays one."""
    body: cst.BaseSuite = function.body
    if isinstance(body, cst.IndentedBlock):
        first = body.body[:1] if function.get_docstring() is not None else ()
        rest = body.body[len(first) :]
        if rest and not all(m.matches(line, _IDLE) for line in rest):
            new = body.with_changes(body=(*first, *_nothing(body)))
            yield Change(
                kind="body", old=body, new=new, before="the whole body", after="nothing", shown=rest[0]
            )
    elif not m.matches(body, m.SimpleStatementSuite(body=[m.Pass() | m.Expr(m.Ellipsis())])):
        idle = body.with_changes(body=[cst.Pass()])
        yield Change(kind="body", old=body, new=idle, before="the whole body", after="nothing")


def changes_of(node: cst.CSTNode) -> Iterator[Change]:
    """Every change of what stands below a node, in the order of the source."""
    for child in node.children:
        for kind, maker in _MAKERS.items():
            if isinstance(child, kind):
                yield from maker(child)
        if not isinstance(child, cst.Annotation | cst.Decorator | cst.ClassDef):
            yield from changes_of(child)


def _comparison(node: cst.Comparison) -> Iterator[Change]:
    for number, target in enumerate(node.comparisons):
        for kind, table in (("comparison", _OPPOSITES), ("boundary", _BOUNDARIES)):
            other = table.get(type(target.operator))
            if other is not None:
                changed = target.with_changes(operator=other())
                rest = list(node.comparisons)
                rest[number] = changed
                yield Change(kind=kind, old=node, new=node.with_changes(comparisons=rest))


def _binary(node: cst.BinaryOperation) -> Iterator[Change]:
    other = _ARITHMETIC.get(type(node.operator))
    if other is None or m.matches(node.left, _TEXTS) or m.matches(node.right, _TEXTS):
        return  # of texts it would only be a type error
    yield Change(kind="arithmetic", old=node, new=node.with_changes(operator=other()))


def _augmented(node: cst.AugAssign) -> Iterator[Change]:
    other = _AUGMENTED.get(type(node.operator))
    if other is not None and not m.matches(node.value, _TEXTS):
        yield Change(kind="arithmetic", old=node, new=node.with_changes(operator=other()))


def _boolean(node: cst.BooleanOperation) -> Iterator[Change]:
    other = cst.Or() if isinstance(node.operator, cst.And) else cst.And()
    changed = node.with_changes(
        operator=other.with_changes(
            whitespace_before=node.operator.whitespace_before, whitespace_after=node.operator.whitespace_after
        )
    )
    yield Change(kind="boolean", old=node, new=changed)


def _unary(node: cst.UnaryOperation) -> Iterator[Change]:
    if isinstance(node.operator, cst.Not):
        yield Change(kind="boolean", old=node, new=_grouped(node.expression))
    elif isinstance(node.operator, cst.Minus):
        yield Change(kind="arithmetic", old=node, new=node.expression)


def _name(node: cst.Name) -> Iterator[Change]:
    if node.value in ("True", "False"):
        yield Change(kind="boolean", old=node, new=cst.Name(str(node.value == "False")))


def _condition(node: cst.If | cst.IfExp | cst.While) -> Iterator[Change]:
    """A condition that is a plain value is turned round; comparisons are changed themselves."""
    if not m.matches(node.test, _TRUTHS) and not isinstance(node, cst.While):
        yield Change(
            kind="boolean",
            old=node.test,
            new=cst.UnaryOperation(operator=cst.Not(), expression=_grouped(node.test)),
        )


def _return(node: cst.Return) -> Iterator[Change]:
    value = node.value
    if value is None or m.matches(value, m.Name("None")):
        return
    space = cst.SimpleWhitespace(" ")
    for constant in _constants(value):
        new = node.with_changes(value=cst.parse_expression(constant), whitespace_after_return=space)
        if not new.value.deep_equals(value):  # type: ignore[union-attr]
            yield Change(kind="return", old=node, new=new)


def _constants(value: cst.BaseExpression) -> tuple[str, ...]:
    if m.matches(value, _TRUTHS) or m.matches(value, m.Name("True") | m.Name("False")):
        return "True", "False"
    if m.matches(value, _TEXTS):
        return ('""',)
    if m.matches(value, m.List() | m.ListComp()):
        return ("[]",)
    if m.matches(value, m.Dict() | m.DictComp()):
        return ("{}",)
    if m.matches(value, m.Integer() | m.Float() | m.BinaryOperation()):
        return ("0",)
    return ("None",)


def _raise(node: cst.Raise) -> Iterator[Change]:
    yield Change(kind="raise", old=node, new=cst.Pass(), after="no error")


def _grouped(node: cst.BaseExpression) -> cst.BaseExpression:
    """In parentheses, unless it is one word: precedence stays as it was."""
    if isinstance(node, cst.Name | cst.Call | cst.Attribute | cst.Subscript) or node.lpar:
        return node
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _nothing(body: cst.IndentedBlock) -> list[cst.BaseStatement]:
    lines = ["pass"]
    if m.findall(body, m.Yield()):
        lines = ["return", "yield"]
    return [cst.SimpleStatementLine(body=[first_line(text)]) for text in lines]


def first_line(text: str) -> cst.BaseSmallStatement:
    """A statement of one line, as a node."""
    line = cst.parse_statement(text)
    assert isinstance(line, cst.SimpleStatementLine)
    return line.body[0]


_IDLE = m.SimpleStatementLine(body=[m.Pass() | m.Expr(m.Ellipsis() | m.SimpleString())])
_MAKERS: dict[type[cst.CSTNode] | tuple[type[cst.CSTNode], ...], Callable[..., Iterator[Change]]] = {
    cst.Comparison: _comparison,
    cst.BinaryOperation: _binary,
    cst.AugAssign: _augmented,
    cst.BooleanOperation: _boolean,
    cst.UnaryOperation: _unary,
    cst.Name: _name,
    (cst.If, cst.IfExp): _condition,
    cst.Return: _return,
    cst.Raise: _raise,
}
