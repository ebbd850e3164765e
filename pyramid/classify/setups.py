"""The set-up that a test asks for, told from what runs around every test."""

from __future__ import annotations

from pyramid.model.meaning import Meanings, TestCase
from pyramid.model.program import Program


class SetUps:
    """Which of a test's fixtures and set-up methods are its own choice."""

    def __init__(self, program: Program, meanings: Meanings) -> None:
        self._program = program
        self._symbols = program.symbols()
        self._automatic = {m.subject for m in meanings.of_kind("fixture") if m.slot("autouse") == "true"}

    def asked(self, test: TestCase) -> tuple[str, ...]:
        """Set-up methods, and fixtures that the test names itself or through another fixture.

        A fixture that only an automatic one needs is not asked for.
        """
        known = [name for name in test.setup if name in self._symbols]
        by_name = {name.rpartition(".")[2]: name for name in known}
        automatic = [name for name in known if name in self._automatic]
        if not automatic:
            return tuple(known)
        wanted = self._closure([test.symbol], by_name)
        around = self._closure(automatic, by_name) | set(automatic)
        return tuple(name for name in known if name in wanted or name not in around)

    def _closure(self, starts: list[str], by_name: dict[str, str]) -> set[str]:
        """Fixtures reached by parameter names."""
        found: set[str] = set()
        todo = list(starts)
        while todo:
            for parameter in self._program.definition(todo.pop()).parameters:
                fixture = by_name.get(parameter.name)
                if fixture is not None and fixture not in found:
                    found.add(fixture)
                    todo.append(fixture)
        return found
