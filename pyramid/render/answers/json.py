"""Answers for programs: what each subject is, with its evidence and paths."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pyramid.render.answer import Answer, CheckAnswer, FunctionAnswer, TestAnswer
from pyramid.render.encoding import encode, public
from pyramid.render.options import RenderOptions

_KEYS = {CheckAnswer: "checks", TestAnswer: "tests", FunctionAnswer: "functions"}


def why(answers: Sequence[Answer], options: RenderOptions) -> str:
    """Every answer under the sort of its subject."""
    found: dict[str, list[object]] = {key: [] for key in _KEYS.values()}
    for answer in answers:
        found[_KEYS[type(answer)]].append(public(msgspec.to_builtins(answer, order="deterministic")))
    return encode(found)


def tests(answers: Sequence[FunctionAnswer], options: RenderOptions) -> str:
    """The tests that reach each function."""
    return encode(
        [
            {
                "function": answer.function.name,
                "path": answer.function.path,
                "line": answer.function.line,
                "tests": [
                    {"id": reach.test.id, "layer": reach.test.layer, "how": reach.how}
                    for reach in answer.reached
                ],
            }
            for answer in answers
        ]
    )
