"""Names, attributes, calls and subscripts: what the link room resolves."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import expression
from pyramid.extract.languages.java.walk.types import as_value, bare
from pyramid.extract.making import make
from pyramid.extract.nesting import EXPRESSION_LIMIT
from pyramid.model.facts import Expression

#: Bytes of ``()``.
_EMPTY = 2


@expression("identifier", "underscore_pattern")
def name(walk: Cursor, node: Node) -> Expression:
    """A variable; a field of the object at hand is read from ``this``."""
    start = node.start_byte
    text, line = walk.text[start : node.end_byte], walk.lines[start]
    if walk.wide and not text.isascii():
        text = walk.of(node)
    owner = walk.frames.field(text)
    if owner is None:
        return make("name", line, text)
    return make("attribute", line, text, (make("name", line, owner),))


@expression("this")
def this(walk: Cursor, node: Node) -> Expression:
    return make("name", walk.lines[node.start_byte], "this")


@expression("super")
def super_(walk: Cursor, node: Node) -> Expression:
    """``super()``, as Python says it."""
    line = walk.lines[node.start_byte]
    return make("call", line, "super", (make("name", line, "super"),))


@expression("field_access")
def field(walk: Cursor, node: Node) -> Expression:
    """``a.b``; ``Outer.this`` and ``Outer.super`` are told by their last word."""
    children = node.children
    base, last = children[0], children[-1]
    if last.type in ("this", "super"):
        return walk.value(last)
    line, text = walk.lines[last.start_byte], walk.of(last)
    if _is_outer(base):
        return make("name", line, text)
    return make("attribute", line, text, (walk.value(base),))


@expression("scoped_identifier")
def dotted(walk: Cursor, node: Node) -> Expression:
    base, last = node.children[0], node.children[-1]
    return make("attribute", walk.lines[last.start_byte], walk.of(last), (walk.value(base),))


def _is_outer(node: Node) -> bool:
    """``Outer.this``: its members are those of the classes around."""
    return node.type == "field_access" and node.children[-1].type == "this"


@expression("method_invocation")
def call(walk: Cursor, node: Node) -> Expression:
    children = node.children
    named = children[-2] if len(children) > 1 else node
    given: Node | None = children[-1]
    if named.type != "identifier" or children[-1].type != "argument_list":
        named, given = node.child_by_field_name("name") or node, node.child_by_field_name("arguments")
    start = named.start_byte
    line, text = walk.lines[start], walk.text[start : named.end_byte]
    if walk.wide and not text.isascii():
        text = walk.of(named)
    base = children[0] if len(children) > 2 and children[0].id != named.id else None
    walk.depth += 1
    if walk.depth > EXPRESSION_LIMIT:
        walk.deeper()
    if base is None or _is_outer(base):
        callee = make("name", line, text)
        if base is None and walk.frames.method(text):
            callee = make("attribute", line, text, (make("name", line, "this"),))
    else:
        callee = make("attribute", line, text, (walk.value(base),))
    found = called(walk, line, text, callee, given)
    walk.depth -= 1
    return found


def called(walk: Cursor, line: int, text: str, callee: Expression, given: Node | None) -> Expression:
    """A call of ``callee`` with a list of arguments."""
    if given is None or given.end_byte - given.start_byte == _EMPTY:
        return make("call", line, text, (callee,))
    operands, elements = [callee], walk.elements
    for child in given.children:
        argument = elements[child.kind_id]
        if argument is not None:
            operands.append(argument(walk, child))
    return make("call", line, text, tuple(operands))


@expression("explicit_constructor_invocation")
def constructed(walk: Cursor, node: Node) -> Expression:
    """``this(…)`` and ``super(…)`` at the start of a constructor."""
    which = node.child_by_field_name("constructor")
    if which is None:
        return walk.value(None)
    line = walk.lines[which.start_byte]
    callee = make("attribute", line, "__init__", (walk.value(which),))
    return called(walk, line, "__init__", callee, node.child_by_field_name("arguments"))


@expression("object_creation_expression")
def new(walk: Cursor, node: Node) -> Expression:
    """A call of the class, or of the class without a name that stands behind it."""
    from pyramid.extract.languages.java.walk.classes import nameless

    kind = node.child_by_field_name("type")
    body = next((child for child in node.children if child.type == "class_body"), None)
    if kind is None:
        return walk.value(None)
    line, callee = walk.lines[kind.start_byte], bare(as_value(walk, kind))
    if body is not None:
        callee = nameless(walk, line, callee, body)
    walk.depth += 1
    walk.deeper()
    text = callee.text if callee.kind in ("name", "attribute") else ""
    found = called(walk, line, text, callee, node.child_by_field_name("arguments"))
    walk.depth -= 1
    return found


@expression("array_access")
def subscript(walk: Cursor, node: Node) -> Expression:
    base = walk.value(node.child_by_field_name("array"))
    index = walk.value(node.child_by_field_name("index"))
    return make("subscript", walk.lines[node.start_byte], "", (base, index))


@expression("method_reference")
def reference(walk: Cursor, node: Node) -> Expression:
    """``page::open`` is the method, ``Page::new`` the class."""
    base, last = node.children[0], node.children[-1]
    owner = walk.value(base)
    if last.type == "new":
        return owner
    return make("attribute", walk.lines[last.start_byte], walk.of(last), (owner,))


@expression("parenthesized_expression", "guard", "pattern", "variable_declarator")
def inner(walk: Cursor, node: Node) -> Expression:
    """What only wraps another expression."""
    return walk.value(walk.last(node))


@expression("cast_expression")
def cast(walk: Cursor, node: Node) -> Expression:
    return walk.value(node.child_by_field_name("value"))


@expression("argument_list")
def arguments(walk: Cursor, node: Node) -> Expression:
    """Arguments where an expression was expected, in damaged code."""
    return make("tuple", walk.line(node), "", tuple([walk.value(part) for part in walk.parts(node)]))
