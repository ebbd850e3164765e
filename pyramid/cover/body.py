"""The executable statements of each function's own body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyramid.model.facts import Definition, FileFacts, Statement

# coverage.py's own mark for code that is not to be measured
_EXEMPT = re.compile(r"#\s*(pragma|PRAGMA)[:\s]?\s*(no|NO)\s*(cover|COVER)")
_NO_LINE = frozenset(("else", "finally", "global", "nonlocal"))


@dataclass(frozen=True, slots=True)
class Body:
    """The body of one function: the first and last line of each executable statement.

    ``index`` is the function's place in ``FileFacts.definitions``.  Nested definitions count with
    their header only; docstrings, the function's own header and code marked as exempt do not count.
    """

    index: int
    spans: tuple[tuple[int, int], ...]


def function_bodies(facts: FileFacts) -> tuple[Body, ...]:
    """The body of every named function of a file, in order; exempt functions have no spans."""
    reader = _Reader(facts)
    return tuple(
        Body(index, reader.spans(definition))
        for index, definition in enumerate(facts.definitions)
        if definition.kind in ("function", "async")
    )


def statement_lines(facts: FileFacts) -> frozenset[int]:
    """Every line of the file that a run could record, headers and continuation lines included."""
    reader = _Reader(facts)
    headers = (reader.header(statement) for d in facts.definitions for statement in _flat(d.body))
    return frozenset(line for first, last in headers for line in range(first, last + 1))


class _Reader:
    def __init__(self, facts: FileFacts) -> None:
        self._definitions = facts.definitions
        self._exempt = frozenset(c.line for c in facts.comments if _EXEMPT.search(c.text))

    def spans(self, definition: Definition) -> tuple[tuple[int, int], ...]:
        if self._is_exempt(definition):
            return ()
        found: dict[int, int] = {}
        for first, last in self._executable(definition.body):
            if first > definition.line:
                found[first] = last
        return tuple(sorted(found.items()))

    def _executable(self, body: Sequence[Statement]) -> Iterator[tuple[int, int]]:
        for statement in body:
            span = self.header(statement)
            if self._marked(*span) or _is_for_type_checkers(statement):
                continue
            if statement.kind not in _NO_LINE and not _leaves_no_code(statement):
                yield span
            yield from self._executable(statement.body)

    def header(self, statement: Statement) -> tuple[int, int]:
        """The lines of a statement without the block that follows it."""
        if statement.kind == "define":
            definition = self._definitions[int(statement.text)]
            return definition.start_line, self._before(definition.body, definition.line, definition.end_line)
        if statement.body:
            return statement.line, self._before(statement.body, statement.line, statement.end_line)
        return statement.line, statement.end_line

    @staticmethod
    def _before(body: Sequence[Statement], line: int, end_line: int) -> int:
        return max(line, min((statement.line for statement in body), default=end_line + 1) - 1)

    def _marked(self, first: int, last: int) -> bool:
        return bool(self._exempt) and not self._exempt.isdisjoint(range(first, last + 1))

    def _is_exempt(self, definition: Definition) -> bool:
        while definition.parent >= 0:
            last = self._before(definition.body, definition.line, definition.end_line)
            if self._marked(definition.start_line, last):
                return True
            definition = self._definitions[definition.parent]
        return False


def _flat(body: Sequence[Statement]) -> Iterator[Statement]:
    for statement in body:
        yield statement
        yield from _flat(statement.body)


def _is_text(statement: Statement) -> bool:
    return statement.kind == "expression" and statement.value is not None and statement.value.kind == "string"


def _leaves_no_code(statement: Statement) -> bool:
    """Statements of a function for which the compiler makes nothing that a run could record."""
    if statement.kind == "annotated":
        return statement.value is None
    return _is_text(statement) or _is_ellipsis(statement)


def _is_for_type_checkers(statement: Statement) -> bool:
    value = statement.value
    known = statement.kind == "if" and value is not None and value.kind in ("name", "attribute")
    return known and value is not None and value.text == "TYPE_CHECKING"


def _is_ellipsis(statement: Statement) -> bool:
    value = statement.value
    return (
        statement.kind == "expression"
        and value is not None
        and (value.kind, value.text) == ("constant", "...")
    )
