"""Node types that this version does not know: nothing is said about them, nothing is lost."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import STATEMENTS, expression, statement
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression


@expression("")
def unknown_expression(walk: Cursor, node: Node) -> Expression:
    """Its children are still walked, so that the calls inside are seen."""
    line = walk.lines[node.start_byte]
    return make("unknown", line, node.type, tuple([walk.value(part) for part in walk.parts(node)]))


@statement("")
def unknown_statement(walk: Cursor, node: Node) -> None:
    value = walk.value(node)
    walk.out.append(make_statement("expression", walk.line(node), walk.end(node), "", (), value))


@statement("field_declaration", "constant_declaration", "method_declaration", "constructor_declaration")
def stray(walk: Cursor, node: Node) -> None:
    """A member outside a class: damaged code, or a file of examples."""
    from pyramid.extract.languages.java.walk.classes import member

    member(walk, node, {}, False)


@statement("ERROR")
def damaged(walk: Cursor, node: Node) -> None:
    """What the parser could not place: the whole statements in it are still good."""
    walk.say([child for child in node.children if child.type in STATEMENTS])
