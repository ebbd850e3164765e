"""``switch``: as a statement Python's ``match``, as an expression any of the values of its arms."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import expression, statement
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, Statement

_ARMS = frozenset({"switch_block_statement_group", "switch_rule"})
_STATEMENTS = frozenset({"block", "throw_statement", "expression_statement"})


@statement("switch_expression", "switch_statement")
def switch(walk: Cursor, node: Node) -> None:
    subject = walk.value(node.child_by_field_name("condition"))
    cases = tuple([_case(walk, arm) for arm in _arms(node)])
    walk.out.append(make_statement("match", walk.line(node), walk.end(node), "", (), subject, None, cases))


@expression("switch_expression")
def chosen(walk: Cursor, node: Node) -> Expression:
    """Its statements stand before; what the arms give is joined as by ``or``."""
    line = walk.line(node)
    subject = walk.value(node.child_by_field_name("condition"))
    values: list[Expression] = []
    cases: list[Statement] = []
    for arm in _arms(node):
        case = _case(walk, arm)
        given = list(_given(case.body))
        values += given
        if len(case.body) > len(given):
            cases.append(case)
    if cases:
        walk.out.append(make_statement("match", line, walk.end(node), "", (), subject, None, tuple(cases)))
    return make("boolean", line, "or", tuple(values)) if values else make("constant", line, "None")


def _arms(node: Node) -> Sequence[Node]:
    block = node.child_by_field_name("body")
    return () if block is None else [child for child in block.children if child.type in _ARMS]


def _case(walk: Cursor, node: Node) -> Statement:
    line = walk.line(node)
    labels = [child for child in node.children if child.type == "switch_label"]
    patterns = [walk.value(part) for label in labels for part in walk.parts(label)]
    if not patterns:
        patterns = [make("name", line, "_")]
    else:
        walk.scope.complexity += 1
    value = patterns[0] if len(patterns) == 1 else make("binary", line, "|", tuple(patterns))
    outer, walk.out = walk.out, []
    for child in node.children:
        if child.type == "block":
            walk.out += walk.block(child)
        elif child.type != "switch_label":
            walk.say((child,))
    body, walk.out = tuple(walk.out), outer
    return make_statement("case", line, walk.end(node), "", (), value, None, body)


def _given(body: Sequence[Statement]) -> Sequence[Expression]:
    """What an arm gives: its last expression, or that of a ``yield`` on the way."""
    found = [each.value for each in body[-1:] if each.kind == "expression" and each.value is not None]
    for each in body:
        found += _given(each.body)
    return found


@expression("type_pattern")
def typed(walk: Cursor, node: Node) -> Expression:
    """``case Page page``: the class; the variable is one of the body."""
    parts = walk.parts(node)
    if len(parts) > 1:
        walk.frames.declare(walk.of(parts[-1]))
    return walk.type(parts[0]) if parts else walk.value(None)


@expression("record_pattern")
def taken_apart(walk: Cursor, node: Node) -> Expression:
    parts = walk.parts(node)
    return walk.type(parts[0]) if parts else walk.value(None)
