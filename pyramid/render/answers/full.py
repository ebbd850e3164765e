"""Answers for people: the evidence as a tree, with the call path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from pyramid.model.layers import TestLayer
from pyramid.render.answer import Answer, CheckAnswer, FunctionAnswer, Reach, TestAnswer
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, printable
from pyramid.render.screen.page import paint
from pyramid.render.screen.trees import check_tree, function_tree, test_tree
from pyramid.render.screen.words import heading, layer

_ORDER = tuple(step.value for step in TestLayer)


def why(answers: Sequence[Answer], options: RenderOptions) -> str:
    """A tree for each subject."""
    return paint((part for answer in answers for part in (Text(), _tree(answer, options))), options)


def tests(answers: Sequence[FunctionAnswer], options: RenderOptions) -> str:
    """Each function with the tests that reach it, the lowest layer first."""
    return paint((part for answer in answers for part in _reached(answer, options)), options)


def _tree(answer: Answer, options: RenderOptions) -> RenderableType:
    if isinstance(answer, CheckAnswer):
        return check_tree(answer, options)
    return test_tree(answer, options) if isinstance(answer, TestAnswer) else function_tree(answer, options)


def _reached(answer: FunctionAnswer, options: RenderOptions) -> Iterator[RenderableType]:
    function = answer.function
    yield Text()
    note = f"{function.path}:{function.line}, {count(len(answer.reached), 'test')}"
    yield heading(function.name, note, options)
    if not answer.reached:
        yield Text("  No test reaches it.", style="yellow")
    for name, group in groupby(sorted(answer.reached, key=_height), key=lambda reach: reach.test.layer):
        members = list(group)
        yield Text("  ").append_text(layer(name)).append(f"  {count(len(members), 'test')}", style="dim")
        for reach in members:
            # A long id is left to the terminal to wrap, so that it can be copied.
            line = Text(f"    {reach.how:<9}{printable(reach.test.id)}", no_wrap=True, overflow="ignore")
            yield Group(line)


def _height(reach: Reach) -> tuple[int, str, str]:
    return _ORDER.index(reach.test.layer), reach.how, reach.test.id
