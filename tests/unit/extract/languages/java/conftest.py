"""Facts of Java in the words of Python, which they are written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import dedent

import pytest

from pyramid.extract import extract_source
from pyramid.model.facts import Definition, Expression, Extracted, FileFacts, Statement

_METHOD = "class C { C page; static int N = 1; void m(C given) { %s } void go() {} static void run() {} }"


@pytest.fixture
def read_java() -> Callable[[str], FileFacts]:
    """The facts of a source text; its common indentation is no part of it."""
    return _read


@pytest.fixture
def value() -> Callable[[str], str]:
    """The value of the last statement of a method's body."""
    return lambda source: show(_method(source).body[-1].value)


@pytest.fixture
def said() -> Callable[[str], list[str]]:
    """The statements of a method's body, blocks indented."""
    return lambda source: list(outline(_method(source).body))


@pytest.fixture
def in_python() -> tuple[Callable[[Expression | None], str], Callable[[tuple[Statement, ...]], list[str]]]:
    """How an expression and a body look in Python."""
    return show, lambda body: list(outline(body))


def _method(source: str) -> Definition:
    facts = _read(_METHOD % source)
    return next(found for found in facts.definitions if found.qualname == "C.m")


def _read(source: str) -> FileFacts:
    outcome = extract_source("a/C.java", dedent(source).encode(), "java")
    assert isinstance(outcome, Extracted), outcome
    return outcome.facts


def show(node: Expression | None) -> str:
    if node is None:
        return ""
    inner = [show(operand) for operand in node.operands]
    return _SHOWN.get(node.kind, _whole)(node, inner)


def _call(node: Expression, inner: list[str]) -> str:
    keywords = node.keywords or [""] * (len(inner) - 1)
    given = [f"{key}={each}" if key else each for key, each in zip(keywords, inner[1:], strict=True)]
    return f"{inner[0]}({', '.join(given)})"


def _whole(node: Expression, inner: list[str]) -> str:
    return f"{node.kind} {node.text} {inner}"


_SHOWN: dict[str, Callable[[Expression, list[str]], str]] = {
    "name": lambda node, inner: node.text,
    "number": lambda node, inner: node.text,
    "constant": lambda node, inner: node.text,
    "string": lambda node, inner: f'"{node.text}"',
    "attribute": lambda node, inner: f"{inner[0]}.{node.text}",
    "call": _call,
    "subscript": lambda node, inner: f"{inner[0]}[{inner[1]}]",
    "list": lambda node, inner: f"[{', '.join(inner)}]",
    "tuple": lambda node, inner: f"({', '.join(inner)})",
    "binary": lambda node, inner: f"({f' {node.text} '.join(inner)})",
    "boolean": lambda node, inner: f"({f' {node.text} '.join(inner)})",
    "compare": lambda node, inner: f" {node.text} ".join(inner),
    "unary": lambda node, inner: f"{node.text} {inner[0]}",
    "conditional": lambda node, inner: f"({inner[1]} if {inner[0]} else {inner[2]})",
}
_WORDS = {
    "while": "while {value}", "if": "if {value}", "elif": "elif {value}", "else": "else", "try": "try",
    "for": "for {targets}: {annotation} in {value}",
    "except": "except {value} as {targets}", "finally": "finally",
    "match": "match {value}", "case": "case {value}", "return": "return {value}", "raise": "raise {value}",
    "break": "break", "continue": "continue", "expression": "{value}", "assert": "assert {value}, {targets}",
    "assign": "{targets} = {value}", "annotated": "{targets}: {annotation} = {value}", "define": "define",
    "augmented": "{targets} {text} {value}",
}  # fmt: skip


def outline(body: tuple[Statement, ...], indent: str = "") -> Iterator[str]:
    for each in body:
        targets = " = ".join(map(show, each.targets))
        shown = {"value": show(each.value), "annotation": show(each.annotation), "text": each.text}
        yield indent + _WORDS[each.kind].format(targets=targets, **shown)
        yield from outline(each.body, f"{indent}  ")
