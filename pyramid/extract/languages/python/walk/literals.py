"""Numbers, strings, formatted strings and implicit concatenation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import libcst as cst

from pyramid.extract.languages.python.walk.cursor import Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS, expression
from pyramid.extract.languages.python.walk.escapes import literal_value, unescape
from pyramid.extract.making import make
from pyramid.model.facts import Expression

#: Characters kept of a string; what is longer is data, not something to recognise.
STRING_LIMIT = 4_000


@expression("Integer", "Float", "Imaginary")
def number(walk: Cursor, node: cst.Integer) -> Expression:
    if node.lpar:
        walk.open(node.lpar)
    found = make("number", walk.line, node.value)
    if node.rpar:
        walk.close(node.rpar)
    return found


@expression("Ellipsis")
def ellipsis(walk: Cursor, node: cst.Ellipsis) -> Expression:
    walk.open(node.lpar)
    found = make("constant", walk.line, "...")
    walk.close(node.rpar)
    return found


@expression("SimpleString")
def string(walk: Cursor, node: cst.SimpleString) -> Expression:
    if node.lpar:
        walk.open(node.lpar)
    text = node.value
    kind, value = literal_value(text)
    found = make(kind, walk.line, value[:STRING_LIMIT])
    if "\n" in text:
        walk.line += text.count("\n")
    if node.rpar:
        walk.close(node.rpar)
    return found


@expression("FormattedString", "TemplatedString", "ConcatenatedString")
def joined(walk: Cursor, node: Any) -> Expression:
    """Strings of several parts: one ``string`` when all of them are plain, else ``format``."""
    walk.open(node.lpar)
    line = walk.line
    parts = _Parts()
    while type(node) is cst.ConcatenatedString:
        _literal(walk, node.left, parts)
        walk.skip(node.whitespace_between)
        rpar, node = node.rpar, node.right
        parts.closing.append(rpar)
    if not parts.closing:
        parts.closing.append(node.rpar)
    _literal(walk, node, parts)
    for rpar in reversed(parts.closing):
        walk.close(rpar)
    return parts.expression(line)


class Mixture(ValueError):
    """Bytes beside text in one literal, which the parser lets pass; ``line`` is 1-based."""

    def __init__(self, line: int) -> None:
        super().__init__("bytes and text cannot be joined in one literal")
        self.line = line


class _Parts:
    """The parts of a string so far; adjacent plain text is one part."""

    def __init__(self) -> None:
        self.kind: Literal["string", "bytes", "format"] = "string"
        self.closing: list[Any] = []
        self._found: list[Expression] = []
        self._text: list[str] = []
        self._text_line = 0
        self._bytes: bool | None = None

    def met(self, is_bytes: bool, line: int) -> None:
        """Take note of the next literal; raises Mixture."""
        if self._bytes not in (None, is_bytes):
            raise Mixture(line)
        self._bytes = is_bytes
        if is_bytes:
            self.kind = "bytes"

    def plain(self, line: int, text: str) -> None:
        if not self._text:
            self._text_line = line
        self._text.append(text)

    def add(self, part: Expression) -> None:
        self._flush()
        self._found.append(part)

    def expression(self, line: int) -> Expression:
        if self.kind != "format":
            return make(self.kind, line, "".join(self._text)[:STRING_LIMIT])
        self._flush()
        return make("format", line, "", tuple(self._found))

    def _flush(self) -> None:
        text = "".join(self._text)
        if text:
            self._found.append(make("string", self._text_line, text[:STRING_LIMIT]))
        self._text.clear()


def _literal(walk: Cursor, node: Any, parts: _Parts) -> None:
    if type(node) is cst.SimpleString:
        kind, value = literal_value(node.value)
        parts.met(kind == "bytes", walk.line)
        parts.plain(walk.line, value)
        walk.line += node.value.count("\n")
    else:
        parts.met(False, walk.line)
        parts.kind = "format"
        _contents(walk, node.parts, "r" in node.start.lower(), parts)


def _contents(walk: Cursor, contents: Iterable[Any], raw: bool, parts: _Parts) -> None:
    for content in contents:
        if hasattr(content, "expression"):
            parts.add(_interpolation(walk, content, raw))
        else:
            text = content.value.replace("{{", "{").replace("}}", "}")
            parts.plain(walk.line, text if raw else unescape(text))
            walk.line += content.value.count("\n")


def _interpolation(walk: Cursor, node: Any, raw: bool) -> Expression:
    """The expression in braces; a computed format specification nests both in a ``format``."""
    walk.skip(node.whitespace_before_expression)
    line = walk.line
    value: Expression = EXPRESSIONS[type(node.expression)](walk, node.expression)
    if node.equal is not None:
        walk.around(node.equal)
    walk.skip(node.whitespace_after_expression)
    if not node.format_spec:
        return value
    specification = _Parts()
    _contents(walk, node.format_spec, raw, specification)
    specification.kind = "format"
    computed = [part for part in specification.expression(line).operands if part.kind != "string"]
    return make("format", line, "", (value, *computed)) if computed else value
