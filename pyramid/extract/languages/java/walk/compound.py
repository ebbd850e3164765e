"""Statements with a body: branches, loops, ``try``."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import statement
from pyramid.extract.languages.java.walk.simple import annotation, effect
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, StatementKind


@statement("if_statement")
def if_(walk: Cursor, node: Node) -> None:
    """``if`` and the ``else if`` behind it in a loop: a long chain must not nest."""
    kind: StatementKind = "if"
    branch: Node | None = node
    line = walk.line(node)
    while branch is not None and branch.type == "if_statement":
        test = walk.value(branch.child_by_field_name("condition"))
        walk.scope.complexity += 1
        then = branch.child_by_field_name("consequence")
        body = walk.block(then)
        walk.out.append(make_statement(kind, line, walk.end(then or branch), "", (), test, None, body))
        branch = branch.child_by_field_name("alternative")
        line, kind = 0 if branch is None else walk.line(branch), "elif"
    if branch is not None:
        body = walk.block(branch)
        walk.out.append(make_statement("else", line, walk.end(branch), "", (), None, None, body))


@statement("while_statement", "do_statement")
def while_(walk: Cursor, node: Node) -> None:
    test = walk.value(node.child_by_field_name("condition"))
    walk.scope.complexity += 1
    body = walk.block(node.child_by_field_name("body"))
    walk.out.append(make_statement("while", walk.line(node), walk.end(node), "", (), test, None, body))


@statement("enhanced_for_statement")
def for_(walk: Cursor, node: Node) -> None:
    """``for (Page page : pages)``."""
    named = node.child_by_field_name("name")
    iterable = walk.value(node.child_by_field_name("value"))
    line = walk.line(node)
    text = "_" if named is None else walk.of(named)
    walk.frames.declare(text)
    goal = make("name", line, text)
    walk.scope.complexity += 1
    body = walk.block(node.child_by_field_name("body"))
    hint = annotation(walk, node.child_by_field_name("type"))
    walk.out.append(make_statement("for", line, walk.end(node), "", (goal,), iterable, hint, body))


@statement("for_statement")
def counted(walk: Cursor, node: Node) -> None:
    """``for (init; test; update)``: the init before a ``while``, the update at the end of its body."""
    for part in node.children_by_field_name("init"):
        _run(walk, part)
    line = walk.line(node)
    condition = node.child_by_field_name("condition")
    test = make("constant", line, "True") if condition is None else walk.value(condition)
    walk.scope.complexity += 1
    body = walk.block(node.child_by_field_name("body"))
    outer, walk.out = walk.out, []
    for part in node.children_by_field_name("update"):
        _run(walk, part)
    body, walk.out = (*body, *walk.out), outer
    walk.out.append(make_statement("while", line, walk.end(node), "", (), test, None, body))


def _run(walk: Cursor, node: Node) -> None:
    if node.type == "local_variable_declaration":
        walk.say((node,))
    elif node.is_named:
        effect(walk, node, node)


@statement("try_statement", "try_with_resources_statement")
def try_(walk: Cursor, node: Node) -> None:
    """The resources are variables at the start of the body."""
    outer, walk.out = walk.out, []
    resources = node.child_by_field_name("resources")
    for child in () if resources is None else resources.children:
        if child.type == "resource":
            _resource(walk, child)
    body = node.child_by_field_name("body")
    inside = (*walk.out, *walk.block(body))
    walk.out = outer
    line = walk.line(node)
    walk.out.append(make_statement("try", line, walk.end(body or node), "", (), None, None, inside))
    for child in node.children:
        if child.type == "catch_clause":
            _catch(walk, child)
        elif child.type == "finally_clause":
            last = walk.block(walk.last(child))
            walk.out.append(
                make_statement("finally", walk.line(child), walk.end(child), "", (), None, None, last)
            )


def _resource(walk: Cursor, node: Node) -> None:
    from pyramid.extract.languages.java.walk.simple import declare

    if node.child_by_field_name("name") is None:
        value = walk.value(walk.last(node))
        walk.out.append(make_statement("expression", walk.line(node), walk.end(node), "", (), value))
    else:
        declare(walk, node.child_by_field_name("type"), node, node)


def _catch(walk: Cursor, node: Node) -> None:
    walk.scope.complexity += 1
    parameter = next((child for child in node.children if child.type == "catch_formal_parameter"), None)
    targets: tuple[Expression, ...] = ()
    kind: Expression | None = None
    if parameter is not None:
        named = parameter.child_by_field_name("name")
        types = next((child for child in parameter.children if child.type == "catch_type"), None)
        kind = None if types is None else walk.type(types)
        if named is not None:
            walk.frames.declare(walk.of(named))
            targets = (make("name", walk.line(named), walk.of(named)),)
    body = walk.block(node.child_by_field_name("body"))
    walk.out.append(make_statement("except", walk.line(node), walk.end(node), "", targets, kind, None, body))


@statement("synchronized_statement")
def synchronized(walk: Cursor, node: Node) -> None:
    """What it waits for, then its statements."""
    parts = walk.parts(node)
    if len(parts) > 1:
        effect(walk, parts[0], parts[0])
    walk.out += walk.block(node.child_by_field_name("body"))


@statement("block", "constructor_body", "static_initializer")
def block(walk: Cursor, node: Node) -> None:
    """A block of its own has no name in Python: its statements stand in the place of it."""
    walk.say(node.children)


@statement("labeled_statement")
def labelled(walk: Cursor, node: Node) -> None:
    body = walk.last(node)
    if body is not None:
        walk.say((body,))
