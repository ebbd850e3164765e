"""Functions of every notation: each opens a definition of its own."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import expression, statement
from pyramid.extract.languages.ecmascript.walk.parameters import parameters, returned
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, Parameter

_THIS = Parameter("this", "positional")
#: Node types of functions that have no name of their own, or one that nobody outside can use.
FUNCTIONS = frozenset({"arrow_function", "function_expression", "generator_function", "function"})


@statement("function_declaration", "generator_function_declaration")
def function(walk: Cursor, node: Node) -> None:
    named = node.child_by_field_name("name")
    define(walk, node, "" if named is None else walk.of(named))


@statement("function_signature")
def signature(walk: Cursor, node: Node) -> None:
    """A function that is only declared; the overloads before an implementation say nothing new."""
    if walk.ambient:
        function(walk, node)


@expression("arrow_function", "function_expression", "generator_function", "function")
def anonymous(walk: Cursor, node: Node) -> Expression:
    """A function without a name, as Python's lambda."""
    walk.scope.lambdas += 1
    index = definition(walk, node, f"<lambda{walk.scope.lambdas}>", kind="lambda")
    return make("function", walk.lines[node.start_byte], str(index))


def define(
    walk: Cursor, node: Node, name: str, *, at: Node | None = None, this: bool = False,
    decorators: tuple[Expression, ...] = (), start: int = 0,
) -> None:  # fmt: skip
    """Append a ``define`` of a function that begins at ``at``, and at line ``start`` with its decorators."""
    whole = node if at is None else at
    line, end = walk.line(whole), walk.end(whole)
    index = definition(
        walk, node, name, line=line, end=end, start=start or line, this=this, decorators=decorators
    )
    walk.out.append(make_statement("define", line, end, str(index)))


def definition(
    walk: Cursor, node: Node, name: str, *, kind: str = "function", line: int = 0, end: int = 0,
    start: int = 0, this: bool = False, decorators: tuple[Expression, ...] = (),
) -> int:  # fmt: skip
    """Walk a function; its index in ``definitions``."""
    line, end = line or walk.line(node), end or walk.end(node)
    found, patterns, fields = parameters(walk, node)
    if this:
        found = (_THIS, *found)
    returns = returned(walk, node)
    outer, out = walk.enter(kind, name, line), walk.out
    walk.out = []
    for fallback, pattern in patterns:
        _unpack(walk, fallback, pattern)
    for field in fields:
        _keep(walk, field)
    _body(walk, node.child_by_field_name("body"))
    body, walk.out = tuple(walk.out), out
    facts = walk.scope.definition(start or line, end, body, decorators, (), found, returns)
    return walk.leave(outer, facts)


def _body(walk: Cursor, node: Node | None) -> None:
    if node is None:
        return
    if node.type == "statement_block":
        walk.say(node.children)
    else:
        value = walk.expressions[node.kind_id](walk, node)
        walk.out.append(make_statement("return", walk.line(node), walk.end(node), "", (), value))


def _unpack(walk: Cursor, name: str, pattern: Node) -> None:
    """``{a, b} = $0``: what a destructured parameter binds."""
    line = walk.line(pattern)
    target = walk.value(pattern)
    walk.out.append(
        make_statement("assign", line, walk.end(pattern), "", (target,), make("name", line, name))
    )


def _keep(walk: Cursor, name: Node) -> None:
    """``this.page = page``: what a parameter property of a constructor says."""
    line = walk.line(name)
    value = walk.value(name)
    target = make("attribute", line, value.text, (make("name", line, "this"),))
    walk.out.append(make_statement("assign", line, line, "", (target,), value))
