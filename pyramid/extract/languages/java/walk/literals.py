"""Numbers, constants, strings and text blocks."""

from __future__ import annotations

import re
import textwrap

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import expression
from pyramid.extract.making import make
from pyramid.model.facts import Expression

#: Characters kept of a string; what is longer is data, not something to recognise.
STRING_LIMIT = 4_000

_CONSTANTS = {"true": "True", "false": "False", "null_literal": "None"}
_BLOCK = '"""'
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "s": " ", "\n": "", "0": "\0"}
_ESCAPE = re.compile(r"\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|(.))", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


@expression(
    "decimal_integer_literal", "hex_integer_literal", "octal_integer_literal", "binary_integer_literal",
    "decimal_floating_point_literal", "hex_floating_point_literal",
)  # fmt: skip
def number(walk: Cursor, node: Node) -> Expression:
    """A number without the letter that says its type."""
    text = walk.of(node).replace("_", "")
    if not text[:2].lower().startswith(("0x", "0b")):
        text = text.rstrip("lLfFdD")
    return make("number", walk.lines[node.start_byte], text)


@expression("true", "false", "null_literal")
def constant(walk: Cursor, node: Node) -> Expression:
    return make("constant", walk.lines[node.start_byte], _CONSTANTS[node.type])


@expression("string_literal", "character_literal")
def string(walk: Cursor, node: Node) -> Expression:
    start, end = node.start_byte, node.end_byte
    text = walk.text[start:end]
    if walk.wide and not text.isascii():
        text = walk.between(start, end)
    text = _dedented(text[3:-3]) if text.startswith(_BLOCK) and len(text) >= 6 else text[1:-1]
    return make("string", walk.lines[start], unescape(text)[:STRING_LIMIT])


def unescape(text: str) -> str:
    """The text that a literal without its quotes stands for (JLS 3.10.7)."""
    if "\\" not in text:
        return text
    value = _ESCAPE.sub(_character, text)
    if _SURROGATE.search(value):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def _character(match: re.Match[str]) -> str:
    unit, octal, plain = match.groups()
    if plain is not None:
        return _SINGLE.get(plain, plain)
    return chr(int(octal, 8)) if octal is not None else chr(int(unit, 16))


def _dedented(text: str) -> str:
    """A text block without the line of its opening quotes and the indentation that all lines share."""
    lines = text.partition("\n")[2].split("\n")
    last = lines[-1]
    if not last.strip():
        lines[-1] = f"{last}x"  # the line of the closing quotes counts for the indentation
    body = textwrap.dedent("\n".join(lines))
    body = body[:-1] if not last.strip() else body
    return "\n".join(line.rstrip() for line in body.split("\n"))


@expression("template_expression", "string_interpolation")
def template(walk: Cursor, node: Node) -> Expression:
    """A preview of the language that was taken back: its parts, as far as they are expressions."""
    return make("format", walk.line(node), "", tuple([walk.value(part) for part in walk.parts(node)]))
