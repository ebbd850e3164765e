"""Tuples, lists, sets, dicts and the comprehensions that build them."""

from __future__ import annotations

from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.cursor import ABSENT, Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS, expression
from pyramid.extract.making import make
from pyramid.model.facts import Expression


@expression("Tuple")
def tuple_(walk: Cursor, node: cst.Tuple) -> Expression:
    line = _open_display(walk, node)
    elements = _elements(walk, node.elements)
    walk.close(node.rpar)
    return make("tuple", line, "", elements)


@expression("List")
def list_(walk: Cursor, node: cst.List) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.lbracket.whitespace_after)
    elements = _elements(walk, node.elements)
    walk.skip(node.rbracket.whitespace_before)
    walk.close(node.rpar)
    return make("list", line, "", elements)


@expression("Set")
def set_(walk: Cursor, node: cst.Set) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.lbrace.whitespace_after)
    elements = _elements(walk, node.elements)
    walk.skip(node.rbrace.whitespace_before)
    walk.close(node.rpar)
    return make("set", line, "", elements)


@expression("Dict")
def dict_(walk: Cursor, node: cst.Dict) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.lbrace.whitespace_after)
    operands: list[Expression] = []
    for element in node.elements:
        operands += _dict_element(walk, element)
        if element.comma is not ABSENT:
            walk.around(element.comma)
    walk.skip(node.rbrace.whitespace_before)
    walk.close(node.rpar)
    return make("dict", line, "", tuple(operands))


@expression("StarredElement")
def starred(walk: Cursor, node: cst.StarredElement) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.whitespace_before_value)
    value = EXPRESSIONS[type(node.value)](walk, node.value)
    walk.close(node.rpar)
    return make("starred", line, "*", (value,))


@expression("GeneratorExp")
def generator(walk: Cursor, node: cst.GeneratorExp) -> Expression:
    line = _open_display(walk, node)
    operands = (EXPRESSIONS[type(node.elt)](walk, node.elt), *_clauses(walk, node.for_in))
    walk.close(node.rpar)
    return make("comprehension", line, "generator", operands)


@expression("ListComp")
def list_comprehension(walk: Cursor, node: cst.ListComp) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.lbracket.whitespace_after)
    operands = (EXPRESSIONS[type(node.elt)](walk, node.elt), *_clauses(walk, node.for_in))
    walk.skip(node.rbracket.whitespace_before)
    walk.close(node.rpar)
    return make("comprehension", line, "list", operands)


@expression("SetComp", "DictComp", "StarredDictComp")
def braced_comprehension(walk: Cursor, node: Any) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    walk.skip(node.lbrace.whitespace_after)
    if type(node) is cst.SetComp:
        kind, element = "set", EXPRESSIONS[type(node.elt)](walk, node.elt)
    else:
        kind, element = "dict", _pair(walk, node)
    operands = (element, *_clauses(walk, node.for_in))
    walk.skip(node.rbrace.whitespace_before)
    walk.close(node.rpar)
    return make("comprehension", line, kind, operands)


def _open_display(walk: Cursor, node: cst.Tuple | cst.GeneratorExp) -> int:
    """Pass over the parentheses; the innermost one is the first token of the display."""
    if not node.lpar:
        return walk.line
    walk.open(node.lpar[:-1])
    line = walk.line
    walk.open(node.lpar[-1:])
    return line


def _elements(walk: Cursor, elements: Any) -> tuple[Expression, ...]:
    found = []
    plain = walk.plain
    for element in elements:
        node = element if type(element) is cst.StarredElement else element.value
        found.append(EXPRESSIONS[type(node)](walk, node))
        comma = element.comma
        if comma is not ABSENT:
            if type(comma.whitespace_before) is not plain:
                walk.skip(comma.whitespace_before)
            if type(comma.whitespace_after) is not plain:
                walk.skip(comma.whitespace_after)
    return tuple(found)


def _dict_element(walk: Cursor, element: Any) -> tuple[Expression, Expression]:
    """Key and value; the key of ``**value`` is an empty ``starred``."""
    if type(element) is cst.DictElement:
        return _key_value(walk, element)
    key = make("starred", walk.line, "**")
    walk.skip(element.whitespace_before_value)
    return key, EXPRESSIONS[type(element.value)](walk, element.value)


def _key_value(walk: Cursor, node: Any) -> tuple[Expression, Expression]:
    key = EXPRESSIONS[type(node.key)](walk, node.key)
    walk.skip(node.whitespace_before_colon)
    walk.skip(node.whitespace_after_colon)
    return key, EXPRESSIONS[type(node.value)](walk, node.value)


def _pair(walk: Cursor, node: Any) -> Expression:
    line = walk.line
    if type(node) is cst.DictComp:
        return make("tuple", line, "", _key_value(walk, node))
    walk.skip(node.whitespace_before_value)
    value = EXPRESSIONS[type(node.value)](walk, node.value)
    return make("starred", line, "**", (value,))


def _clauses(walk: Cursor, clause: cst.CompFor | None) -> list[Expression]:
    """(target, iterable, condition*) of each ``for``; each clause is a decision."""
    found = []
    while clause is not None:
        walk.skip(clause.whitespace_before)
        if clause.asynchronous is not None:
            walk.skip(clause.asynchronous.whitespace_after)
        walk.skip(clause.whitespace_after_for)
        found.append(EXPRESSIONS[type(clause.target)](walk, clause.target))
        walk.skip(clause.whitespace_before_in)
        walk.skip(clause.whitespace_after_in)
        found.append(EXPRESSIONS[type(clause.iter)](walk, clause.iter))
        for condition in clause.ifs:
            walk.skip(condition.whitespace_before)
            walk.skip(condition.whitespace_before_test)
            found.append(EXPRESSIONS[type(condition.test)](walk, condition.test))
        walk.scope.complexity += 1 + len(clause.ifs)
        clause = clause.inner_for_in
    return found
