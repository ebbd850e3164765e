"""Statements without a body: expressions, assignments, declarations of variables, jumps."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import expression, statement
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression, StatementKind


@statement("expression_statement")
def expression_statement(walk: Cursor, node: Node) -> None:
    inner = walk.first(node)
    while inner is not None and inner.type == "parenthesized_expression":
        inner = walk.first(inner)
    if inner is not None:
        effect(walk, inner, node)


def effect(walk: Cursor, node: Node, whole: Node) -> None:
    """Append what an expression does when nobody asks for its value."""
    _EFFECTS.get(node.type, _alone)(walk, node, whole)


def _alone(walk: Cursor, node: Node, whole: Node) -> None:
    value = walk.value(node)
    line = walk.lines[whole.start_byte]
    walk.out.append(make_statement("expression", line, walk.end(whole), "", (), value))


def target(walk: Cursor, node: Node | None) -> Expression:
    """What is assigned to: a variable by its name, a field by whose it is."""
    if node is None or node.type != "identifier":
        return walk.value(node)
    text, line = walk.of(node), walk.lines[node.start_byte]
    owner = walk.frames.target(text)
    if owner is None:
        return make("name", line, text)
    return make("attribute", line, text, (make("name", line, owner),))


def assign(walk: Cursor, node: Node, whole: Node) -> None:
    """``a = b = value`` with all its targets; ``a += b`` with its operator."""
    operator = node.child_by_field_name("operator")
    text = "=" if operator is None else operator.type
    line, end = walk.lines[whole.start_byte], walk.end(whole)
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if text != "=":
        goal = target(walk, left)
        walk.out.append(make_statement("augmented", line, end, text, (goal,), walk.value(right)))
        return
    targets = [target(walk, left)]
    while right is not None and _is_plain(right):
        targets.append(target(walk, right.child_by_field_name("left")))
        right = right.child_by_field_name("right")
    walk.out.append(make_statement("assign", line, end, "", tuple(targets), walk.value(right)))


def _is_plain(node: Node) -> bool:
    if node.type != "assignment_expression":
        return False
    operator = node.child_by_field_name("operator")
    return operator is not None and operator.type == "="


def update(walk: Cursor, node: Node, whole: Node) -> None:
    """``x++`` is ``x += 1``."""
    goal = target(walk, walk.first(node))
    signs = [child.type for child in node.children if child.type in ("++", "--")]
    line = walk.lines[whole.start_byte]
    text, one = "-=" if signs == ["--"] else "+=", make("number", goal.line, "1")
    walk.out.append(make_statement("augmented", line, walk.end(whole), text, (goal,), one))


_EFFECTS = {"assignment_expression": assign, "update_expression": update}


@expression("assignment_expression", "update_expression")
def assigned(walk: Cursor, node: Node) -> Expression:
    """Amid an expression: assigned before, and the target is the value."""
    effect(walk, node, node)
    return target(walk, node.child_by_field_name("left") or walk.first(node))


@statement("local_variable_declaration")
def variables(walk: Cursor, node: Node) -> None:
    """One statement for each declarator; the first one begins at the type."""
    kind = node.child_by_field_name("type")
    at: Node | None = node
    for child in node.children:
        if child.type == "variable_declarator":
            declare(walk, kind, child, at or child)
            at = None


def declare(walk: Cursor, kind: Node | None, node: Node, at: Node) -> None:
    """A variable with a name and perhaps a value, of a type or of the one that its value has."""
    named, given = node.child_by_field_name("name"), node.child_by_field_name("value")
    if named is None:
        return
    value = None if given is None else walk.value(given)
    text, line = walk.of(named), walk.lines[at.start_byte]
    walk.frames.declare(text)
    goal = (make("name", walk.line(named), text),)
    hint = annotation(walk, kind)
    if hint is not None:
        walk.out.append(make_statement("annotated", line, walk.end(node), "", goal, value, hint))
    else:
        value = value or make("constant", line, "None")
        walk.out.append(make_statement("assign", line, walk.end(node), "", goal, value))


def annotation(walk: Cursor, kind: Node | None) -> Expression | None:
    """A type as an annotation; None for ``var`` and for types that name no class of interest."""
    if kind is None:
        return None
    found = walk.type(kind)
    return None if found.kind == "unknown" or (found.kind, found.text) == ("name", "var") else found


def bind(walk: Cursor, named: Node, value: Expression) -> None:
    """Give a variable that a pattern declares its value."""
    text, line = walk.of(named), walk.line(named)
    walk.frames.declare(text)
    goal = make("name", line, text)
    walk.out.append(make_statement("assign", line, line, "", (goal,), value))


@statement("return_statement", "yield_statement")
def return_(walk: Cursor, node: Node) -> None:
    inner = walk.first(node)
    value = None if inner is None else walk.value(inner)
    kind: StatementKind = "return" if node.type == "return_statement" else "expression"
    walk.out.append(make_statement(kind, walk.line(node), walk.end(node), "", (), value))


@statement("throw_statement")
def throw(walk: Cursor, node: Node) -> None:
    value = walk.value(walk.first(node))
    walk.out.append(make_statement("raise", walk.line(node), walk.end(node), "", (), value))


@statement("assert_statement")
def assert_(walk: Cursor, node: Node) -> None:
    parts = walk.parts(node)
    test = walk.value(parts[0] if parts else None)
    message = tuple([walk.value(part) for part in parts[1:]])
    walk.out.append(make_statement("assert", walk.line(node), walk.end(node), "", message, test))


@statement("break_statement")
def break_(walk: Cursor, node: Node) -> None:
    walk.out.append(make_statement("break", walk.line(node), walk.end(node)))


@statement("continue_statement")
def continue_(walk: Cursor, node: Node) -> None:
    walk.out.append(make_statement("continue", walk.line(node), walk.end(node)))


@statement("explicit_constructor_invocation")
def constructor_call(walk: Cursor, node: Node) -> None:
    _alone(walk, node, node)
