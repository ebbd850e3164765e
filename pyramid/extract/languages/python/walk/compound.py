"""Compound statements: branches, loops, ``try`` and ``with``."""

from __future__ import annotations

from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.blocks import block
from pyramid.extract.languages.python.walk.cursor import ABSENT, Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS, compound
from pyramid.extract.languages.python.walk.imports import as_name
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, Statement, StatementKind


@compound("If")
def if_(walk: Cursor, node: Any, out: list[Statement]) -> None:
    """``if`` and its ``elif`` clauses in a loop: a long chain must not nest."""
    kind: StatementKind = "if"
    while type(node) is cst.If:
        walk.lines(node.leading_lines)
        line = walk.line
        walk.skip(node.whitespace_before_test)
        test = EXPRESSIONS[type(node.test)](walk, node.test)
        walk.skip(node.whitespace_after_test)
        walk.scope.complexity += 1
        body = block(walk, node.body)
        out.append(make_statement(kind, line, walk.end, "", (), test, None, body))
        node, kind = node.orelse, "elif"
    _clause(walk, node, "else", out)


@compound("While")
def while_(walk: Cursor, node: cst.While, out: list[Statement]) -> None:
    walk.lines(node.leading_lines)
    line = walk.line
    walk.skip(node.whitespace_after_while)
    test = EXPRESSIONS[type(node.test)](walk, node.test)
    walk.skip(node.whitespace_before_colon)
    walk.scope.complexity += 1
    body = block(walk, node.body)
    out.append(make_statement("while", line, walk.end, "", (), test, None, body))
    _clause(walk, node.orelse, "else", out)


@compound("For")
def for_(walk: Cursor, node: cst.For, out: list[Statement]) -> None:
    walk.lines(node.leading_lines)
    line = walk.line
    text = _asynchronous(walk, node)
    walk.skip(node.whitespace_after_for)
    target = EXPRESSIONS[type(node.target)](walk, node.target)
    walk.skip(node.whitespace_before_in)
    walk.skip(node.whitespace_after_in)
    iterable = EXPRESSIONS[type(node.iter)](walk, node.iter)
    walk.skip(node.whitespace_before_colon)
    walk.scope.complexity += 1
    body = block(walk, node.body)
    out.append(make_statement("for", line, walk.end, text, (target,), iterable, None, body))
    _clause(walk, node.orelse, "else", out)


@compound("With")
def with_(walk: Cursor, node: cst.With, out: list[Statement]) -> None:
    walk.lines(node.leading_lines)
    line = walk.line
    text = _asynchronous(walk, node)
    walk.skip(node.whitespace_after_with)
    if node.lpar is not ABSENT:
        walk.skip(node.lpar.whitespace_after)
    first = walk.line
    managers, targets = _items(walk, node)
    if node.rpar is not ABSENT:
        walk.skip(node.rpar.whitespace_before)
    walk.skip(node.whitespace_before_colon)
    value = make("tuple", first, "", tuple(managers))
    body = block(walk, node.body)
    out.append(make_statement("with", line, walk.end, text, tuple(targets), value, None, body))


@compound("Try", "TryStar")
def try_(walk: Cursor, node: Any, out: list[Statement]) -> None:
    _clause(walk, node, "try", out)
    for handler in node.handlers:
        _except(walk, handler, out)
    _clause(walk, node.orelse, "else", out)
    _clause(walk, node.finalbody, "finally", out)


def _except(walk: Cursor, node: Any, out: list[Statement]) -> None:
    """An ``except`` clause; the text of ``except*`` is ``*``."""
    walk.lines(node.leading_lines)
    line, text = walk.line, ""
    walk.skip(node.whitespace_after_except)
    if type(node) is not cst.ExceptHandler:
        text = "*"
        walk.skip(node.whitespace_after_star)
    kind = None if node.type is None else EXPRESSIONS[type(node.type)](walk, node.type)
    targets = () if node.name is None else (as_name(walk, node.name),)
    walk.skip(node.whitespace_before_colon)
    walk.scope.complexity += 1
    body = block(walk, node.body)
    out.append(make_statement("except", line, walk.end, text, targets, kind, None, body))


def _clause(walk: Cursor, node: Any, kind: StatementKind, out: list[Statement]) -> None:
    """A clause that is a keyword and a block; nothing when it is absent."""
    if node is None:
        return
    walk.lines(node.leading_lines)
    line = walk.line
    walk.skip(node.whitespace_before_colon)
    body = block(walk, node.body)
    out.append(make_statement(kind, line, walk.end, "", (), None, None, body))


def _items(walk: Cursor, node: cst.With) -> tuple[list[Expression], list[Expression]]:
    managers, targets = [], []
    for item in node.items:
        managers.append(EXPRESSIONS[type(item.item)](walk, item.item))
        if item.asname is None:
            targets.append(make("constant", walk.line, "None"))
        else:
            targets.append(as_name(walk, item.asname))
        if item.comma is not ABSENT:
            walk.around(item.comma)
    return managers, targets


def _asynchronous(walk: Cursor, node: Any) -> str:
    if node.asynchronous is None:
        return ""
    walk.skip(node.asynchronous.whitespace_after)
    return "async"
