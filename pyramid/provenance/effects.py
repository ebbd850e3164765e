"""What handlers leave behind: stored state, and messages for the next page."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.model.meaning import Meanings
from pyramid.model.program import Program
from pyramid.provenance.bodies import expressions, inside

_STORING = frozenset(
    (
        *("save", "create", "update", "delete", "add", "add_all", "insert", "merge", "flush", "commit"),
        *("bulk_create", "bulk_update", "update_or_create", "get_or_create"),
        *("insert_one", "update_one", "delete_one"),
    )
)
_NEARBY = 25


class Effects:
    """``near`` gives a handler and what it runs, nearest first."""

    def __init__(self, program: Program, meanings: Meanings, near: Callable[[str], tuple[str, ...]]) -> None:
        self._program, self._near = program, near
        self._flashes: dict[str, list[frozenset[str]]] = {}
        for meaning in meanings.of_kind("flash"):
            if meaning.expression is not None:
                said = frozenset(part.text for part in inside(meaning.expression) if part.text.isupper())
                self._flashes.setdefault(meaning.scope, []).append(said)
        self._storing = frozenset(
            meaning.scope
            for meaning in meanings.of_kind("database")
            if meaning.expression is not None and meaning.expression.text in _STORING
        )

    def stores(self, handler: str) -> bool:
        """Whether what a handler runs changes stored state, or leaves a message that says so."""
        return any(name in self._storing or name in self._flashes for name in self._near(handler))

    def leads_to_writing(self, function: str) -> bool:
        """Whether a function, or what it runs nearby, changes stored state."""
        return any(name in self._storing for name in self._near(function)[:_NEARBY])

    def flashes(self, handler: str, constants: frozenset[str]) -> tuple[str, ...]:
        """The functions that a handler runs and that leave a message under one of the constants."""
        return tuple(
            scope
            for scope in self._near(handler)
            if any(said & constants for said in self._flashes.get(scope, ()))
            or (scope in self._flashes and self._mentions(scope, constants))
        )

    def _mentions(self, scope: str, constants: frozenset[str]) -> bool:
        return any(part.text in constants for part in expressions(self._program.definition(scope)))
