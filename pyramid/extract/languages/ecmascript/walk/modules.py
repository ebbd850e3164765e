"""``import`` and ``export``."""

from __future__ import annotations

import re

from tree_sitter import Node

from pyramid.extract.languages.ecmascript.walk.binding import DEFINING, bare, bind
from pyramid.extract.languages.ecmascript.walk.classes import define_class
from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import statement
from pyramid.extract.languages.ecmascript.walk.literals import literal
from pyramid.extract.languages.ecmascript.walk.requires import imported
from pyramid.extract.making import make, make_statement
from pyramid.model.facts import Import

#: An import on one line; groups: default, names in braces, quote, module.
_ONE_LINE = re.compile(
    r"""import[ ]+(?:type[ ]+)?(?:([\w$]+)[ ]*(?:,[ ]*(?=\{)|(?=[ ]from)))?(?:\{([\w$, ]*)\}[ ]*)?"""
    r"""from[ ]*(['"])([^'"\\\n]+)\3[ ]*;?""",
    re.ASCII,
).fullmatch


@statement("import_statement")
def import_(walk: Cursor, node: Node) -> None:
    """Most imports are one line without a comment, which need no look at the nodes."""
    line = walk.lines[node.start_byte]
    plain = _ONE_LINE(walk.text[node.start_byte : node.end_byte])
    if plain is not None and (plain[1] or plain[2]):
        module = plain[4]
        found = [imported(module, "default", plain[1], line)] if plain[1] else []
        found += [imported(module, *_as(item), line) for item in (plain[2] or "").split(",") if item.strip()]
        walk.imported(line, line, found)
    else:
        _import(walk, node)


def _as(item: str) -> tuple[str, str]:
    """The name there and the name here of the text ``type a as b``."""
    words = item.split()
    if len(words) in (2, 4):
        del words[0]
    return words[0], words[-1]


def _import(walk: Cursor, node: Node) -> None:
    source = node.child_by_field_name("source")
    found: list[Import] = []
    for child in node.children:
        if child.type == "import_clause" and source is not None:
            found += _clause(walk, child, literal(walk, source))
        elif child.type == "import_require_clause":
            found += _require_clause(walk, child)
    if not found and source is not None:
        found.append(imported(literal(walk, source), "", "", walk.line(node)))
    walk.imported(walk.line(node), walk.end(node), found)


def _clause(walk: Cursor, node: Node, module: str) -> list[Import]:
    found = []
    for child in node.children:
        line = walk.line(child)
        if child.type == "identifier":
            found.append(imported(module, "default", walk.of(child), line))
        elif child.type == "namespace_import":
            last = walk.last(child)
            found.append(imported(module, "", "" if last is None else walk.of(last), line))
        elif child.type == "named_imports":
            specifiers = [each for each in child.children if each.type == "import_specifier"]
            found += [imported(module, *_names(walk, each), walk.line(each)) for each in specifiers]
    return found


def _require_clause(walk: Cursor, node: Node) -> list[Import]:
    """``import x = require("m")`` of TypeScript."""
    source, first = node.child_by_field_name("source"), walk.first(node)
    if source is None or first is None:
        return []
    return [imported(literal(walk, source), "", walk.of(first), walk.line(node))]


def _names(walk: Cursor, specifier: Node) -> tuple[str, str]:
    """The name there and the name here of ``a as b``."""
    name = _text(walk, specifier.child_by_field_name("name"))
    alias = specifier.child_by_field_name("alias")
    return name, name if alias is None else _text(walk, alias)


def _text(walk: Cursor, node: Node | None) -> str:
    if node is None:
        return ""
    return literal(walk, node) if node.type == "string" else walk.of(node)


@statement("import_alias")
def alias(walk: Cursor, node: Node) -> None:
    """``import a = B.c`` of TypeScript."""
    target, value = walk.value(walk.first(node)), walk.value(walk.last(node))
    walk.out.append(make_statement("assign", walk.line(node), walk.end(node), "", (target,), value))


@statement("export_statement")
def export(walk: Cursor, node: Node) -> None:
    source = node.child_by_field_name("source")
    words = {child.type for child in node.children if not child.is_named}
    declaration = node.child_by_field_name("declaration")
    if source is not None:
        _reexport(walk, node, literal(walk, source), "*" in words)
    elif declaration is not None:
        _declaration(walk, node, declaration, "default" in words)
    elif "default" in words or "=" in words:
        _default(walk, node, node.child_by_field_name("value") or walk.last(node))
    else:
        _renamed(walk, node)


def _reexport(walk: Cursor, node: Node, module: str, star: bool) -> None:
    line = walk.line(node)
    found = [imported(module, "*", "*", line)] if star else []
    for child in node.children:
        if child.type == "namespace_export":
            found.append(imported(module, "", _text(walk, child.children[-1]), walk.line(child)))
        elif child.type == "export_clause":
            specifiers = [each for each in child.children if each.type == "export_specifier"]
            found += [imported(module, *_names(walk, each), walk.line(each)) for each in specifiers]
    walk.imported(line, walk.end(node), found)


def _declaration(walk: Cursor, node: Node, declaration: Node, default: bool) -> None:
    """``export const a`` says what ``const a`` says; ``export default`` gives it a second name."""
    before = [child for child in node.children if child.type == "decorator"]
    named = declaration.child_by_field_name("name")
    if before and declaration.type in ("class_declaration", "abstract_class_declaration"):
        decorators = tuple([walk.value(child) for child in before])
        name = "" if named is None else walk.of(named)
        define_class(walk, declaration, name, decorators=decorators, start=walk.line(before[0]))
    else:
        walk.say((declaration,))
    if default and named is not None:
        line, end = walk.line(node), walk.end(node)
        value = make("name", walk.line(named), walk.of(named))
        walk.out.append(make_statement("assign", line, end, "", (make("name", line, "default"),), value))


def _default(walk: Cursor, node: Node, value: Node | None) -> None:
    """``export default value``: a function or a class without a name is called ``default``."""
    line, end = walk.line(node), walk.end(node)
    value = None if value is None else bare(walk, value)
    if value is not None and value.type in DEFINING:
        bind(walk, "default", value, value, line)
        return
    target = make("name", line, "default")
    walk.out.append(make_statement("assign", line, end, "", (target,), walk.value(value)))


def _renamed(walk: Cursor, node: Node) -> None:
    """``export {a as b}``; a name that stays the same needs no statement."""
    for clause in node.children:
        if clause.type != "export_clause":
            continue
        for specifier in clause.children:
            name, outside = _names(walk, specifier) if specifier.type == "export_specifier" else ("", "")
            if name != outside:
                line = walk.line(specifier)
                target, value = make("name", line, outside), make("name", line, name)
                walk.out.append(make_statement("assign", line, walk.end(specifier), "", (target,), value))
