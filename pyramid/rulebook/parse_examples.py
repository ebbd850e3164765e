"""``[[example]]`` tables and their ``# expect:`` marks."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from pyramid.rulebook.errors import suggestion
from pyramid.rulebook.files import Example, Expectation
from pyramid.rulebook.tables import Table
from pyramid.rulebook.vocabulary import KINDS

_MARK = re.compile(r"(?:#|//)\s*expect(?P<below>-below)?:\s*(.*?)(?:\s*-->)?$")
DERIVED = ("route", "request", "test")


def parse_example(table: Table) -> Example:
    """One example; every mark in its files becomes an expectation."""
    files = table.pairs("files")
    if not files:
        raise table.wrong_type("files", "a table of file names and their text")
    example = Example(
        title=table.string("title"),
        files=files,
        expectations=tuple(mark for path, text in files.items() for mark in _marks(table, path, text)),
        todo=table.string("todo", ""),
        line=table.line,
    )
    table.finish()
    return example


def _marks(table: Table, path: str, text: str) -> Iterator[Expectation]:
    for number, line in enumerate(text.splitlines(), 1):
        found = _MARK.search(line)
        for part in found[2].split(";") if found else ():
            kind, *words = shlex.split(part)
            if kind not in KINDS and kind not in DERIVED:
                raise table.error(
                    "unknown-expectation",
                    f"Unknown kind {kind!r} in {path}:{number}.",
                    suggestion(kind, [*KINDS, *DERIVED]),
                    "files",
                )
            named = [tuple(word.split("=", 1)) for word in words if _is_slot(kind, word)]
            yield Expectation(
                path=path,
                line=number + bool(found and found["below"]),
                kind=kind,
                words=tuple(word for word in words if not _is_slot(kind, word)),
                slots=tuple((name, value) for name, value in named),
            )


def _is_slot(kind: str, word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and kind in KINDS and name in KINDS[kind].slots
