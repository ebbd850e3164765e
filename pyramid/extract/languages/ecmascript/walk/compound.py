"""Statements with a body: branches, loops, ``try`` and ``switch``."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import statement
from pyramid.extract.languages.ecmascript.walk.simple import effect
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, Statement, StatementKind

_DECLARATIONS = ("lexical_declaration", "variable_declaration", "using_declaration")


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
        clause = branch.child_by_field_name("alternative")
        line = 0 if clause is None else walk.line(clause)
        branch, kind = None if clause is None else walk.last(clause), "elif"
    if branch is not None:
        body = walk.block(branch)
        walk.out.append(make_statement("else", line, walk.end(branch), "", (), None, None, body))


@statement("while_statement", "do_statement")
def while_(walk: Cursor, node: Node) -> None:
    test = walk.value(node.child_by_field_name("condition"))
    walk.scope.complexity += 1
    body = walk.block(node.child_by_field_name("body"))
    walk.out.append(make_statement("while", walk.line(node), walk.end(node), "", (), test, None, body))


@statement("for_in_statement")
def for_(walk: Cursor, node: Node) -> None:
    target = walk.value(node.child_by_field_name("left"))
    iterable = walk.value(node.child_by_field_name("right"))
    text = "async" if any(child.type == "await" for child in node.children) else ""
    walk.scope.complexity += 1
    body = walk.block(node.child_by_field_name("body"))
    walk.out.append(
        make_statement("for", walk.line(node), walk.end(node), text, (target,), iterable, None, body)
    )


@statement("for_statement")
def counted(walk: Cursor, node: Node) -> None:
    """``for (init; test; update)``: the init before a ``while``, the update at the end of its body."""
    _run(walk, node.child_by_field_name("initializer"))
    line = walk.line(node)
    condition = node.child_by_field_name("condition")
    while condition is not None and condition.type == "expression_statement":
        condition = walk.first(condition)
    endless = condition is None or condition.type in ("empty_statement", ";")
    test = make("constant", line, "True") if endless else walk.value(condition)
    walk.scope.complexity += 1
    body = walk.block(node.child_by_field_name("body"))
    outer, walk.out = walk.out, []
    _run(walk, node.child_by_field_name("increment"))
    body, walk.out = (*body, *walk.out), outer
    walk.out.append(make_statement("while", line, walk.end(node), "", (), test, None, body))


def _run(walk: Cursor, node: Node | None) -> None:
    """A part of the head of a loop: a declaration, a statement or an expression."""
    if node is None or node.type in ("empty_statement", ";"):
        return
    if node.type in (*_DECLARATIONS, "expression_statement"):
        walk.say((node,))
    else:
        effect(walk, node)


@statement("try_statement")
def try_(walk: Cursor, node: Node) -> None:
    _clause(walk, "try", node, node.child_by_field_name("body"))
    handler = node.child_by_field_name("handler")
    if handler is not None:
        _catch(walk, handler)
    finalizer = node.child_by_field_name("finalizer")
    if finalizer is not None:
        _clause(walk, "finally", finalizer, finalizer.child_by_field_name("body"))


def _clause(walk: Cursor, kind: StatementKind, node: Node, block: Node | None) -> None:
    body = walk.block(block)
    walk.out.append(make_statement(kind, walk.line(node), walk.end(block or node), "", (), None, None, body))


def _catch(walk: Cursor, node: Node) -> None:
    """``catch``; a pattern takes the error apart at the start of the body."""
    line, bound = walk.line(node), node.child_by_field_name("parameter")
    walk.scope.complexity += 1
    targets: tuple[Expression, ...] = ()
    body = walk.block(node.child_by_field_name("body"))
    if bound is not None:
        targets = (walk.value(bound),)
        if targets[0].kind != "name":
            error = make("name", walk.line(bound), "$0")
            body = (make_statement("assign", error.line, walk.end(bound), "", targets, error), *body)
            targets = (error,)
    walk.out.append(make_statement("except", line, walk.end(node), "", targets, None, None, body))


@statement("switch_statement")
def switch(walk: Cursor, node: Node) -> None:
    subject = walk.value(node.child_by_field_name("value"))
    block = node.child_by_field_name("body")
    cases = [] if block is None else [_case(walk, child) for child in block.children if child.type in _CASES]
    walk.out.append(
        make_statement("match", walk.line(node), walk.end(node), "", (), subject, None, tuple(cases))
    )


_CASES = ("switch_case", "switch_default")


def _case(walk: Cursor, node: Node) -> Statement:
    line = walk.line(node)
    if node.type == "switch_case":
        walk.scope.complexity += 1
        value = walk.value(node.child_by_field_name("value"))
    else:
        value = make("name", line, "_")
    outer, walk.out = walk.out, []
    walk.say(node.children_by_field_name("body"))
    body, walk.out = tuple(walk.out), outer
    return make_statement("case", line, walk.end(node), "", (), value, None, body)


@statement("with_statement")
def with_(walk: Cursor, node: Node) -> None:
    line = walk.line(node)
    subject = walk.value(node.child_by_field_name("object"))
    body = walk.block(node.child_by_field_name("body"))
    nothing = make("constant", line, "None")
    value = make("tuple", subject.line, "", (subject,))
    walk.out.append(make_statement("with", line, walk.end(node), "", (nothing,), value, None, body))


@statement("statement_block")
def block(walk: Cursor, node: Node) -> None:
    """A block of its own has no name in Python: its statements stand in the place of it."""
    walk.say(node.children)


@statement("labeled_statement")
def labelled(walk: Cursor, node: Node) -> None:
    body = node.child_by_field_name("body")
    if body is not None:
        walk.say((body,))
