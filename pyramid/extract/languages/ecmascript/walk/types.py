"""Types as expressions: names, attributes, subscripts, unions and literals; the rest is unknown."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import TYPES, expression, type_
from pyramid.extract.languages.ecmascript.walk.names import name
from pyramid.extract.making import make
from pyramid.extract.trees.chains import chain
from pyramid.model.facts import Expression

_KEYWORD = "predefined_type"

type_("identifier", "type_identifier")(name)


@type_("")
def unknown(walk: Cursor, node: Node) -> Expression:
    """Functions, objects, conditions: a type that names no single thing."""
    return make("unknown", walk.lines[node.start_byte], node.type)


@type_(_KEYWORD, "this_type")
def keyword(walk: Cursor, node: Node) -> Expression:
    """``string``, ``void`` and the like: no name, because nothing in the program is called so."""
    return make("unknown", walk.lines[node.start_byte], walk.of(node))


@type_("nested_type_identifier", "nested_identifier", "member_expression")
def attribute(walk: Cursor, node: Node) -> Expression:
    base, last = node.children[0], node.children[-1]
    return make("attribute", walk.line(last), walk.of(last), (walk.type(base),))


@type_("generic_type")
def generic(walk: Cursor, node: Node) -> Expression:
    base, given = node.children[0], node.children[-1]
    arguments = _types(walk, given)
    index = arguments[0] if len(arguments) == 1 else make("tuple", walk.line(given), "", tuple(arguments))
    return make("subscript", walk.line(node), "", (walk.type(base), index))


@type_("array_type")
def array(walk: Cursor, node: Node) -> Expression:
    line, element = walk.line(node), node.children[0]
    return make("subscript", line, "", (make("name", line, "list"), walk.type(element)))


@type_("union_type")
def union(walk: Cursor, node: Node) -> Expression:
    """Along the left members in a loop: a long union must not nest."""
    members: list[Node] = []
    left: Node | None = node
    while left is not None and left.type == "union_type":
        parts = walk.parts(left)
        members += reversed(parts[1:])
        left = parts[0] if parts else None
    if left is not None:
        members.append(left)
    return chain(walk.line(node), "|", [walk.type(part) for part in reversed(members)])


@type_("literal_type")
def literal(walk: Cursor, node: Node) -> Expression:
    return walk.value(walk.first(node))


@type_("template_literal_type")
def template(walk: Cursor, node: Node) -> Expression:
    return walk.value(node)


@type_("parenthesized_type", "readonly_type", "optional_type", "rest_type", "flow_maybe_type", "constraint")
def inner(walk: Cursor, node: Node) -> Expression:
    found = walk.last(node)
    return unknown(walk, node) if found is None else walk.type(found)


def _types(walk: Cursor, node: Node) -> list[Expression]:
    return [walk.type(part) for part in walk.parts(node)]


@expression(_KEYWORD, "generic_type", "array_type", "union_type", "type_arguments")
def as_value(walk: Cursor, node: Node) -> Expression:
    """A type where an expression was expected."""
    return TYPES.get(node.type, unknown)(walk, node)
