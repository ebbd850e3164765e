"""A program of which only the outline is known: what is defined where."""

from __future__ import annotations

from collections.abc import Mapping

from pyramid.keep.kept import Kept
from pyramid.model.facts import Definition, FileFacts
from pyramid.model.program import Symbol


class Outline:
    """The questions about a program that come after the analysis (see ``pyramid.model.program.Program``).

    ``facts`` holds the whole facts of some files; of the others there are names, lines and
    complexity only, without bodies and comments.
    """

    def __init__(self, kept: Kept, facts: Mapping[str, FileFacts]) -> None:
        self._kept, self._facts = kept, facts
        self._at = {
            path: tuple(
                Symbol(name, path, index, kind, line, start, end)
                for index, (name, kind, line, start, end, _) in enumerate(rows)
            )
            for path, rows in sorted(kept.rows.items())
        }
        last = {symbol.name: symbol for symbols in self._at.values() for symbol in symbols}
        self._symbols = dict(sorted(last.items()))

    def paths(self) -> tuple[str, ...]:
        """Every file with facts, sorted."""
        return tuple(self._at)

    def facts(self, path: str) -> FileFacts:
        """The facts of one file, or its outline."""
        found = self._facts.get(path)
        if found is not None:
            return found
        definitions = tuple(self._definition(symbol) for symbol in self._at[path])
        return FileFacts(path=path, language="", lines=0, definitions=definitions)

    def symbols(self) -> Mapping[str, Symbol]:
        """Every symbol by dotted name."""
        return self._symbols

    def symbol_at(self, path: str, index: int) -> Symbol:
        """The symbol of one definition of a file."""
        return self._at[path][index]

    def definition(self, symbol: str) -> Definition:
        """The outline of a definition.  ``KeyError`` for a name that is none."""
        return self._definition(self._symbols[symbol])

    def module(self, path: str) -> str:
        """The dotted name of a file's module."""
        return self._kept.modules[path]

    def _definition(self, symbol: Symbol) -> Definition:
        return Definition(
            symbol.kind,
            symbol.name.rpartition(".")[2],
            "",
            -1,
            symbol.line,
            symbol.start_line,
            symbol.end_line,
            complexity=self._kept.rows[symbol.path][symbol.index][5],
        )
