"""``match`` statements; a pattern is read as the expression that it looks like.

=====================  =======================================================
pattern                expression
=====================  =======================================================
literal, dotted name   as the expression
capture, wildcard      ``name``
``[a, *rest]``         ``list`` or ``tuple``, with ``starred``
``{"a": b, **rest}``   ``dict``
``Point(x, y=0)``      ``call``
``p as name``          ``walrus``
``a | b``              ``binary``
=====================  =======================================================
"""

from __future__ import annotations

from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.blocks import block
from pyramid.extract.languages.python.walk.cursor import ABSENT, Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS, compound, expression
from pyramid.extract.languages.python.walk.operators import balanced
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, Statement


@compound("Match")
def match(walk: Cursor, node: cst.Match, out: list[Statement]) -> None:
    walk.lines(node.leading_lines)
    line = walk.line
    walk.skip(node.whitespace_after_match)
    subject = EXPRESSIONS[type(node.subject)](walk, node.subject)
    walk.skip(node.whitespace_before_colon)
    walk.trailing(node.whitespace_after_colon)
    cases = tuple([_case(walk, case) for case in node.cases])
    walk.lines(node.footer)
    out.append(make_statement("match", line, walk.end, "", (), subject, None, cases))


def _case(walk: Cursor, node: cst.MatchCase) -> Statement:
    """A case; its guard is an ``if`` around the body, so that no reader forgets it."""
    walk.lines(node.leading_lines)
    line = walk.line
    walk.skip(node.whitespace_after_case)
    walk.captures.clear()
    pattern = EXPRESSIONS[type(node.pattern)](walk, node.pattern)
    names = tuple(walk.captures)
    walk.skip(node.whitespace_before_if)
    guard_line = walk.line
    walk.skip(node.whitespace_after_if)
    guard = None if node.guard is None else EXPRESSIONS[type(node.guard)](walk, node.guard)
    walk.skip(node.whitespace_before_colon)
    walk.scope.complexity += _decisions(pattern, guard)
    body = block(walk, node.body)
    if guard is not None:
        body = (make_statement("if", guard_line, walk.end, "", (), guard, None, body),)
    return make_statement("case", line, walk.end, "", names, pattern, None, body)


def _decisions(pattern: Expression, guard: Expression | None) -> int:
    """A wildcard decides nothing, as ``else`` does not."""
    wildcard = pattern.kind == "name" and pattern.text == "_"
    return int(not wildcard) + int(guard is not None)


@expression("MatchValue", "MatchSingleton")
def value(walk: Cursor, node: cst.MatchValue) -> Expression:
    found: Expression = EXPRESSIONS[type(node.value)](walk, node.value)
    return found


@expression("MatchList")
def list_pattern(walk: Cursor, node: cst.MatchList) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    if node.lbracket is not None:
        walk.skip(node.lbracket.whitespace_after)
    elements = _elements(walk, node.patterns)
    if node.rbracket is not None:
        walk.skip(node.rbracket.whitespace_before)
    walk.close(node.rpar)
    return make("list", line, "", elements)


@expression("MatchTuple")
def tuple_pattern(walk: Cursor, node: cst.MatchTuple) -> Expression:
    line = walk.line
    walk.open(node.lpar)
    elements = _elements(walk, node.patterns)
    walk.close(node.rpar)
    return make("tuple", line, "", elements)


@expression("MatchStar")
def star_pattern(walk: Cursor, node: cst.MatchStar) -> Expression:
    line = walk.line
    walk.skip(node.whitespace_before_name)
    return make("starred", line, "*", (_capture(walk, node.name),))


@expression("MatchMapping")
def mapping_pattern(walk: Cursor, node: cst.MatchMapping) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.lbrace.whitespace_after)
    operands: list[Expression] = []
    for element in node.elements:
        operands.append(EXPRESSIONS[type(element.key)](walk, element.key))
        walk.skip(element.whitespace_before_colon)
        walk.skip(element.whitespace_after_colon)
        operands.append(EXPRESSIONS[type(element.pattern)](walk, element.pattern))
        _comma(walk, element)
    if node.rest is not None:
        key = make("starred", walk.line, "**")
        walk.skip(node.whitespace_before_rest)
        operands += (key, _capture(walk, node.rest))
        if node.trailing_comma is not None:
            walk.around(node.trailing_comma)
    walk.skip(node.rbrace.whitespace_before)
    walk.close(node.rpar)
    return make("dict", line, "", tuple(operands))


@expression("MatchClass")
def class_pattern(walk: Cursor, node: cst.MatchClass) -> Expression:
    walk.open(node.lpar)
    callee = EXPRESSIONS[type(node.cls)](walk, node.cls)
    walk.skip(node.whitespace_after_cls)
    walk.skip(node.whitespace_before_patterns)
    operands = [callee, *_elements(walk, node.patterns)]
    keywords = [""] * (len(operands) - 1)
    for element in node.kwds:
        walk.skip(element.whitespace_before_equal)
        walk.skip(element.whitespace_after_equal)
        operands.append(EXPRESSIONS[type(element.pattern)](walk, element.pattern))
        keywords.append(element.key.value)
        _comma(walk, element)
    walk.skip(node.whitespace_after_kwds)
    walk.close(node.rpar)
    named = tuple(keywords) if any(keywords) else ()
    return make("call", callee.line, callee.text, tuple(operands), named)


@expression("MatchAs")
def as_pattern(walk: Cursor, node: cst.MatchAs) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    inner = None if node.pattern is None else EXPRESSIONS[type(node.pattern)](walk, node.pattern)
    walk.skip(node.whitespace_before_as)
    walk.skip(node.whitespace_after_as)
    found = _capture(walk, node.name)
    walk.close(node.rpar)
    return found if inner is None else make("walrus", line, "", (found, inner))


@expression("MatchOr")
def or_pattern(walk: Cursor, node: cst.MatchOr) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    operands = []
    for element in node.patterns:
        operands.append(EXPRESSIONS[type(element.pattern)](walk, element.pattern))
        if element.separator is not ABSENT:
            walk.around(element.separator)
    walk.close(node.rpar)
    return balanced(line, "|", operands)


def _capture(walk: Cursor, node: cst.Name | None) -> Expression:
    """The name that a pattern binds; the wildcard ``_`` binds nothing."""
    found = make("name", walk.line, "_" if node is None else node.value)
    if found.text != "_":
        walk.captures.append(found)
    return found


def _elements(walk: Cursor, elements: Any) -> tuple[Expression, ...]:
    found = []
    for element in elements:
        node = element if type(element) is cst.MatchStar else element.value
        found.append(EXPRESSIONS[type(node)](walk, node))
        _comma(walk, element)
    return tuple(found)


def _comma(walk: Cursor, element: Any) -> None:
    if element.comma is not ABSENT:
        walk.around(element.comma)
