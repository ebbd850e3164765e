"""Texts that stand in constants: enumeration members and named strings, and who gives them out."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.model.facts import Expression, Statement
from pyramid.model.program import Program
from pyramid.provenance.bodies import inside, statements

_MOST = 12


class Constants:
    """Finds the functions that return, or at least use, the constant that holds a text.

    ``application`` are the functions searched; classes and modules are those they stand in.
    """

    def __init__(self, program: Program, application: Iterable[str]) -> None:
        self._program = program
        self._application = tuple(application)
        self._named: dict[str, list[tuple[str, str]]] | None = None
        self._users: dict[str, list[tuple[str, int, str, bool]]] = {}

    def users(self, text: str) -> list[tuple[str, int, bool]]:
        """(function, line, whether it returns the constant) for each use, returns first."""
        if self._named is None:
            self._named = self._index()
        found = [
            (scope, line, returned)
            for owner, member in self._named.get(text, ())
            for scope, line, base, returned in self._users.get(member, ())
            if base in ("", owner.rpartition(".")[2])
        ]
        return sorted(set(found), key=lambda use: (not use[2], use[0], use[1]))[:_MOST]

    def _index(self) -> dict[str, list[tuple[str, str]]]:
        """Text → (holder, constant name); notes the uses of constants on the way."""
        symbols = self._program.symbols()
        paths = {symbols[name].path for name in self._application if name in symbols}
        named: dict[str, list[tuple[str, str]]] = {}
        for name, symbol in symbols.items():
            if symbol.path in paths and symbol.kind in ("class", "module"):
                for statement in self._program.definition(name).body:
                    self._note(statement, name, named)
        for scope in self._application:
            for statement in statements(self._program.definition(scope)):
                if statement.value is not None:
                    self._uses(scope, statement, statement.value)
        return named

    def _note(self, statement: Statement, holder: str, named: dict[str, list[tuple[str, str]]]) -> None:
        if statement.kind not in ("assign", "annotated") or statement.value is None:
            return
        texts = [
            part.text for part in inside(statement.value) if part.kind == "string" and len(part.text) > 2
        ]
        for target in statement.targets:
            if target.kind == "name" and target.text.isupper() and len(texts) <= 2:
                for text in texts:
                    named.setdefault(text, []).append((holder, target.text))

    def _uses(self, scope: str, statement: Statement, value: Expression) -> None:
        returned = statement.kind in ("return", "raise")
        compared = {id(inner) for part in inside(value) if part.kind == "compare" for inner in inside(part)}
        for part in inside(value):
            if id(part) not in compared and part.text.isupper() and part.kind in ("attribute", "name"):
                base = part.operands[0].text if part.kind == "attribute" else ""
                self._users.setdefault(part.text, []).append((scope, part.line, base, returned))
