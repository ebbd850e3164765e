"""Suites of statements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.cursor import ABSENT, Cursor
from pyramid.extract.languages.python.walk.dispatch import COMPOUND, SMALL
from pyramid.model.facts import Statement


def block(walk: Cursor, suite: Any) -> tuple[Statement, ...]:
    """The statements of an indented block, or of the rest of the line."""
    if type(suite) is cst.IndentedBlock:
        walk.trailing(suite.header)
        body = statements(walk, suite.body)
        walk.lines(suite.footer)
        return body
    walk.skip(suite.leading_whitespace)
    out: list[Statement] = []
    _line(walk, suite, out)
    return tuple(out)


def statements(walk: Cursor, nodes: Iterable[Any]) -> tuple[Statement, ...]:
    """The statements of a body, one for each clause of a compound one."""
    out: list[Statement] = []
    for node in nodes:
        if type(node) is cst.SimpleStatementLine:
            if node.leading_lines:
                walk.lines(node.leading_lines)
            _line(walk, node, out)
        else:
            COMPOUND[type(node)](walk, node, out)
    return tuple(out)


def _line(walk: Cursor, node: Any, out: list[Statement]) -> None:
    for statement in node.body:
        out.append(SMALL[type(statement)](walk, statement))
        walk.end = walk.line
        if statement.semicolon is not ABSENT:
            walk.around(statement.semicolon)
    walk.trailing(node.trailing_whitespace)
