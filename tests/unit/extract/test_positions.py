"""Our lines are those of LibCST's own position provider, on much code that we did not write."""

from __future__ import annotations

import random
import sysconfig
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider

from pyramid.extract.languages.python.source import Undecodable, decode
from pyramid.extract.languages.python.walk import LAST_LINE, facts_of
from pyramid.model.facts import Expression, FileFacts, Statement

_OURS = sorted(Path(__file__).parents[3].joinpath("pyramid").rglob("*.py"))


def _stdlib() -> list[Path]:
    root = Path(sysconfig.get_paths()["stdlib"])
    files = [path for path in sorted(root.rglob("*.py")) if "site-packages" not in path.parts]
    return random.Random(20).sample([path for path in files if path.stat().st_size < 24_000], 150)


@pytest.mark.parametrize("path", [*_stdlib(), *_OURS], ids=lambda path: path.name)
def test_lines_agree_with_the_position_provider(path: Path) -> None:
    try:
        text = decode(path.read_bytes())
        text += "" if text.endswith("\n") or not text else "\n"
        module = cst.parse_module(text)
        lengthened = cst.parse_module(text + LAST_LINE)
    except (Undecodable, cst.ParserSyntaxError):
        return  # the standard library tests its compiler with broken files
    assert lines_by_walk(facts_of("m.py", text, lengthened)) == lines_by_provider(module)


def lines_by_walk(facts: FileFacts) -> Counter[tuple[str, str, int]]:
    """(kind, name, line) of each definition, call, attribute and small statement."""
    found: Counter[tuple[str, str, int]] = Counter()
    for definition in facts.definitions:
        if definition.kind not in ("module", "lambda"):
            found["define", definition.name, definition.line] += 1
            found["define end", definition.name, definition.end_line] += 1
        for statement in _statements(definition.body):
            if definition.kind != "lambda" and statement.kind in _KINDS.values():
                found[statement.kind, "", statement.line] += 1
                found[f"{statement.kind} end", "", statement.end_line] += 1
    for node in expressions(facts):
        if node.kind in ("call", "attribute"):
            found[node.kind, node.text, node.line] += 1
    return found


def lines_by_provider(module: cst.Module) -> Counter[tuple[str, str, int]]:
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    collector = _Collector()
    wrapper.visit(collector)
    return collector.found


def expressions(facts: FileFacts) -> Iterator[Expression]:
    """Every expression of a file, definitions' headers included."""
    for definition in facts.definitions:
        for root in _roots(definition):
            yield from _tree(root)


def _roots(definition: Any) -> Iterator[Expression | None]:
    yield from definition.decorators
    yield from definition.bases
    yield from (value for _, value in definition.keywords)
    yield definition.returns
    for parameter in definition.parameters:
        yield parameter.annotation
        yield parameter.default
    for statement in _statements(definition.body):
        yield from (*statement.targets, statement.value, statement.annotation)


def _statements(body: tuple[Statement, ...]) -> Iterator[Statement]:
    for statement in body:
        yield statement
        yield from _statements(statement.body)


def _tree(root: Expression | None) -> Iterator[Expression]:
    if root is not None:
        yield root
        for operand in root.operands:
            yield from _tree(operand)


_KINDS: dict[type, str] = {
    cst.Expr: "expression", cst.Assign: "assign", cst.AugAssign: "augmented", cst.AnnAssign: "annotated",
    cst.Return: "return", cst.Raise: "raise", cst.Assert: "assert", cst.Del: "delete", cst.Pass: "pass",
    cst.Break: "break", cst.Continue: "continue", cst.Import: "import", cst.ImportFrom: "import",
    cst.Global: "global", cst.Nonlocal: "nonlocal", cst.TypeAlias: "type",
}  # fmt: skip


class _Collector(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.found: Counter[tuple[str, str, int]] = Counter()

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, (cst.Import, cst.ImportFrom, cst.Annotation, cst.TypeParameters)):
            return self._visit_quietly(node)
        if type(node) in _KINDS:
            self._statement(_KINDS[type(node)], node)
        elif isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            span = self._span(node)
            self.found["define", node.name.value, span.start.line] += 1
            self.found["define end", node.name.value, span.end.line] += 1
        elif isinstance(node, cst.Attribute):
            self.found["attribute", node.attr.value, self._span(node.attr).start.line] += 1
        elif isinstance(node, (cst.Call, cst.MatchClass)):
            self._call(node.func if isinstance(node, cst.Call) else node.cls)
        return True

    def _visit_quietly(self, node: cst.CSTNode) -> bool:
        if type(node) in _KINDS:
            self._statement(_KINDS[type(node)], node)
        return isinstance(node, cst.Annotation)

    def _statement(self, kind: str, node: cst.CSTNode) -> None:
        span = self._span(node)
        self.found[kind, "", span.start.line] += 1
        self.found[f"{kind} end", "", span.end.line] += 1

    def _call(self, callee: cst.BaseExpression) -> None:
        if isinstance(callee, cst.Attribute):
            self.found["call", callee.attr.value, self._span(callee.attr).start.line] += 1
        elif isinstance(callee, cst.Name):
            self.found["call", callee.value, self._span(callee).start.line] += 1
        else:
            self.found["call", "", self._span(callee).end.line] += 1

    def _span(self, node: cst.CSTNode) -> Any:
        return self.get_metadata(PositionProvider, node)
