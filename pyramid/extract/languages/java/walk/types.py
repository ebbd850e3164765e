"""Types as expressions: names, attributes, subscripts; what names no class of interest is unknown."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import TYPES, expression, type_
from pyramid.extract.making import make
from pyramid.model.facts import Expression

#: Values that are as good as primitive, and types that may be anything.
_PLAIN = frozenset(
    {
        "Object", "String", "CharSequence", "Integer", "Long", "Short", "Byte", "Double", "Float", "Number",
        "Boolean", "Character", "Void", "BigDecimal", "BigInteger", "StringBuilder",
    }
)  # fmt: skip


@type_("type_identifier", "identifier")
def named(walk: Cursor, node: Node) -> Expression:
    """A class; a single letter is a parameter of a generic one."""
    text, line = walk.of(node), walk.lines[node.start_byte]
    if len(text) == 1 or text in _PLAIN:
        return make("unknown", line, text)
    return make("name", line, text)


@type_("")
def unknown(walk: Cursor, node: Node) -> Expression:
    """Primitive types, ``void`` and wildcards."""
    return make("unknown", walk.lines[node.start_byte], walk.of(node)[:80])


@type_("scoped_type_identifier", "scoped_identifier")
def attribute(walk: Cursor, node: Node) -> Expression:
    line = walk.lines[node.start_byte]
    first, *rest = [part for part in _plain(walk.of(node)).split(".") if part] or [""]
    found = make("name", line, first)
    for part in rest:
        found = make("attribute", line, part, (found,))
    return found


def _plain(text: str) -> str:
    """A dotted name without annotations and type arguments."""
    kept = "".join(part.partition(">")[2] if number else part for number, part in enumerate(text.split("<")))
    return "".join(word for word in kept.split() if not word.startswith("@"))


@type_("generic_type")
def generic(walk: Cursor, node: Node) -> Expression:
    base, given = node.children[0], node.children[-1]
    found = walk.type(base)
    arguments = [walk.type(part) for part in walk.parts(given)]
    if found.kind == "unknown" or not arguments:
        return found
    index = arguments[0] if len(arguments) == 1 else make("tuple", found.line, "", tuple(arguments))
    return make("subscript", found.line, "", (found, index))


@type_("array_type")
def array(walk: Cursor, node: Node) -> Expression:
    line, element = walk.line(node), node.children[0]
    return make("subscript", line, "", (make("name", line, "list"), walk.type(element)))


@type_("annotated_type")
def annotated(walk: Cursor, node: Node) -> Expression:
    found = walk.last(node)
    return unknown(walk, node) if found is None else walk.type(found)


@type_("catch_type")
def either(walk: Cursor, node: Node) -> Expression:
    """``catch (A | B e)``: a tuple of types, as in Python."""
    found = [walk.type(part) for part in walk.parts(node)]
    return found[0] if len(found) == 1 else make("tuple", walk.line(node), "", tuple(found))


def bare(found: Expression) -> Expression:
    """The class that a type with arguments is of."""
    return found.operands[0] if found.kind == "subscript" else found


@expression("class_literal")
def class_(walk: Cursor, node: Node) -> Expression:
    """``Page.class`` is the class itself."""
    return as_value(walk, node.children[0])


@expression(
    "type_identifier", "scoped_type_identifier", "generic_type", "array_type", "annotated_type",
    "integral_type", "floating_point_type", "boolean_type", "void_type",
)  # fmt: skip
def as_value(walk: Cursor, node: Node) -> Expression:
    """A type where an expression was expected: a class as a value keeps its name."""
    if node.type in ("type_identifier", "identifier"):
        return make("name", walk.lines[node.start_byte], walk.of(node))
    return bare(TYPES.get(node.type, unknown)(walk, node))
