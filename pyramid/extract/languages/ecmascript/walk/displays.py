"""Object and array literals, and the patterns that look like them."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import expression
from pyramid.extract.languages.ecmascript.walk.functions import anonymous
from pyramid.extract.languages.ecmascript.walk.literals import literal
from pyramid.extract.making import make
from pyramid.model.facts import Expression


@expression("object", "object_pattern")
def mapping(walk: Cursor, node: Node) -> Expression:
    operands: list[Expression] = []
    walk.depth += 1
    walk.deeper()
    for child in node.children:
        if walk.elements[child.kind_id] is not None:
            operands += _entry(walk, child)
    walk.depth -= 1
    return make("dict", walk.lines[node.start_byte], "", tuple(operands))


def _entry(walk: Cursor, node: Node) -> tuple[Expression, Expression]:
    """The key and the value of a part of an object literal."""
    kind = node.type
    if kind == "pair" or kind == "pair_pattern":
        children = node.children
        return key(walk, children[0]), walk.expressions[children[-1].kind_id](walk, children[-1])
    if kind in ("spread_element", "rest_pattern"):
        return make("starred", walk.lines[node.start_byte], "**"), walk.value(walk.first(node))
    if kind == "method_definition":
        named = node.child_by_field_name("name")
        return walk.value(None) if named is None else key(walk, named), anonymous(walk, node)
    value = walk.value(node)
    return make("string", value.line, value.text), value


def key(walk: Cursor, node: Node) -> Expression:
    """A key: a string for a name, a string or a number, else the expression in the brackets."""
    kind = node.type
    if kind == "string":
        return make("string", walk.lines[node.start_byte], literal(walk, node))
    if kind == "computed_property_name":
        return walk.value(node)
    return make("string", walk.lines[node.start_byte], walk.of(node))


def member_name(walk: Cursor, node: Node) -> str:
    """The name of a member of a class: its text, in brackets when it is computed."""
    named = key(walk, node)
    return named.text if named.kind == "string" else walk.of(node)


@expression("array", "array_pattern")
def array(walk: Cursor, node: Node) -> Expression:
    """A list; a hole in it, as in ``[a, , b]``, is None."""
    operands: list[Expression] = []
    hole = True
    walk.depth += 1
    walk.deeper()
    for child in node.children[1:-1]:
        if child.type == ",":
            if hole:
                operands.append(make("constant", walk.lines[child.start_byte], "None"))
            hole = True
        elif (element := walk.elements[child.kind_id]) is not None:
            operands.append(element(walk, child))
            hole = False
    walk.depth -= 1
    return make("list", walk.lines[node.start_byte], "", tuple(operands))
