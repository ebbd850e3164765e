"""The members of the application by name: whose object a page prints, no type may say.

``{{ order.is_overdue }}`` is a property of the one class that has such a member.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.model.program import Program
from pyramid.provenance.words import words

_MOST = 2


class Members:
    """Methods and properties of the ``application`` by their names; read when asked."""

    def __init__(self, program: Program, application: Iterable[str]) -> None:
        self._program, self._application = program, tuple(application)
        self._named: dict[str, list[str]] | None = None

    def named(self, name: str) -> tuple[str, ...]:
        """The members that have a name; empty when the name tells little or several classes have it."""
        if self._named is None:
            self._named = {}
            symbols = self._program.symbols()
            for scope in self._application:
                owner = symbols.get(scope.rpartition(".")[0])
                if owner is not None and owner.kind == "class":
                    self._named.setdefault(scope.rpartition(".")[2], []).append(scope)
        found = self._named.get(name, ()) if len(words(name)) > 1 or name.startswith("is_") else ()
        return tuple(found) if len(found) <= _MOST else ()
