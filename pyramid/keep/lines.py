"""Do two versions of a file say the same, and on which lines?

No room reckons with lines: it compares them, and asks which comes first.  So two versions whose
facts differ in nothing but lines mean the same, as long as the order of the lines is the same and what
shared a line still does.  Nor does any room read docstrings: a statement that is a string says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyramid.model.facts import Definition, Expression, FileFacts, Statement

_MODULE = 3  # lines that are told of the module, before all others


@dataclass(frozen=True, slots=True)
class Moved:
    """Former line → line, and the lines (``line, start_line, end_line``) of the module itself.

    A line that cannot be told is left out: where the module began or ended together with a statement
    and does not any more.
    """

    lines: Mapping[int, int]
    module: tuple[int, int, int]


def moves(before: FileFacts, now: FileFacts) -> Moved | None:
    """Where the lines are now; None when more differs than lines, comments and docstrings."""
    words, lines = _read(before)
    words_now, lines_now = _read(now)
    if words != words_now or before.language != now.language:
        return None
    pairs = set(zip(lines[_MODULE:], lines_now[_MODULE:], strict=True))
    moved = dict(pairs)
    in_order = [moved[line] for line in sorted(moved)]
    if len(moved) < len(pairs) or any(one >= other for one, other in pairwise(in_order)):
        return None
    line, start, end = lines_now[:_MODULE]
    known = {**dict(zip(lines, lines_now, strict=True)), **moved}
    unsure = {old for old, new in zip(lines[:_MODULE], lines_now[:_MODULE], strict=True) if known[old] != new}
    return Moved({old: new for old, new in known.items() if old not in unsure}, (line, start, end))


def _read(facts: FileFacts) -> tuple[list[object], list[int]]:
    """Everything that a file says in order, and all lines in the same order."""
    reading = _Reading()
    for definition in facts.definitions:
        reading.definition(definition)
    return reading.words, reading.lines


class _Reading:
    """One reading of a file; how many parts follow is a word too, so that no two trees read alike."""

    def __init__(self) -> None:
        self.words: list[object] = []
        self.lines: list[int] = []

    def definition(self, it: Definition) -> None:
        self.words += (it.kind, it.name, it.qualname, it.parent, it.complexity)
        self.lines += (it.line, it.start_line, it.end_line)
        self._expressions(it.decorators)
        self._expressions(it.bases)
        self.words += (*(name for name, _ in it.keywords), len(it.parameters), len(it.imports))
        self._expressions([value for _, value in it.keywords])
        for parameter in it.parameters:
            self.words += (parameter.name, parameter.kind)
            self._maybe(parameter.annotation, parameter.default)
        self._maybe(it.returns)
        for item in it.imports:
            self.words += (item.module, item.name, item.binds, item.level)
            self.lines.append(item.line)
        self._statements(it.body)

    def _statements(self, body: Sequence[Statement]) -> None:
        telling = [each for each in body if not _is_text(each)]
        self.words.append(len(telling))
        for it in telling:
            self.words += (it.kind, it.text)
            self.lines += (it.line, it.end_line)
            self._expressions(it.targets)
            self._maybe(it.value, it.annotation)
            self._statements(it.body)

    def _maybe(self, *values: Expression | None) -> None:
        for value in values:
            self._expressions(() if value is None else (value,))

    def _expressions(self, values: Iterable[Expression]) -> None:
        todo = list(values)[::-1]
        self.words.append(len(todo))
        while todo:
            it = todo.pop()
            self.words += (it.kind, it.text, it.keywords, len(it.operands))
            self.lines.append(it.line)
            todo.extend(reversed(it.operands))


def _is_text(statement: Statement) -> bool:
    value = statement.value
    return statement.kind == "expression" and value is not None and value.kind == "string"
