from __future__ import annotations

import pytest

from pyramid.classify.shapes import shapes
from pyramid.extract import extract_source
from pyramid.model.facts import Extracted


def shapes_of(source: str) -> frozenset[str]:
    outcome = extract_source("m.py", source.encode(), "python")
    assert isinstance(outcome, Extracted)
    found = [each for each in outcome.facts.definitions if each.kind in ("function", "async")]
    return shapes(found[0])


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("if a: return 1", "decides"),
        ("return a or b", "decides"),
        ("return not a", "decides"),
        ("return 1 if a else 2", "decides"),
        ("return [x for x in a if x]", "decides"),
        ("return a < b", "decides"),
        ("return a * 2", "computes"),
        ("a += 1", "computes"),
        ("raise ValueError", "raises"),
        ("return f(a)", "calls"),
        ("return self._a", "accessor"),
        ("self._a = a", "accessor"),
        ("return 'text'", "accessor"),
        ("pass", "empty"),
        ("...", "empty"),
        ("'only a docstring'", "empty"),
    ],
)
def test_a_body_has_the_shape(body: str, word: str) -> None:
    assert word in shapes_of(f"def f(self, a, b):\n    {body}\n")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("return 'a' + b", "computes"),
        ("return f'{a}' + b", "computes"),
        ("return [x for x in a]", "decides"),
        ("return f(a)", "accessor"),
        ("return a", "decides"),
        ("return a", "empty"),
    ],
)
def test_a_body_has_not_the_shape(body: str, word: str) -> None:
    assert word not in shapes_of(f"def f(self, a, b):\n    {body}\n")


def test_decorators_and_names() -> None:
    assert "property" in shapes_of("class C:\n    @property\n    def f(self): return self._f\n")
    assert "property" in shapes_of("class C:\n    @functools.cached_property\n    def f(self): return 1\n")
    assert "dunder" in shapes_of("class C:\n    def __len__(self): return 1\n")


def test_branches_inside_blocks_count() -> None:
    assert "decides" in shapes_of("def f(a):\n    with a:\n        for x in a:\n            return x\n")
