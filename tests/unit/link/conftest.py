"""Small trees given as text, linked by the real extractor and the real rules."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import pytest

from pyramid.extract import extract_source, suffixes
from pyramid.link import LinkedProgram, connect, resolve
from pyramid.model.facts import Expression, Extracted, FileFacts, Statement
from pyramid.rulebook import load_rules


@dataclass(frozen=True)
class Tree:
    """Extracted files, kept in the order given."""

    files: Mapping[str, FileFacts]

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self.files)

    def facts(self, path: str) -> FileFacts:
        return self.files[path]


@dataclass(frozen=True)
class Linked:
    """A linked tree with short cuts for assertions."""

    program: LinkedProgram

    def callees(self, caller: str) -> set[str]:
        return {edge.callee for edge in connect(self.program).callees(caller)}

    def reached(self, start: str) -> frozenset[str]:
        return connect(self.program).reached_from(start)

    def names(self, scope: str, source: str) -> tuple[str, ...]:
        return self.program.names(scope, self.find(scope, source))

    def kinds(self, scope: str, source: str) -> set[tuple[str, str]]:
        found = self.program.values(scope, self.find(scope, source))
        return {(value.kind, value.name) for value in found}

    def text(self, scope: str, source: str) -> str | None:
        found = self.program.text(scope, self.find(scope, source))
        return found.pattern if found else None

    def find(self, scope: str, source: str) -> Expression:
        """The first expression in a body that is written so (dotted names and calls without arguments)."""
        for expression in _expressions(self.program.definition(scope).body):
            if _written(expression) == source:
                return expression
        raise AssertionError(f"no {source} in {scope}")


@pytest.fixture(scope="session")
def knowledge():
    return load_rules().knowledge


@pytest.fixture
def link(knowledge) -> Callable[[Mapping[str, str]], Linked]:
    def build(files: Mapping[str, str]) -> Linked:
        return Linked(resolve(tree_of(files), knowledge))

    return build


@pytest.fixture(scope="session")
def tree() -> Callable[[Mapping[str, str]], Tree]:
    """Files by path → an extracted tree, in the order given."""
    return tree_of


def tree_of(files: Mapping[str, str]) -> Tree:
    facts = {}
    for path, source in files.items():
        language = suffixes()[PurePosixPath(path).suffix]
        outcome = extract_source(path, textwrap.dedent(source).encode(), language)
        assert isinstance(outcome, Extracted), outcome
        facts[path] = outcome.facts
    return Tree(facts)


def _expressions(statements: tuple[Statement, ...]):
    for statement in statements:
        for root in (*statement.targets, statement.value, statement.annotation):
            if root is not None:
                yield from _inside(root)
        yield from _expressions(statement.body)


def _inside(expression: Expression):
    yield expression
    for part in expression.operands:
        yield from _inside(part)


def _written(expression: Expression) -> str:
    if expression.kind == "name":
        return expression.text
    if expression.kind == "attribute":
        return f"{_written(expression.operands[0])}.{expression.text}"
    if expression.kind == "call":
        return f"{_written(expression.operands[0])}()"
    return ""
