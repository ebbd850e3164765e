"""Answers about one check, test or function, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from pyramid.model.report import (
    CheckEntry,
    FunctionEntry,
    GapEntry,
    PathStep,
    RecommendationEntry,
    TestEntry,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPath:
    """How a test comes to a function, step by step."""

    test: str
    layer: str
    steps: tuple[PathStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """Why a check belongs where it belongs."""

    check: CheckEntry
    recommendation: RecommendationEntry | None = None
    paths: tuple[CallPath, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAnswer:
    """Why a test stands in its layer, and what its checks should become."""

    __test__ = False

    test: TestEntry
    checks: tuple[CheckEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A test that reaches a function; ``how`` is measured or inferred."""

    test: TestEntry
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionAnswer:
    """Who reaches a function, who checks it, which end-to-end checks it decides."""

    function: FunctionEntry
    gaps: tuple[GapEntry, ...] = ()
    decides: tuple[CheckEntry, ...] = ()
    paths: tuple[CallPath, ...] = ()
    reached: tuple[Reach, ...] = ()


Answer = CheckAnswer | TestAnswer | FunctionAnswer
