"""Names, attributes, calls and subscripts: what the link room resolves."""

from __future__ import annotations

import libcst as cst

from pyramid.extract.languages.python.walk.cursor import ABSENT, Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS, expression
from pyramid.extract.making import make
from pyramid.model.facts import Expression

_CONSTANTS = frozenset({"True", "False", "None"})


@expression("Name")
def name(walk: Cursor, node: cst.Name) -> Expression:
    if node.lpar:
        walk.open(node.lpar)
    text = node.value
    found = make("constant" if text in _CONSTANTS else "name", walk.line, text)
    if node.rpar:
        walk.close(node.rpar)
    return found


@expression("Attribute")
def attribute(walk: Cursor, node: cst.Attribute) -> Expression:
    if node.lpar:
        walk.open(node.lpar)
    value = node.value
    base = EXPRESSIONS[type(value)](walk, value)
    dot = node.dot
    plain = walk.plain
    if type(dot.whitespace_before) is not plain:
        walk.skip(dot.whitespace_before)
    if type(dot.whitespace_after) is not plain:
        walk.skip(dot.whitespace_after)
    found = make("attribute", walk.line, node.attr.value, (base,))
    if node.rpar:
        walk.close(node.rpar)
    return found


@expression("Call")
def call(walk: Cursor, node: cst.Call) -> Expression:
    if node.lpar:
        walk.open(node.lpar)
    func = node.func
    callee = EXPRESSIONS[type(func)](walk, func)
    line, text = walk.line, ""
    if callee.kind == "attribute" or callee.kind == "name":
        line, text = callee.line, callee.text
    plain = walk.plain
    if type(node.whitespace_after_func) is not plain:
        walk.skip(node.whitespace_after_func)
    if type(node.whitespace_before_args) is not plain:
        walk.skip(node.whitespace_before_args)
    args = node.args
    if args:
        operands, keywords = [callee], []
        for arg in args:
            keyword, value = argument(walk, arg)
            operands.append(value)
            keywords.append(keyword)
        named = tuple(keywords) if any(keywords) else ()
        found = make("call", line, text, tuple(operands), named)
    else:
        found = make("call", line, text, (callee,))
    if node.rpar:
        walk.close(node.rpar)
    return found


def argument(walk: Cursor, arg: cst.Arg) -> tuple[str, Expression]:
    """The keyword of an argument (``""``, a name, ``*`` or ``**``) and its value."""
    keyword: str = arg.star
    plain = walk.plain
    if keyword and type(arg.whitespace_after_star) is not plain:
        walk.skip(arg.whitespace_after_star)
    if arg.keyword is not None:
        keyword = arg.keyword.value
        walk.around(arg.equal)
    node = arg.value
    value: Expression = EXPRESSIONS[type(node)](walk, node)
    comma = arg.comma
    if comma is not ABSENT:
        if type(comma.whitespace_before) is not plain:
            walk.skip(comma.whitespace_before)
        if type(comma.whitespace_after) is not plain:
            walk.skip(comma.whitespace_after)
    if type(arg.whitespace_after_arg) is not plain:
        walk.skip(arg.whitespace_after_arg)
    return keyword, value


@expression("Subscript")
def subscript(walk: Cursor, node: cst.Subscript) -> Expression:
    walk.open(node.lpar)
    line = walk.line
    base = EXPRESSIONS[type(node.value)](walk, node.value)
    walk.skip(node.whitespace_after_value)
    walk.skip(node.lbracket.whitespace_after)
    index = _index(walk, node)
    walk.skip(node.rbracket.whitespace_before)
    walk.close(node.rpar)
    return make("subscript", line, "", (base, index))


def _index(walk: Cursor, node: cst.Subscript) -> Expression:
    line = walk.line
    elements = []
    for element in node.slice:
        elements.append(EXPRESSIONS[type(element.slice)](walk, element.slice))
        if element.comma is not ABSENT:
            walk.around(element.comma)
    if len(elements) == 1 and node.slice[0].comma is ABSENT and elements[0].kind != "starred":
        return elements[0]
    return make("tuple", line, "", tuple(elements))


@expression("Index")
def index(walk: Cursor, node: cst.Index) -> Expression:
    line = walk.line
    if node.star:
        walk.skip(node.whitespace_after_star)
    value: Expression = EXPRESSIONS[type(node.value)](walk, node.value)
    return make("starred", line, "*", (value,)) if node.star else value


@expression("Slice")
def slice_(walk: Cursor, node: cst.Slice) -> Expression:
    line = walk.line
    bounds = []
    if node.lower is not None:
        bounds.append(EXPRESSIONS[type(node.lower)](walk, node.lower))
    walk.around(node.first_colon)
    if node.upper is not None:
        bounds.append(EXPRESSIONS[type(node.upper)](walk, node.upper))
    if node.second_colon is not ABSENT:
        walk.around(node.second_colon)
    if node.step is not None:
        bounds.append(EXPRESSIONS[type(node.step)](walk, node.step))
    return make("slice", line, "", tuple(bounds))
