"""Import statements."""

from __future__ import annotations

from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.cursor import ABSENT, Cursor
from pyramid.extract.languages.python.walk.dispatch import EXPRESSIONS, small
from pyramid.extract.making import make_import, make_statement
from pyramid.model.facts import Expression, Statement


@small("Import", "LazyImport")
def import_(walk: Cursor, node: Any) -> Statement:
    line, first = walk.line, len(walk.scope.imports)
    _lazy(walk, node)
    walk.skip(node.whitespace_after_import)
    for alias in node.names:
        start = walk.line
        module, renamed = _alias(walk, alias)
        binds = renamed or module.partition(".")[0]
        walk.scope.imports.append(make_import(module, "", binds, 0, start))
    return _statement(walk, line, first)


@small("ImportFrom", "LazyImportFrom")
def import_from(walk: Cursor, node: Any) -> Statement:
    line, first = walk.line, len(walk.scope.imports)
    _lazy(walk, node)
    walk.skip(node.whitespace_after_from)
    for dot in node.relative:
        walk.around(dot)
    module = "" if node.module is None else _dotted(EXPRESSIONS[type(node.module)](walk, node.module))
    walk.skip(node.whitespace_before_import)
    walk.skip(node.whitespace_after_import)
    if node.lpar is not None:
        walk.skip(node.lpar.whitespace_after)
    for start, name, binds in _imported(walk, node.names):
        walk.scope.imports.append(make_import(module, name, binds, len(node.relative), start))
    if node.rpar is not None:
        walk.skip(node.rpar.whitespace_before)
    return _statement(walk, line, first)


def _lazy(walk: Cursor, node: Any) -> None:
    if hasattr(node, "whitespace_after_lazy"):
        walk.skip(node.whitespace_after_lazy)


def _imported(walk: Cursor, names: Any) -> list[tuple[int, str, str]]:
    """Line, name and bound name of what a ``from`` import takes."""
    if isinstance(names, cst.ImportStar):
        return [(walk.line, "*", "*")]
    found = []
    for alias in names:
        start = walk.line
        name, renamed = _alias(walk, alias)
        found.append((start, name, renamed or name))
    return found


def _alias(walk: Cursor, alias: cst.ImportAlias) -> tuple[str, str]:
    """The dotted name of an alias and the name behind ``as``, ``""`` without one."""
    name, renamed = _dotted(EXPRESSIONS[type(alias.name)](walk, alias.name)), ""
    if alias.asname is not None:
        renamed = as_name(walk, alias.asname).text
    if alias.comma is not ABSENT:
        walk.around(alias.comma)
    return name, renamed


def as_name(walk: Cursor, node: cst.AsName) -> Expression:
    """The target behind ``as``."""
    walk.skip(node.whitespace_before_as)
    walk.skip(node.whitespace_after_as)
    found: Expression = EXPRESSIONS[type(node.name)](walk, node.name)
    return found


def _dotted(name: Expression) -> str:
    return f"{_dotted(name.operands[0])}.{name.text}" if name.operands else name.text


def _statement(walk: Cursor, line: int, first: int) -> Statement:
    indexes = " ".join(map(str, range(first, len(walk.scope.imports))))
    return make_statement("import", line, walk.line, indexes)
