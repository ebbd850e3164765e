"""Statements without a body: expressions, assignments, declarations of variables, jumps."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.binding import DEFINING, bare, bind
from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import expression, statement
from pyramid.extract.languages.ecmascript.walk.parameters import annotation
from pyramid.extract.languages.ecmascript.walk.requires import required
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Expression

#: Characters kept of a string that stands alone, as directives do.
DIRECTIVE_LIMIT = 200


@statement("expression_statement")
def expression_statement(walk: Cursor, node: Node) -> None:
    inner = walk.first(node)
    while inner is not None and inner.type == "parenthesized_expression":
        inner = walk.first(inner)
    if inner is None:
        return
    effect = _EFFECTS.get(inner.type)
    if effect is not None:
        effect(walk, inner, node)
        return
    value = walk.expressions[inner.kind_id](walk, inner)
    if value.kind == "string" and len(value.text) > DIRECTIVE_LIMIT:
        value = make("string", value.line, value.text[:DIRECTIVE_LIMIT])
    walk.out.append(make_statement("expression", walk.lines[node.start_byte], walk.end(node), "", (), value))


def assign(walk: Cursor, node: Node, whole: Node) -> None:
    """``a = b = value`` with all its targets; what goes to ``module.exports`` is bound to a name."""
    lefts: list[Node | None] = []
    right: Node | None = node
    while right is not None and right.type == "assignment_expression":
        lefts.append(right.child_by_field_name("left"))
        right = right.child_by_field_name("right")
    right = None if right is None else bare(walk, right)
    written = [walk.value(left) for left in lefts]
    targets = [_exported(target) for target in written]
    text = "=" if targets == written else ""
    if right is not None and right.type in DEFINING and targets[-1].kind == "name":
        last = targets.pop()
        bind(walk, last.text, right, whole)
        value = last
    else:
        value = walk.value(right)
    if targets:
        line = walk.lines[whole.start_byte]
        walk.out.append(make_statement("assign", line, walk.end(whole), text, tuple(targets), value))
        if value.kind == "dict" and any(map(_is_default, targets)):
            _members(walk, value)


def _members(walk: Cursor, exports: Expression) -> None:
    """``module.exports = {a: f}`` exports the name ``a``, too."""
    for key, value in zip(exports.operands[::2], exports.operands[1::2], strict=True):
        if key.kind == "string" and (value.kind, value.text) != ("name", key.text):
            target = make("name", key.line, key.text)
            end = max(value.line, key.line)
            walk.out.append(make_statement("assign", key.line, end, "", (target,), value))


def _is_default(target: Expression) -> bool:
    return target.kind == "name" and target.text == "default"


def _exported(target: Expression) -> Expression:
    """The name that ``module.exports``, ``module.exports.a`` and ``exports.a`` stand for."""
    if target.kind != "attribute":
        return target
    (base,) = target.operands
    if _is_module_exports(target):
        return make("name", target.line, "default")
    if _is_module_exports(base) or (base.kind == "name" and base.text == "exports"):
        return make("name", target.line, target.text)
    return target


def _is_module_exports(found: Expression) -> bool:
    return found.kind == "attribute" and found.text == "exports" and found.operands[0].text == "module"


def augment(walk: Cursor, node: Node, whole: Node) -> None:
    """``a += b``; the operators that decide whether to assign are assignments."""
    target = walk.value(node.child_by_field_name("left"))
    operator = node.child_by_field_name("operator")
    value = walk.value(node.child_by_field_name("right"))
    text = "=" if operator is None else operator.type
    line = walk.lines[whole.start_byte]
    if text in _LOGICAL:
        walk.scope.complexity += 1
        value = make("boolean", line, _LOGICAL[text], (target, value))
        walk.out.append(make_statement("assign", line, walk.end(whole), "=", (target,), value))
        return
    walk.out.append(make_statement("augmented", line, walk.end(whole), text, (target,), value))


#: ``a ??= b`` is ``a = a ?? b``.
_LOGICAL = {"??=": "or", "||=": "or", "&&=": "and"}


def update(walk: Cursor, node: Node, whole: Node) -> None:
    """``x++`` is ``x += 1``."""
    target = walk.value(node.child_by_field_name("argument"))
    operator = node.child_by_field_name("operator")
    text = "-=" if operator is not None and operator.type == "--" else "+="
    line = walk.lines[whole.start_byte]
    one = make("number", target.line, "1")
    walk.out.append(make_statement("augmented", line, walk.end(whole), text, (target,), one))


def sequence(walk: Cursor, node: Node, whole: Node) -> None:
    """``a(), b()`` as two statements."""
    for child in node.children:
        if walk.elements[child.kind_id] is not None:
            effect = _EFFECTS.get(child.type, _alone)
            effect(walk, child, child)


def _alone(walk: Cursor, node: Node, whole: Node) -> None:
    value = walk.value(node)
    walk.out.append(make_statement("expression", walk.line(node), walk.end(node), "", (), value))


def _namespace(walk: Cursor, node: Node, whole: Node) -> None:
    walk.say((node,))


_EFFECTS = {
    "assignment_expression": assign,
    "augmented_assignment_expression": augment,
    "update_expression": update,
    "sequence_expression": sequence,
    "internal_module": _namespace,
}


def effect(walk: Cursor, node: Node) -> None:
    """Append what an expression does when nobody asks for its value."""
    _EFFECTS.get(node.type, _alone)(walk, node, node)


@expression("assignment_expression")
def assigned(walk: Cursor, node: Node) -> Expression:
    """Amid an expression: to a name a walrus; else assigned before, and the target is the value."""
    left = node.child_by_field_name("left")
    if left is None or left.type != "identifier":
        assign(walk, node, node)
        return walk.value(left)
    value = walk.value(node.child_by_field_name("right"))
    return make("walrus", walk.lines[node.start_byte], "", (walk.value(left), value))


@expression("augmented_assignment_expression", "update_expression")
def augmented(walk: Cursor, node: Node) -> Expression:
    """Amid an expression: augmented before, and the target is the value."""
    effect(walk, node)
    return walk.value(node.child_by_field_name("left") or node.child_by_field_name("argument"))


@statement("lexical_declaration", "variable_declaration", "using_declaration")
def variables(walk: Cursor, node: Node) -> None:
    """One statement for each declarator; the first one begins at the keyword."""
    at: Node | None = node
    for child in node.children:
        if child.type == "variable_declarator":
            _variable(walk, child, at or child)
            at = None


def _variable(walk: Cursor, node: Node, at: Node) -> None:
    target = node.child_by_field_name("name")
    value = node.child_by_field_name("value")
    line = walk.lines[at.start_byte]
    end = walk.end(node)
    if target is not None and value is not None:
        value = bare(walk, value)
        if value.type in DEFINING and target.type == "identifier":
            bind(walk, walk.of(target), value, node, line)
            return
        if imports := required(walk, target, value):
            walk.imported(line, end, imports)
            return
    hint = annotation(walk, node.child_by_field_name("type"))
    given = None if value is None else walk.value(value)
    targets = (walk.value(target),)
    if hint is not None:
        walk.out.append(make_statement("annotated", line, end, "", targets, given, hint))
    elif given is not None:
        walk.out.append(make_statement("assign", line, end, "", targets, given))
    else:
        nothing = make("constant", line, "None")
        walk.out.append(make_statement("assign", line, end, "", targets, nothing))


@statement("return_statement")
def return_(walk: Cursor, node: Node) -> None:
    inner = walk.first(node)
    value = None if inner is None else walk.value(inner)
    walk.out.append(make_statement("return", walk.line(node), walk.end(node), "", (), value))


@statement("throw_statement")
def throw(walk: Cursor, node: Node) -> None:
    value = walk.value(walk.first(node))
    walk.out.append(make_statement("raise", walk.line(node), walk.end(node), "", (), value))


@statement("break_statement")
def break_(walk: Cursor, node: Node) -> None:
    walk.out.append(make_statement("break", walk.line(node), walk.end(node)))


@statement("continue_statement")
def continue_(walk: Cursor, node: Node) -> None:
    walk.out.append(make_statement("continue", walk.line(node), walk.end(node)))


@statement("debugger_statement")
def debugger(walk: Cursor, node: Node) -> None:
    walk.out.append(make_statement("pass", walk.line(node), walk.end(node)))
