"""Small statements: those that may share a line."""

from __future__ import annotations

from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.cursor import ABSENT, Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS, small
from pyramid.extract.languages.python.walk.operators import from_clause, operator_text
from pyramid.extract.languages.python.walk.parameters import annotation, type_parameters
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, Statement, StatementKind

#: Characters kept of a string that stands alone, as docstrings do.
DOCSTRING_LIMIT = 200


_KEYWORDS: dict[type, StatementKind] = {
    cst.Pass: "pass", cst.Break: "break", cst.Continue: "continue",
    cst.Global: "global", cst.Nonlocal: "nonlocal",
}  # fmt: skip


@small("Expr")
def expression_statement(walk: Cursor, node: cst.Expr) -> Statement:
    line = walk.line
    value = EXPRESSIONS[type(node.value)](walk, node.value)
    if value.kind == "string" and len(value.text) > DOCSTRING_LIMIT:
        value = make("string", value.line, value.text[:DOCSTRING_LIMIT])
    return make_statement("expression", line, walk.line, "", (), value)


@small("Assign")
def assign(walk: Cursor, node: cst.Assign) -> Statement:
    line = walk.line
    targets = []
    for target in node.targets:
        targets.append(EXPRESSIONS[type(target.target)](walk, target.target))
        walk.skip(target.whitespace_before_equal)
        walk.skip(target.whitespace_after_equal)
    value = EXPRESSIONS[type(node.value)](walk, node.value)
    return make_statement("assign", line, walk.line, "", tuple(targets), value)


@small("AugAssign")
def augmented(walk: Cursor, node: cst.AugAssign) -> Statement:
    line = walk.line
    target = EXPRESSIONS[type(node.target)](walk, node.target)
    walk.around(node.operator)
    value = EXPRESSIONS[type(node.value)](walk, node.value)
    text = operator_text(node.operator)
    return make_statement("augmented", line, walk.line, text, (target,), value)


@small("AnnAssign")
def annotated(walk: Cursor, node: cst.AnnAssign) -> Statement:
    line = walk.line
    target = EXPRESSIONS[type(node.target)](walk, node.target)
    hint = annotation(walk, node.annotation)
    if node.equal is not ABSENT:
        walk.around(node.equal)
    value = _optional(walk, node.value)
    return make_statement("annotated", line, walk.line, "", (target,), value, hint)


@small("Return")
def return_(walk: Cursor, node: cst.Return) -> Statement:
    line = walk.line
    walk.skip(node.whitespace_after_return)
    value = _optional(walk, node.value)
    return make_statement("return", line, walk.line, "", (), value)


@small("Raise")
def raise_(walk: Cursor, node: cst.Raise) -> Statement:
    line = walk.line
    walk.skip(node.whitespace_after_raise)
    value = _optional(walk, node.exc)
    cause = () if node.cause is None else (from_clause(walk, node.cause),)
    return make_statement("raise", line, walk.line, "", cause, value)


@small("Assert")
def assert_(walk: Cursor, node: cst.Assert) -> Statement:
    line = walk.line
    walk.skip(node.whitespace_after_assert)
    test = EXPRESSIONS[type(node.test)](walk, node.test)
    if node.comma is not ABSENT:
        walk.around(node.comma)
    message = _optional(walk, node.msg)
    walk.scope.complexity += 1
    return make_statement("assert", line, walk.line, "", () if message is None else (message,), test)


@small("Del")
def delete(walk: Cursor, node: cst.Del) -> Statement:
    line = walk.line
    walk.skip(node.whitespace_after_del)
    target = EXPRESSIONS[type(node.target)](walk, node.target)
    targets = target.operands if target.kind == "tuple" else (target,)
    return make_statement("delete", line, walk.line, "", targets)


@small("Pass", "Break", "Continue")
def keyword(walk: Cursor, node: cst.Pass) -> Statement:
    return make_statement(_KEYWORDS[type(node)], walk.line, walk.line)


@small("Global", "Nonlocal")
def scope_names(walk: Cursor, node: Any) -> Statement:
    kind, line = _KEYWORDS[type(node)], walk.line
    walk.skip(getattr(node, f"whitespace_after_{kind}"))
    names = []
    for item in node.names:
        names.append(EXPRESSIONS[type(item.name)](walk, item.name))
        if item.comma is not ABSENT:
            walk.around(item.comma)
    return make_statement(kind, line, walk.line, "", tuple(names))


@small("TypeAlias")
def type_alias(walk: Cursor, node: Any) -> Statement:
    line = walk.line
    walk.skip(node.whitespace_after_type)
    name = EXPRESSIONS[type(node.name)](walk, node.name)
    walk.skip(node.whitespace_after_name)
    type_parameters(walk, node.type_parameters)
    walk.skip(node.whitespace_after_type_parameters)
    walk.skip(node.whitespace_after_equals)
    value = EXPRESSIONS[type(node.value)](walk, node.value)
    return make_statement("type", line, walk.line, "", (name,), value)


def _optional(walk: Cursor, node: Any) -> Expression | None:
    return None if node is None else EXPRESSIONS[type(node)](walk, node)
