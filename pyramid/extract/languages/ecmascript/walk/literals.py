"""Numbers, constants, strings, templates and regular expressions."""

from __future__ import annotations

from collections.abc import Iterable

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import expression
from pyramid.extract.languages.ecmascript.walk.escapes import unescape
from pyramid.extract.making import make
from pyramid.model.facts import Expression

#: Characters kept of a string; what is longer is data, not something to recognise.
STRING_LIMIT = 4_000

_CONSTANTS = {"true": "True", "false": "False", "null": "None", "undefined": "None"}


@expression("number")
def number(walk: Cursor, node: Node) -> Expression:
    return make("number", walk.lines[node.start_byte], walk.of(node))


@expression("true", "false", "null", "undefined")
def constant(walk: Cursor, node: Node) -> Expression:
    return make("constant", walk.lines[node.start_byte], _CONSTANTS[node.type])


@expression("string")
def string(walk: Cursor, node: Node) -> Expression:
    return make("string", walk.lines[node.start_byte], literal(walk, node))


def literal(walk: Cursor, node: Node) -> str:
    """The value of a string node, without its quotes."""
    start, end = node.start_byte, node.end_byte
    text = walk.text[start + 1 : end - 1]
    if walk.wide and not text.isascii():
        text = walk.between(start + 1, end - 1)
    if "\\" in text:
        text = unescape(text)
    return text if len(text) <= STRING_LIMIT else text[:STRING_LIMIT]


@expression("template_string", "template_literal_type")
def template(walk: Cursor, node: Node) -> Expression:
    """A ``string`` when nothing is substituted, else a ``format``."""
    line = walk.lines[node.start_byte]
    holes = [child for child in node.children if child.type in ("template_substitution", "template_type")]
    if not holes:
        return make("string", line, literal(walk, node))
    return make("format", line, "", tuple(_parts(walk, node, holes)))


def _parts(walk: Cursor, node: Node, holes: Iterable[Node]) -> Iterable[Expression]:
    """The text between the holes and what stands in them."""
    at = node.start_byte + 1
    for hole in holes:
        yield from _plain(walk, at, hole.start_byte)
        value = walk.first(hole)
        if value is not None and hole.type == "template_type":
            yield walk.type(value)
        elif value is not None:
            yield walk.value(value)
        at = hole.end_byte
    yield from _plain(walk, at, node.end_byte - 1)


def _plain(walk: Cursor, start: int, end: int) -> Iterable[Expression]:
    if start < end:
        yield make("string", walk.lines[start], unescape(walk.between(start, end))[:STRING_LIMIT])


@expression("regex")
def regex(walk: Cursor, node: Node) -> Expression:
    """``unknown`` with the pattern and, when there are any, the flags as strings."""
    line = walk.lines[node.start_byte]
    parts = [node.child_by_field_name("pattern"), node.child_by_field_name("flags")]
    texts = [walk.of(part)[:STRING_LIMIT] for part in parts if part is not None]
    return make("unknown", line, "regex", tuple([make("string", line, text) for text in texts]))
