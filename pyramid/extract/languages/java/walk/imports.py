"""The package of a file and what it imports; its own package is imported without a word."""

from __future__ import annotations

from tree_sitter import Node

from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import statement
from pyramid.extract.making import make_import


@statement("package_declaration")
def package(walk: Cursor, node: Node) -> None:
    name = next((child for child in node.children if child.type in _NAMES), None)
    if name is not None:
        walk.package = _dotted(walk, name)


@statement("import_declaration")
def import_(walk: Cursor, node: Node) -> None:
    """``import a.b.C`` and ``import static a.b.C.m`` import a name from what is before it."""
    line, end = walk.line(node), walk.end(node)
    name = next((child for child in node.children if child.type in _NAMES), None)
    if name is None:
        return
    dotted = _dotted(walk, name)
    if any(child.type == "asterisk" for child in node.children):
        found = make_import(dotted, "*", "*", 0, line)
    else:
        module, _, last = dotted.rpartition(".")
        found = make_import(module, last, last, 0, line)
    walk.imported(line, end, (found,))


_NAMES = frozenset({"scoped_identifier", "identifier"})


def _dotted(walk: Cursor, node: Node) -> str:
    return "".join(walk.of(node).split())


@statement("module_declaration")
def module(walk: Cursor, node: Node) -> None:
    """What ``module-info.java`` says is about packages, not about code."""
