"""A short notation for facts: ``(call get (attribute get (name app)) (string /))``."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from pyramid.extract import extract_source
from pyramid.model.facts import Expression, Extracted, FileFacts, Statement


@pytest.fixture
def read() -> Callable[[str], FileFacts]:
    """The facts of a Python source text; its common indentation is no part of it."""
    return _read


@pytest.fixture
def expression() -> Callable[[str], str]:
    """The value of the last statement of a source text, in the short notation."""
    return lambda source: show(_read(source).definitions[0].body[-1].value)


@pytest.fixture
def body() -> Callable[[str], list[str]]:
    """The statements of a module, in the short notation, one a line, blocks indented."""
    return lambda source: list(outline(_read(source).definitions[0].body))


@pytest.fixture
def notation() -> tuple[Callable[[Expression | None], str], Callable[[tuple[Statement, ...]], list[str]]]:
    """The short notation of an expression, and that of statements, for other languages."""
    return show, outline


def _read(source: str) -> FileFacts:
    outcome = extract_source("shop/cart.py", dedent(source).encode(), "python")
    assert isinstance(outcome, Extracted), outcome
    return outcome.facts


def show(node: Expression | None) -> str:
    if node is None:
        return "-"
    operands = [show(operand) for operand in node.operands]
    if node.keywords:
        named = zip(node.keywords, operands[1:], strict=True)
        operands[1:] = [f"{keyword}={value}" if keyword else value for keyword, value in named]
    return "(" + " ".join([node.kind, *filter(None, [node.text]), *operands]) + ")"


def outline(body: tuple[Statement, ...], indent: str = "") -> list[str]:
    lines = []
    for statement in body:
        words = [f"{statement.line}-{statement.end_line}", statement.kind, *filter(None, [statement.text])]
        words += [show(target) for target in statement.targets]
        words += [f"= {show(statement.value)}"] if statement.value else []
        words += [f": {show(statement.annotation)}"] if statement.annotation else []
        lines += [indent + " ".join(words), *outline(statement.body, indent + "  ")]
    return lines
