"""The package of a file and what it imports; its own package is imported without a word."""

from __future__ import annotations

import re

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
    line = walk.lines[node.start_byte]
    written = _WRITTEN(walk.text, node.start_byte, node.end_byte)
    module, last = _parts(walk, node) if written is None else written.groups()
    walk.imported(line, walk.end(node), (make_import(module, last, last, 0, line),))


#: An import as nearly all of them are written: told by its text, without a look at the nodes.
_WRITTEN = re.compile(r"import +(?:static +)?(\w+(?:\.\w+)*)\.(\w+|\*);", re.ASCII).fullmatch


def _parts(walk: Cursor, node: Node) -> tuple[str, str]:
    """Where an import looks, and what for."""
    name = next((child for child in node.children if child.type in _NAMES), None)
    dotted = "" if name is None else _dotted(walk, name)
    if any(child.type == "asterisk" for child in node.children):
        return dotted, "*"
    module, _, last = dotted.rpartition(".")
    return module, last


_NAMES = frozenset({"scoped_identifier", "identifier"})


def _dotted(walk: Cursor, node: Node) -> str:
    return "".join(walk.of(node).split())


@statement("module_declaration")
def module(walk: Cursor, node: Node) -> None:
    """What ``module-info.java`` says is about packages, not about code."""
