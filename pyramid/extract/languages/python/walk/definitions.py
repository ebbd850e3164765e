"""Functions, classes and lambdas: each opens a definition of its own."""

from __future__ import annotations

from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.blocks import block
from pyramid.extract.languages.python.walk.cursor import ABSENT, Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS, compound, expression
from pyramid.extract.languages.python.walk.names import argument
from pyramid.extract.languages.python.walk.parameters import annotation, parameters, type_parameters
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, Statement


@compound("FunctionDef")
def function(walk: Cursor, node: cst.FunctionDef, out: list[Statement]) -> None:
    start, decorators = _decorators(walk, node)
    line = walk.line
    if node.asynchronous is not None:
        walk.skip(node.asynchronous.whitespace_after)
    walk.skip(node.whitespace_after_def)
    walk.skip(node.whitespace_after_name)
    type_parameters(walk, node.type_parameters)
    walk.skip(node.whitespace_after_type_parameters)
    walk.skip(node.whitespace_before_params)
    found = parameters(walk, node.params)
    returns = annotation(walk, node.returns)
    walk.skip(node.whitespace_before_colon)
    kind = "function" if node.asynchronous is None else "async"
    outer = walk.enter(kind, node.name.value, line)
    body = block(walk, node.body)
    index = walk.leave(
        outer,
        start_line=start or line,
        end_line=walk.end,
        decorators=decorators,
        parameters=found,
        returns=returns,
        body=body,
    )
    out.append(make_statement("define", line, walk.end, str(index)))


@compound("ClassDef")
def class_(walk: Cursor, node: cst.ClassDef, out: list[Statement]) -> None:
    start, decorators = _decorators(walk, node)
    line = walk.line
    walk.skip(node.whitespace_after_class)
    walk.skip(node.whitespace_after_name)
    type_parameters(walk, node.type_parameters)
    walk.skip(node.whitespace_after_type_parameters)
    bases, keywords = _bases(walk, node)
    walk.skip(node.whitespace_before_colon)
    outer = walk.enter("class", node.name.value, line)
    body = block(walk, node.body)
    index = walk.leave(
        outer,
        start_line=start or line,
        end_line=walk.end,
        decorators=decorators,
        bases=bases,
        keywords=keywords,
        body=body,
    )
    out.append(make_statement("define", line, walk.end, str(index)))


@expression("Lambda")
def lambda_(walk: Cursor, node: cst.Lambda) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.whitespace_after_lambda)
    found = parameters(walk, node.params)
    walk.around(node.colon)
    walk.scope.lambdas += 1
    outer = walk.enter("lambda", f"<lambda{walk.scope.lambdas}>", line)
    body_line = walk.line
    value = EXPRESSIONS[type(node.body)](walk, node.body)
    result = make_statement("return", body_line, walk.line, "", (), value)
    index = walk.leave(outer, start_line=line, end_line=walk.line, parameters=found, body=(result,))
    walk.close(node.rpar)
    return make("function", line, str(index))


def _decorators(walk: Cursor, node: Any) -> tuple[int, tuple[Expression, ...]]:
    """The line of the first decorator, 0 without one; the decorators."""
    walk.lines(node.leading_lines)
    start, found = 0, []
    for decorator in node.decorators:
        walk.lines(decorator.leading_lines)
        start = start or walk.line
        walk.skip(decorator.whitespace_after_at)
        found.append(EXPRESSIONS[type(decorator.decorator)](walk, decorator.decorator))
        walk.trailing(decorator.trailing_whitespace)
    walk.lines(node.lines_after_decorators)
    return start, tuple(found)


def _bases(
    walk: Cursor, node: cst.ClassDef
) -> tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]:
    if node.lpar is not ABSENT:
        walk.skip(node.lpar.whitespace_after)
    bases, keywords = [], []
    for arg in (*node.bases, *node.keywords):
        line = walk.line
        keyword, value = argument(walk, arg)
        if keyword == "*":
            bases.append(make("starred", line, "*", (value,)))
        elif keyword:
            keywords.append((keyword, value))
        else:
            bases.append(value)
    if node.rpar is not ABSENT:
        walk.skip(node.rpar.whitespace_before)
    return tuple(bases), tuple(keywords)
