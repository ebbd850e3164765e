"""Comments that suppress findings, and the lines of code that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyramid.model.facts import FileFacts, Statement

_MARK = "pyramid:"
_FORM = re.compile(r"(?:#|//)\s*pyramid:\s*ignore\b\s*(?:\[(?P<codes>[^\]]*)\])?(?P<reason>.*)", re.DOTALL)
_LEADING = " \t-:,;\u2013\u2014"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """One comment: the codes (or what they begin with) that it names, and the reason it gives.

    ``target`` is the line of code that it stands above; 0 when it stands on a line of code.
    """

    path: str
    line: int
    codes: tuple[str, ...]
    reason: str
    target: int = 0


def has_suppressions(facts: FileFacts) -> bool:
    """Whether a comment of a file may suppress something."""
    return any(_MARK in comment.text for comment in facts.comments)


def suppressions(facts: FileFacts) -> tuple[Suppression, ...]:
    """The suppressing comments of a file, in order."""
    found = [(comment.line, match) for comment in facts.comments if (match := _read(comment.text))]
    if not found:
        return ()
    code = code_lines(facts)
    comments = {comment.line for comment in facts.comments} - code
    return tuple(_suppression(facts.path, line, match, code, comments) for line, match in found)


def code_lines(facts: FileFacts) -> frozenset[int]:
    """The lines on which a statement stands; a compound one has its first line only."""
    found: set[int] = set()
    for definition in facts.definitions:
        if definition.kind not in ("module", "lambda"):
            found.update(range(definition.start_line, definition.line + 1))
        found.update(_lines(definition.body))
    return frozenset(found)


def header_lines(facts: FileFacts, line: int) -> range:
    """The lines of the head of the function or class whose head holds ``line``: decorators, name,
    parameters.  Without one, the line alone."""
    for definition in facts.definitions:
        if definition.kind in ("function", "async", "class") and (
            definition.start_line <= line <= definition.line
        ):
            first = definition.body[0].line if definition.body else definition.end_line
            return range(definition.start_line, max(definition.line + 1, first))
    return range(line, line + 1)


def _read(text: str) -> re.Match[str] | None:
    return _FORM.search(text) if _MARK in text else None


def _suppression(
    path: str, line: int, match: re.Match[str], code: frozenset[int], comments: set[int]
) -> Suppression:
    named = (each.strip() for each in (match["codes"] or "").split(","))
    return Suppression(
        path=path,
        line=line,
        codes=tuple(dict.fromkeys(each for each in named if each)),
        reason=match["reason"].partition(" # ")[0].strip(_LEADING),
        target=_below(line, comments) if line in comments else 0,
    )


def _below(line: int, comments: set[int]) -> int:
    """The first line under the block of comments that this one belongs to."""
    while line in comments:
        line += 1
    return line


def _lines(body: Sequence[Statement]) -> Iterator[int]:
    for statement in body:
        if statement.body:
            yield statement.line
            yield from _lines(statement.body)
        elif statement.kind != "define":
            yield from range(statement.line, statement.end_line + 1)
