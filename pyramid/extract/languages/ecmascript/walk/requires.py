"""``require``: the import of modules that are no ECMAScript modules."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.literals import literal
from pyramid.extract.making import make_import
from pyramid.model.facts import Import


def imported(module: str, name: str, binds: str, line: int) -> Import:
    """An import; ``level`` tells a module of the same tree from an installed one."""
    return make_import(module, name, binds, int(module.startswith(".")), line)


def required(walk: Cursor, target: Node, value: Node) -> list[Import]:
    """What ``const target = require("m")`` imports; nothing when it is anything else."""
    name = ""
    if value.type == "member_expression":
        name = walk.of(value.children[-1])
        value = value.children[0]
    if value.type != "call_expression":
        return []
    module = _module(walk, value)
    if module is None:
        return []
    if target.type == "identifier":
        return [imported(module, name, walk.of(target), walk.line(target))]
    if target.type == "object_pattern" and not name:
        return _taken(walk, module, target)
    return []


def _module(walk: Cursor, call: Node) -> str | None:
    function, given = call.children[0], call.children[-1]
    if function.type != "identifier" or walk.of(function) != "require" or given.type != "arguments":
        return None
    only = walk.first(given)
    if only is None or only.type != "string" or len(given.children) != 3:
        return None
    return literal(walk, only)


def _taken(walk: Cursor, module: str, pattern: Node) -> list[Import]:
    """The names that a flat pattern takes from a module; nothing when it is not flat."""
    found = []
    for child in pattern.children:
        if walk.elements[child.kind_id] is None:
            continue
        names = _names(walk, child)
        if names is None:
            return []
        found.append(imported(module, *names, walk.line(child)))
    return found


def _names(walk: Cursor, node: Node) -> tuple[str, str] | None:
    """The name in the module and the one here."""
    if node.type == "object_assignment_pattern":
        node = node.child_by_field_name("left") or node
    if node.type == "shorthand_property_identifier_pattern":
        return walk.of(node), walk.of(node)
    if node.type == "pair_pattern":
        key, value = node.children[0], node.children[-1]
        if key.type == "property_identifier" and value.type == "identifier":
            return walk.of(key), walk.of(value)
    return None
