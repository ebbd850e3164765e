from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from pyramid.extract import extract_source
from pyramid.model.facts import Extracted, FileFacts


@pytest.fixture
def read() -> Callable[..., FileFacts]:
    """The facts of a source text; its common indentation is no part of it."""
    return _read


@pytest.fixture
def expression(notation: Any) -> Callable[..., str]:
    """The value of the last statement of a source text, in the short notation."""
    show, _ = notation
    return lambda source, path="a.tsx": show(_read(source, path).definitions[0].body[-1].value)


@pytest.fixture
def body(notation: Any) -> Callable[..., list[str]]:
    """The statements of a definition, in the short notation, one a line, blocks indented."""
    _, outline = notation
    return lambda source, path="a.tsx", index=0: list(outline(_read(source, path).definitions[index].body))


def _read(source: str, path: str = "a.tsx") -> FileFacts:
    outcome = extract_source(path, dedent(source).encode(), "ecmascript")
    assert isinstance(outcome, Extracted), outcome
    return outcome.facts
