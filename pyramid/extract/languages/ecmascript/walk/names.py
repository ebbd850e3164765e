"""Names, attributes, calls and subscripts: what the link room resolves."""

from __future__ import annotations

import re

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import expression
from pyramid.extract.making import make
from pyramid.model.facts import Expression

#: Bytes of ``()``.
_EMPTY = 2
#: Names and dots and nothing else; ``super`` says more than its name.
_PLAIN_CHAIN = re.compile(r"(?!super\b)[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*){1,20}", re.ASCII).fullmatch


@expression(
    "identifier", "property_identifier", "private_property_identifier", "shorthand_property_identifier",
    "shorthand_property_identifier_pattern", "statement_identifier", "type_identifier", "import",
)  # fmt: skip
def name(walk: Cursor, node: Node) -> Expression:
    start = node.start_byte
    text = walk.text[start : node.end_byte]
    if walk.wide and not text.isascii():
        text = walk.of(node)
    return make("name", walk.lines[start], text)


@expression("this")
def this(walk: Cursor, node: Node) -> Expression:
    return make("name", walk.lines[node.start_byte], "this")


@expression("super")
def super_(walk: Cursor, node: Node) -> Expression:
    """``super()``, as Python says it; that it is called is said of its ``__init__``."""
    line = walk.lines[node.start_byte]
    return make("call", line, "super", (make("name", line, "super"),))


@expression("meta_property")
def meta(walk: Cursor, node: Node) -> Expression:
    line = walk.lines[node.start_byte]
    base, _, text = walk.of(node).partition(".")
    return make("attribute", line, text.strip(), (make("name", line, base.strip()),))


@expression("member_expression", "nested_identifier")
def member(walk: Cursor, node: Node) -> Expression:
    start = node.start_byte
    text = walk.text[start : node.end_byte]
    if _PLAIN_CHAIN(text) is not None:
        return _chain(walk.lines[start], text)
    children = node.children
    base, attribute = children[0], children[-1]
    found = walk.value(base)
    start = attribute.start_byte
    text = walk.text[start : attribute.end_byte]
    if walk.wide and not text.isascii():
        text = walk.of(attribute)
    return make("attribute", walk.lines[start], text, (found,))


def _chain(line: int, text: str) -> Expression:
    """``a.b?.c`` on one line, which is most of them, without a look at the nodes."""
    first, *names = text.replace("?", "").split(".")
    found = make("name", line, first)
    for part in names:
        found = make("attribute", line, part, (found,))
    return found


@expression("subscript_expression")
def subscript(walk: Cursor, node: Node) -> Expression:
    base = walk.value(node.child_by_field_name("object"))
    index = walk.value(node.child_by_field_name("index"))
    return make("subscript", walk.lines[node.start_byte], "", (base, index))


@expression("call_expression")
def call(walk: Cursor, node: Node) -> Expression:
    children = node.children
    function = children[0]
    walk.depth += 2
    walk.deeper()
    callee = walk.expressions[function.kind_id](walk, function)
    found = called(walk, function, callee, children[-1])
    walk.depth -= 2
    return found


@expression("new_expression")
def new(walk: Cursor, node: Node) -> Expression:
    function = node.child_by_field_name("constructor")
    if function is None:
        return walk.value(None)
    callee = walk.value(function)
    walk.depth += 1
    walk.deeper()
    found = called(walk, function, callee, node.child_by_field_name("arguments"))
    walk.depth -= 1
    return found


def called(walk: Cursor, function: Node, callee: Expression, given: Node | None) -> Expression:
    """A call of ``callee``, which stands at ``function``, with a list of arguments or a template."""
    kind = callee.kind
    if kind == "attribute" or kind == "name":
        line, text = callee.line, callee.text
    elif function.type == "super":
        line, text = callee.line, "__init__"
        callee = make("attribute", line, text, (callee,))
    else:
        line, text = walk.lines[max(function.end_byte - 1, function.start_byte)], ""
    if given is None or given.end_byte - given.start_byte == _EMPTY:
        return make("call", line, text, (callee,))
    if given.type != "arguments":
        return make("call", line, text, (callee, walk.value(given)))
    operands = [callee]
    elements, spread = walk.elements, False
    for child in given.children:
        argument = elements[child.kind_id]
        if argument is not None:
            value = argument(walk, child)
            if value.kind == "starred":
                spread = True
            operands.append(value)
    if text == "await" and kind == "name" and len(operands) == 2:
        return operands[1]  # the grammar takes the keyword before a bracket for a function
    if not spread:
        return make("call", line, text, tuple(operands))
    return unpacked(line, text, operands)


def unpacked(line: int, text: str, operands: list[Expression]) -> Expression:
    """A call with spread arguments: the mark goes to the keywords."""
    keywords = tuple(["*" if operand.kind == "starred" else "" for operand in operands[1:]])
    plain = [operand.operands[0] if operand.kind == "starred" else operand for operand in operands]
    return make("call", line, text, tuple(plain), keywords)


@expression("spread_element", "rest_pattern")
def spread(walk: Cursor, node: Node) -> Expression:
    return make("starred", walk.lines[node.start_byte], "*", (walk.value(walk.first(node)),))


@expression(
    "non_null_expression", "as_expression", "satisfies_expression", "instantiation_expression",
    "parenthesized_expression", "template_substitution", "computed_property_name", "assignment_pattern",
    "object_assignment_pattern", "decorator",
)  # fmt: skip
def inner(walk: Cursor, node: Node) -> Expression:
    """What only wraps another expression: brackets, type assertions, defaults in patterns."""
    return walk.value(walk.first(node))


@expression("type_assertion")
def asserted(walk: Cursor, node: Node) -> Expression:
    return walk.value(walk.last(node))
