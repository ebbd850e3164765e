"""Classes: methods take ``this`` first, the constructor is ``__init__``."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import expression, statement
from pyramid.extract.languages.ecmascript.walk.displays import member_name
from pyramid.extract.languages.ecmascript.walk.functions import FUNCTIONS, define
from pyramid.extract.languages.ecmascript.walk.parameters import annotation
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression

Decorators = tuple[Expression, ...]

_METHODS = frozenset({"method_definition", "abstract_method_signature", "method_signature"})
_FIELDS = frozenset({"public_field_definition", "field_definition"})


@statement("class_declaration", "abstract_class_declaration")
def class_(walk: Cursor, node: Node) -> None:
    named = node.child_by_field_name("name")
    define_class(walk, node, "" if named is None else walk.of(named))


@expression("class")
def nameless(walk: Cursor, node: Node) -> Expression:
    """A class amid an expression: defined before the statement, then used by its name."""
    line, named = walk.line(node), node.child_by_field_name("name")
    walk.scope.lambdas += 1
    text = f"<class{walk.scope.lambdas}>" if named is None else walk.of(named)
    define_class(walk, node, text)
    return make("name", line, text)


def define_class(
    walk: Cursor, node: Node, name: str, *, at: Node | None = None, decorators: Decorators = (),
    start: int = 0,
) -> None:  # fmt: skip
    """Append a ``define`` of a class that begins at ``at``, and at line ``start`` with its decorators."""
    whole = node if at is None else at
    own = [child for child in node.children if child.type == "decorator"]
    start = start or walk.line(own[0] if own else whole)
    decorators += tuple([walk.value(child) for child in own])
    line, end = _keyword_line(walk, whole), walk.end(whole)
    bases = _bases(walk, node)
    body = node.child_by_field_name("body")
    outer, out = walk.enter("class", name, line), walk.out
    walk.out = []
    _members(walk, () if body is None else body.children)
    inside, walk.out = tuple(walk.out), out
    index = walk.leave(outer, walk.scope.definition(start, end, inside, decorators, bases))
    walk.out.append(make_statement("define", line, end, str(index)))


def _keyword_line(walk: Cursor, node: Node) -> int:
    """The line behind the decorators."""
    for child in node.children:
        if child.type != "decorator" and not child.is_extra:
            return walk.line(child)
    return walk.line(node)


def _bases(walk: Cursor, node: Node) -> Decorators:
    for child in node.children:
        if child.type == "class_heritage":
            for clause in child.children:
                if clause.type == "extends_clause":
                    return (walk.value(clause.child_by_field_name("value")),)
            found = walk.first(child)
            return () if found is None or found.type == "implements_clause" else (walk.value(found),)
    return ()


def _members(walk: Cursor, children: tuple[Node, ...] | list[Node]) -> None:
    before: list[Node] = []
    for child in children:
        kind = child.type
        if kind == "decorator":
            before.append(child)
        elif kind in _METHODS:
            _method(walk, child, before)
            before = []
        elif kind in _FIELDS:
            _field(walk, child)
            before = []
        elif kind == "class_static_block":
            walk.out += walk.block(child.child_by_field_name("body"))


def _method(walk: Cursor, node: Node, before: list[Node]) -> None:
    named = node.child_by_field_name("name")
    words = {child.type for child in node.children if not child.is_named}
    if named is None or (node.type == "method_signature" and not walk.ambient):
        return
    text = member_name(walk, named)
    decorators = [*before, *(child for child in node.children if child.type == "decorator")]
    found = [walk.value(child) for child in decorators]
    line, static = walk.line(node), "static" in words
    found += _role(line, text, words)
    name = "__init__" if text == "constructor" and not static else text
    start = walk.line(decorators[0]) if decorators else line
    define(walk, node, name, this=not static, decorators=tuple(found), start=start)


def _role(line: int, name: str, words: set[str]) -> list[Expression]:
    """What Python says by a decorator and JavaScript by a word before the name."""
    roles = []
    if "static" in words:
        roles.append(make("name", line, "staticmethod"))
    if "get" in words:
        roles.append(make("name", line, "property"))
    elif "set" in words:
        roles.append(make("attribute", line, "setter", (make("name", line, name),)))
    return roles


def _field(walk: Cursor, node: Node) -> None:
    """An assignment in the body; a function is a method, because it knows ``this``."""
    named = node.child_by_field_name("name") or node.child_by_field_name("property")
    if named is None:
        return
    value = node.child_by_field_name("value")
    line, end = walk.line(named), walk.end(node)
    text = member_name(walk, named)
    static = any(child.type == "static" for child in node.children)
    if value is not None and value.type in FUNCTIONS:
        role = (make("name", line, "staticmethod"),) if static else ()
        define(walk, value, text, at=node, this=not static, decorators=role)
        return
    hint = annotation(walk, node.child_by_field_name("type"))
    given = None if value is None else walk.value(value)
    target = (make("name", line, text),)
    if hint is not None:
        walk.out.append(make_statement("annotated", line, end, "", target, given, hint))
    else:
        given = given or make("constant", line, "None")
        walk.out.append(make_statement("assign", line, end, "", target, given))
