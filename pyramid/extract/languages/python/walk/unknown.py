"""Node types that this version does not know: nothing is said about them, nothing is lost.

The children are still walked in order, so that the calls inside are seen and the lines of
everything behind stay right.
"""

from __future__ import annotations

from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.blocks import block, statements
from pyramid.extract.languages.python.walk.cursor import Cursor
from pyramid.extract.languages.python.walk.dispatch import COMPOUND, EXPRESSIONS, SMALL
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, Statement


def unknown_expression(walk: Cursor, node: Any) -> Expression:
    line = walk.line
    return make("unknown", line, type(node).__name__, _children(walk, node, []))


def unknown_small(walk: Cursor, node: Any) -> Statement:
    value = unknown_expression(walk, node)
    return make_statement("expression", value.line, walk.line, "", (), value)


def unknown_compound(walk: Cursor, node: Any, out: list[Statement]) -> None:
    line = walk.line
    body: list[Statement] = []
    value = make("unknown", line, type(node).__name__, _children(walk, node, body))
    end = walk.end if body else walk.line
    out.append(make_statement("expression", line, end, "", (), value, None, tuple(body)))


def _children(walk: Cursor, node: Any, body: list[Statement]) -> tuple[Expression, ...]:
    """The expressions below a node; statements below it go to ``body``."""
    found: list[Expression] = []
    for child in node.children:
        if isinstance(child, cst.BaseParenthesizableWhitespace):
            walk.skip(child)
        elif isinstance(child, (cst.TrailingWhitespace, cst.EmptyLine)):
            walk.trailing(child)
        elif isinstance(child, cst.BaseSuite):
            body += block(walk, child)
        elif isinstance(child, cst.BaseStatement):
            body += statements(walk, (child,))
        elif type(child) in EXPRESSIONS:
            found.append(EXPRESSIONS[type(child)](walk, child))
        else:
            found += _children(walk, child, body)
    return tuple(found)


EXPRESSIONS.otherwise = unknown_expression
SMALL.otherwise = unknown_small
COMPOUND.otherwise = unknown_compound
