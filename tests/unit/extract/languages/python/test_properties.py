"""Whatever the text, there is an outcome; and where the interpreter parses it, lines agree."""

from __future__ import annotations

import ast
import random
import sys
import warnings
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyramid.extract import extract_source
from pyramid.model.facts import Expression, Extracted, FileFacts, Statement

Lines = Counter[tuple[str, int]]

_CORPUS = [
    path.read_text() for path in sorted(Path(__file__).parents[4].joinpath("unit/extract").rglob("*.py"))
]

_GAP = st.sampled_from(["", "", " ", "\n", "  # why\n", "\n\n  # why\n ", " \\\n "])
_NAME = st.sampled_from(["a", "cart", "total", "é"])
_ATOM = st.one_of(
    _NAME,
    st.sampled_from(["1", "-2.5", "'s'", '"""m\nm"""', "'a\\\nb'", "b'x'", "None", "...", "()", "[]", "{}"]),
)


def _compose(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Larger expressions, always in brackets, so that any gap may hold a newline."""
    return st.builds(
        lambda form, a, b, c, g, h: form.format(a=a, b=b, c=c, g=g, h=h),
        st.sampled_from(
            [
                "({g}{a}{h})",
                "({a}{g}.{h}total)",
                "({a}{g}.total{h})",
                "({a})({g}{b}{h})",
                "({a}{g}.run({h}k{g}={h}{b},{g}*{c}))",
                "[{g}{a}{h},{g}{b}]",
                "({g}{a},{h})",
                "{{{g}{a}{h}:{g}{b}}}",
                "({a} {g}+{h} {b} {g}- {c})",
                "({a} {g}and{h} {b} or {c})",
                "(not{g} {a})",
                "({a} {g}not{h} in {b})",
                "({a} {g}if{h} {b} else{g} {c})",
                "({a})[{g}{b}{h}:{c}]",
                "[{a} {g}for{h} x in {b} if{g} {c}]",
                "(lambda x{g}={h}{a}:{g} {b})",
                "(x{g}:={h}{a})",
                "('s'{g} 't'{h} '''u\n''')",
                "{{**{g}{a},{h}}}",
                "({g}*{h}{a},)",
                "{{{a} {g}for{h} x in {b}}}",
                "({a} {g}<{h} {b} is{g} {c})",
                "({a} for x in({g}{b}))",
            ]
        ),
        inner,
        inner,
        inner,
        _GAP,
        _GAP,
    )


_EXPRESSION = st.recursive(_ATOM, _compose, max_leaves=6)
_STATEMENT = st.builds(
    lambda form, a, b, g: form.format(a=a, b=b, g=g),
    st.sampled_from(
        [
            "x = {a}\n",
            "{a}; {b}\n",
            "x.y[{a}] += {b}\n",
            "x: {a} = {b}  # why\n",
            "\n# why\n\nassert {a}, {b}\n",
            "def f(x={a}, *, y: {b}) -> {a}:\n    'doc'\n    return {b}\n\n    # end\n",
            "if {a}: {b}\n",
            "if {a}:\n  {b}\nelif {b}:\n  # why\n  {a}\nelse:\n  pass\n",
            "for x in {a}:\n\t{b}\nelse: pass\n",
            "@f({a})\n\n# why\n@g\nclass C({a}, k={b}):\n    x = {a}\n    def m(self): return {b}\n",
            "del x, \\\n y\n",
            "with (f({a}) as b, {b}):\n    pass\n",
            "try:\n  {a}\nexcept (A, B) as e: {b}\nfinally:\n  pass\n",
            "async def f():\n    async with {a} as x: await f({b})\n",
            "from a import (b,{g}c as d)\n",
            "match {a}:\n  case [x, *y] if {b}:\n    {a}\n  # why\n  case C(k=1) | {{'a': z}}: {b}\n",
            "raise f({a}) from {b}\n",
        ]
    ),
    _EXPRESSION,
    _EXPRESSION,
    st.sampled_from(["", "\n", " # why\n"]),
)


@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
@given(st.lists(_STATEMENT, min_size=1, max_size=4).map("".join), st.sampled_from(["\n", "\r\n", "\r"]))
def test_generated_code(source: str, newline: str) -> None:
    outcome = extract_source("a.py", source.replace("\n", newline).encode(), "python")
    expected = _by_interpreter(source)
    if expected is not None:
        assert isinstance(outcome, Extracted), outcome
        assert _by_walk(outcome.facts) == expected
        assert outcome.facts.lines == source.count("\n")


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_mutated_code(chance: random.Random) -> None:
    source = _mutated(chance, chance.choice(_CORPUS))
    outcome = extract_source("a.py", source.encode(), "python")
    expected = _by_interpreter(source)
    if expected is not None and isinstance(outcome, Extracted):
        assert _by_walk(outcome.facts) == expected


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes(source: bytes) -> None:
    assert extract_source("a.py", source, "python") is not None


def _mutated(chance: random.Random, source: str) -> str:
    """A part of a file with a few lines or characters moved, doubled or dropped."""
    lines = source.split("\n")
    start = chance.randrange(len(lines))
    text = "\n".join(lines[start : start + 40])
    for _ in range(chance.randrange(4)):
        at, length = chance.randrange(len(text) + 1), chance.randrange(12)
        piece = chance.choice(
            ["", "", "\n", "\\\n", "(", ")", "'", ".x", "# ", "\n\n", text[at : at + length]]
        )
        text = text[:at] + piece + text[at + length * chance.randrange(2) :]
    return text


def _by_interpreter(source: str) -> Lines | None:
    """The lines that the running interpreter gives, None when it cannot or may be wrong."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    nodes = list(ast.walk(tree))
    if sys.version_info < (3, 12) and any(isinstance(node, ast.JoinedStr) for node in nodes):
        return None  # older interpreters misplace what is inside
    found: Lines = Counter()
    for node in nodes:
        if isinstance(node, ast.Attribute):
            found["attribute", node.end_lineno or 0] += 1
        elif isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
            found["call", node.func.end_lineno or 0] += 1
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found["define", node.lineno] += 1
            found["define end", node.end_lineno or 0] += 1
            found["start", min([node.lineno, *(d.lineno for d in node.decorator_list)])] += 1
        elif isinstance(node, ast.MatchClass):
            found["call", node.cls.end_lineno or 0] += 1
    return found


def _by_walk(facts: FileFacts) -> Lines:
    found: Lines = Counter()
    for definition in facts.definitions:
        if definition.kind not in ("module", "lambda"):
            found["define", definition.line] += 1
            found["define end", definition.end_line] += 1
            found["start", definition.start_line] += 1
        pending: list[object] = [definition]
        while pending:
            node = pending.pop()
            if isinstance(node, Expression):
                named = node.kind == "call" and node.text
                if node.kind == "attribute" or named:
                    found[node.kind, node.line] += 1
                pending += node.operands
            elif isinstance(node, tuple):
                pending += node
            elif isinstance(node, Statement) or hasattr(node, "__dataclass_fields__"):
                pending += [getattr(node, name) for name in node.__dataclass_fields__]
    return found
