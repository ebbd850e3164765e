"""Put a test into a file: at its end, with the imports that it needs, and not a byte elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor
from libcst.helpers import get_full_name_for_node

from pyramid.model.errors import PyramidError


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededImport:
    """``from module import name``, or ``import module`` without a name."""

    module: str
    name: str = ""


def insert_test(source: str, test: str, imports: Sequence[NeededImport], path: str) -> str:
    """The file with the test at its end; an empty source is a new file.

    Raises PyramidError when the file, or what it would become, does not parse.
    """
    try:
        module = cst.parse_module(source)
        added = cst.parse_module(test, config=module.config_for_parsing)
    except cst.ParserSyntaxError as error:
        fix = "Correct the file first."
        message = f"does not parse: {error.message}"
        raise PyramidError("write-broken-file", message, fix, path, error.raw_line) from error
    before = _with(module, imports) if source.strip() else _header(module, imports)
    first, *rest = added.body
    blank = [cst.EmptyLine(indent=False)] * (2 if before.body else 0)
    led = first.with_changes(leading_lines=[*before.footer, *blank, *getattr(first, "leading_lines", ())])
    whole = before.with_changes(body=[*before.body, led, *rest], footer=added.footer)
    code = whole.code if whole.code.endswith("\n") else f"{whole.code}{module.default_newline}"
    compile(code, path, "exec", dont_inherit=True)
    return code


def _with(module: cst.Module, imports: Sequence[NeededImport]) -> cst.Module:
    """The module with the imports that it lacks; names that were sorted stay so."""
    sorted_before = {_module_of(line) for line in module.body if _is_sorted(line)}
    context = CodemodContext()
    for each in imports:
        AddImportsVisitor.add_needed_import(context, each.module, each.name or None)
    found = AddImportsVisitor(context).transform_module(module)
    wanted = {each.module for each in imports if each.name} & sorted_before
    body = [_sorted(line) if _module_of(line) in wanted else line for line in found.body]
    return found.with_changes(body=body)


def _header(module: cst.Module, imports: Sequence[NeededImport]) -> cst.Module:
    """The imports of a new file: whole modules, a blank line, then names."""
    whole = sorted(f"import {each.module}" for each in imports if not each.name)
    named = sorted(f"from {each.module} import {each.name}" for each in imports if each.name)
    blank = [""] if whole and named else []
    return cst.parse_module("\n".join([*whole, *blank, *named]))


def _names(line: cst.CSTNode) -> list[cst.ImportAlias] | None:
    """The plain names of ``from module import a, b`` on one line."""
    if not isinstance(line, cst.SimpleStatementLine) or len(line.body) != 1:
        return None
    (small,) = line.body
    if not isinstance(small, cst.ImportFrom) or isinstance(small.names, cst.ImportStar) or small.lpar:
        return None
    return list(small.names)


def _module_of(line: cst.CSTNode) -> str:
    if _names(line) is None:
        return ""
    assert isinstance(line, cst.SimpleStatementLine) and isinstance(line.body[0], cst.ImportFrom)
    small = line.body[0]
    return get_full_name_for_node(small.module) or "" if small.module and not small.relative else ""


def _is_sorted(line: cst.CSTNode) -> bool:
    names = [each.evaluated_name for each in _names(line) or ()]
    return bool(names) and names == sorted(names)


def _sorted(line: cst.BaseStatement | cst.SimpleStatementLine) -> cst.BaseStatement | cst.SimpleStatementLine:
    names = sorted(_names(line) or (), key=lambda each: each.evaluated_name)
    comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    joined = [each.with_changes(comma=comma) for each in names[:-1]]
    last = [names[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)]
    assert isinstance(line, cst.SimpleStatementLine)
    return line.with_changes(body=[line.body[0].with_changes(names=[*joined, *last])])
