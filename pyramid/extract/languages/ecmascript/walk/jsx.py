"""JSX: an element is a call of its component, attributes by keyword, then the children."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import expression
from pyramid.extract.making import make
from pyramid.model.facts import Expression

_TEXT = frozenset({"jsx_text", "html_character_reference"})


@expression("jsx_self_closing_element")
def empty(walk: Cursor, node: Node) -> Expression:
    return _element(walk, node, [])


@expression("jsx_element")
def element(walk: Cursor, node: Node) -> Expression:
    opening = node.child_by_field_name("open_tag")
    return walk.value(None) if opening is None else _element(walk, opening, node.children)


def _element(walk: Cursor, tag: Node, children: list[Node]) -> Expression:
    callee = _callee(walk, tag)
    operands, keywords = [callee], []
    for attribute in tag.children_by_field_name("attribute"):
        keyword, value = _attribute(walk, attribute)
        keywords.append(keyword)
        operands.append(value)
    for keyword, value in _children(walk, children):
        keywords.append(keyword)
        operands.append(value)
    text = "" if callee.kind == "string" else callee.text
    return make("call", callee.line, text, tuple(operands), tuple(keywords) if any(keywords) else ())


def _callee(walk: Cursor, tag: Node) -> Expression:
    """A component by its name, a host element as a string, a fragment as an empty one."""
    named = tag.child_by_field_name("name")
    if named is None:
        return make("string", walk.line(tag), "")
    text = walk.of(named)
    if named.type == "jsx_namespace_name" or (named.type == "identifier" and text[:1].islower()):
        return make("string", walk.line(named), text)
    return walk.value(named)


def _attribute(walk: Cursor, node: Node) -> tuple[str, Expression]:
    if node.type != "jsx_attribute":
        return _contained(walk, node, "**") or ("", walk.value(None))
    name, value = node.children[0], node.children[-1]
    text = walk.of(name)
    if len(node.children) == 1:
        return text, make("constant", walk.line(name), "True")
    if value.type == "string":
        plain = unescape(walk.of(value)[1:-1])
        return text, make("string", walk.line(value), plain)
    if value.type == "jsx_expression":
        return text, (_contained(walk, value, "**") or ("", walk.value(None)))[1]
    return text, walk.value(value)


def _contained(walk: Cursor, node: Node, star: str) -> tuple[str, Expression] | None:
    """The expression in braces and the mark of a spread one; None when there is only a comment."""
    inside = walk.first(node)
    if inside is None:
        return None
    value = walk.value(inside)
    return (star, value.operands[0]) if value.kind == "starred" else ("", value)


def _children(walk: Cursor, nodes: list[Node]) -> Iterator[tuple[str, Expression]]:
    """Text in one piece with its blanks collapsed, expressions and elements."""
    pieces: list[Node] = []
    for node in nodes:
        kind = node.type
        if kind in _TEXT:
            pieces.append(node)
            continue
        yield from _text(walk, pieces)
        pieces = []
        if kind == "jsx_expression":
            found = _contained(walk, node, "*")
            if found is not None:
                yield found
        elif kind in ("jsx_element", "jsx_self_closing_element"):
            yield "", walk.value(node)


def _text(walk: Cursor, pieces: list[Node]) -> Iterator[tuple[str, Expression]]:
    if not pieces:
        return
    text = walk.between(pieces[0].start_byte, pieces[-1].end_byte)
    plain = " ".join(unescape(text).split())
    if plain:
        blank = len(text) - len(text.lstrip())
        line = walk.line(pieces[0]) + text.count("\n", 0, blank)
        yield "", make("string", line, plain)


@expression("jsx_expression")
def braces(walk: Cursor, node: Node) -> Expression:
    return walk.value(walk.first(node))
