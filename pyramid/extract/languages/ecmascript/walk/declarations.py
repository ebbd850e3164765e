"""What only TypeScript declares: enums, interfaces, type aliases, namespaces, ambient names."""

from __future__ import annotations

from collections.abc import Iterable

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import statement
from pyramid.extract.languages.ecmascript.walk.displays import member_name
from pyramid.extract.languages.ecmascript.walk.functions import define
from pyramid.extract.languages.ecmascript.walk.parameters import annotation
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, Statement

_SCOPES = frozenset({"statement_block", "internal_module", "module"})


@statement("enum_declaration")
def enum(walk: Cursor, node: Node) -> None:
    """A class with an assignment for each member; one without a value has its number."""
    body = node.child_by_field_name("body")
    members = [] if body is None else walk.parts(body)
    _class(walk, node, (), [_member(walk, child, number) for number, child in enumerate(members)])


def _member(walk: Cursor, node: Node, number: int) -> Statement:
    line = walk.line(node)
    value = node.child_by_field_name("value")
    named = node.child_by_field_name("name") or node
    target = make("name", line, member_name(walk, named))
    given = make("number", line, str(number)) if value is None else walk.value(value)
    return make_statement("assign", line, walk.end(node), "", (target,), given)


@statement("interface_declaration")
def interface(walk: Cursor, node: Node) -> None:
    """A class with annotated fields, and methods without bodies."""
    bases: list[Expression] = []
    for child in node.children:
        if child.type == "extends_type_clause":
            bases += [walk.type(base) for base in child.children_by_field_name("type")]
    body = node.child_by_field_name("body")
    members = () if body is None else body.children
    _class(walk, node, tuple(bases), (), [child for child in members if child.type in _SIGNATURES])


_SIGNATURES = frozenset({"property_signature", "method_signature"})


def _class(
    walk: Cursor, node: Node, bases: tuple[Expression, ...], body: Iterable[Statement],
    signatures: Iterable[Node] = (),
) -> None:  # fmt: skip
    named = node.child_by_field_name("name")
    line, end = walk.line(node), walk.end(node)
    outer, out = walk.enter("class", "" if named is None else walk.of(named), line), walk.out
    walk.out = list(body)
    for signature in signatures:
        _signature(walk, signature)
    inside, walk.out = tuple(walk.out), out
    index = walk.leave(outer, walk.scope.definition(line, end, inside, (), bases))
    walk.out.append(make_statement("define", line, end, str(index)))


def _signature(walk: Cursor, node: Node) -> None:
    named = node.child_by_field_name("name")
    if named is None:
        return
    line, text = walk.line(node), member_name(walk, named)
    if node.type == "method_signature":
        getter = any(child.type == "get" for child in node.children)
        define(walk, node, text, this=True, decorators=(make("name", line, "property"),) if getter else ())
        return
    hint = annotation(walk, node.child_by_field_name("type"))
    target = make("name", walk.line(named), text)
    hint = hint or make("unknown", line, "any")
    walk.out.append(make_statement("annotated", line, walk.end(node), "", (target,), None, hint))


@statement("type_alias_declaration")
def type_alias(walk: Cursor, node: Node) -> None:
    target = walk.value(node.child_by_field_name("name"))
    value = node.child_by_field_name("value")
    given = walk.type(value)
    walk.out.append(make_statement("type", walk.line(node), walk.end(node), "", (target,), given))


@statement("internal_module", "module")
def namespace(walk: Cursor, node: Node) -> None:
    """A namespace has no value of its own in the facts: what it holds stands in its place."""
    body = node.child_by_field_name("body")
    if body is not None:
        walk.say(body.children)


@statement("ambient_declaration")
def ambient(walk: Cursor, node: Node) -> None:
    """``declare``: names that exist elsewhere."""
    outer, walk.ambient = walk.ambient, True
    walk.say([child for child in node.children if child.type in _SCOPES or _declares(child)])
    walk.ambient = outer


def _declares(node: Node) -> bool:
    return node.type.endswith(("_declaration", "_signature"))
