"""Parameters and return types, walked in the enclosing definition."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.making import make_parameter
from pyramid.model.facts import Expression, Parameter

_PATTERNS = ("object_pattern", "array_pattern")

#: Parameters; (name, pattern) of the destructured ones; names of those that become fields.
Parameters = tuple[tuple[Parameter, ...], list[tuple[str, Node]], list[Node]]


def parameters(walk: Cursor, function: Node) -> Parameters:
    """What a function takes; a destructured parameter is called ``$`` and its position."""
    found: list[Parameter] = []
    patterns: list[tuple[str, Node]] = []
    fields: list[Node] = []
    alone = function.child_by_field_name("parameter")
    if alone is not None:
        return (make_parameter(walk.of(alone), "positional"),), patterns, fields
    given = function.child_by_field_name("parameters")
    for node in () if given is None else given.children:
        if walk.elements[node.kind_id] is not None:
            _parameter(walk, node, found, patterns, fields)
    return tuple(found), patterns, fields


def _parameter(
    walk: Cursor, node: Node, found: list[Parameter], patterns: list[tuple[str, Node]], fields: list[Node]
) -> None:
    pattern, default, hint = _parts(walk, node)
    if pattern is None or pattern.type == "this":
        return
    kind = "positional"
    if pattern.type == "rest_pattern":
        kind, pattern = "*", walk.first(pattern) or pattern
    name = walk.of(pattern)
    if pattern.type in _PATTERNS:
        name = f"${len(found)}"
        patterns.append((name, pattern))
    elif _is_field(node):
        fields.append(pattern)
    found.append(make_parameter(name, kind, hint, default))


def _parts(walk: Cursor, node: Node) -> tuple[Node | None, Expression | None, Expression | None]:
    """The pattern, the default and the annotation of a parameter."""
    if node.type == "assignment_pattern":
        left = node.child_by_field_name("left")
        return left, walk.value(node.child_by_field_name("right")), None
    if node.type not in ("required_parameter", "optional_parameter"):
        return node, None, None
    value = node.child_by_field_name("value")
    default = None if value is None else walk.value(value)
    return node.child_by_field_name("pattern"), default, annotation(walk, node.child_by_field_name("type"))


def _is_field(node: Node) -> bool:
    """A parameter of a constructor with ``private``, ``readonly`` and the like is an attribute too."""
    if node.type not in ("required_parameter", "optional_parameter"):
        return False
    return any(child.type in _FIELD for child in node.children)


_FIELD = frozenset({"accessibility_modifier", "readonly", "override_modifier"})


def returned(walk: Cursor, function: Node) -> Expression | None:
    """The return type of a function."""
    return annotation(walk, function.child_by_field_name("return_type"))


def annotation(walk: Cursor, node: Node | None) -> Expression | None:
    """The type behind a colon as an expression, None when there is none."""
    if node is None:
        return None
    found = walk.last(node)
    return None if found is None else walk.type(found)
