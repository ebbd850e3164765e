"""Where frontend code keeps things: variables, members of objects, functions that are handed over.

An index by name over one file at a time, made when asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyramid.model.facts import Expression, FileFacts
from pyramid.model.program import Program
from pyramid.provenance.bodies import inside, statements

_BACKEND = "python"
_SHORTEST = 6


@dataclass(slots=True)
class _Shelf:
    """One file.  ``assigned``: (definition, name) → what it is given, with the whole target;
    ``written``: name → values under it as a member; ``calls``: name → calls of it;
    ``handed``: definition → the calls that it is an argument of; ``titles``: definition → its variable."""

    assigned: dict[tuple[int, str], list[tuple[Expression, Expression]]] = field(default_factory=dict)
    written: dict[str, list[tuple[int, Expression]]] = field(default_factory=dict)
    calls: dict[str, list[tuple[int, Expression]]] = field(default_factory=dict)
    handed: dict[int, list[tuple[int, Expression]]] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)


class Shelves:
    """The shelves of every file of a frontend, ``support`` (test code) left out."""

    def __init__(self, program: Program, support: frozenset[str]) -> None:
        self._program, self._support = program, support
        self._shelves: dict[str, _Shelf] = {}
        self._members: dict[str, list[tuple[str, int, Expression]]] | None = None

    def assigned(self, path: str, index: int, name: str) -> list[tuple[Expression, Expression]]:
        """What a variable is given in one body: (the whole target, the value)."""
        return self._shelf(path).assigned.get((index, name), [])

    def written(self, path: str, name: str) -> list[tuple[int, Expression]]:
        """What stands under a name as a member of an object or class, or is given to one later."""
        return self._shelf(path).written.get(name, [])

    def calls(self, path: str, name: str) -> list[tuple[int, Expression]]:
        """The calls of a name in a file, each with the definition that it stands in."""
        return self._shelf(path).calls.get(name, [])

    def handed(self, path: str, index: int) -> list[tuple[int, Expression]]:
        """The calls that a function written in place is an argument of."""
        return self._shelf(path).handed.get(index, [])

    def component(self, path: str, index: int) -> str:
        """The component whose body this is: the nearest function or class with a large first letter."""
        definitions, titles = self._program.facts(path).definitions, self._shelf(path).titles
        while index > 0:
            name = definitions[index].name or titles.get(index, "")
            if name[:1].isupper():
                return name
            index = definitions[index].parent
        return path.rpartition("/")[2].partition(".")[0] if path.endswith((".vue", ".svelte")) else ""

    def anywhere(self, name: str) -> list[tuple[str, int, Expression]]:
        """The members of that name in all files, none for a short name."""
        if self._members is None:
            self._members = {}
            for path in self._program.paths():
                if path not in self._support and self._program.facts(path).language != _BACKEND:
                    for member, places in self._shelf(path).written.items():
                        if len(member) >= _SHORTEST:
                            own = [(path, index, value) for index, value in places if _runs(value)]
                            self._members.setdefault(member, []).extend(own)
        return self._members.get(name, [])

    def _shelf(self, path: str) -> _Shelf:
        if path not in self._shelves:
            self._shelves[path] = _read(self._program.facts(path))
        return self._shelves[path]


def _runs(value: Expression) -> bool:
    return value.kind in ("function", "call")


def _read(facts: FileFacts) -> _Shelf:
    shelf = _Shelf()
    for index, definition in enumerate(facts.definitions):
        owner = facts.definitions[definition.parent] if definition.parent > 0 else None
        if owner is not None and owner.kind == "class" and definition.name:
            method = Expression("function", definition.line, str(index))
            shelf.written.setdefault(definition.name, []).append((index, method))
        for statement in statements(definition):
            for target in statement.targets if statement.value is not None else ():
                assert statement.value is not None
                for name in _names(target):
                    shelf.assigned.setdefault((index, name), []).append((target, statement.value))
                if target.kind == "attribute":
                    stored = _stored(target)
                    shelf.written.setdefault(stored, []).append((index, statement.value))
                if target.kind == "name":
                    _entitle(shelf, statement.value, target.text)
            for root in (*statement.targets, statement.value):
                if root is not None:
                    _note(shelf, index, root)
    return shelf


def _note(shelf: _Shelf, index: int, root: Expression) -> None:
    for each in inside(root):
        if each.kind == "call":
            shelf.calls.setdefault(each.text, []).append((index, each))
            for given in each.operands[1:]:
                if given.kind == "function":
                    shelf.handed.setdefault(int(given.text), []).append((index, each))
        elif each.kind == "dict":
            for key, value in zip(each.operands[::2], each.operands[1::2], strict=False):
                if key.kind == "string":
                    shelf.written.setdefault(key.text, []).append((index, value))


def _entitle(shelf: _Shelf, value: Expression, name: str) -> None:
    """A function written in place is called as the variable is, also by way of what wraps it."""
    while value.kind == "call" and len(value.operands) > 1 and value.operands[1].kind in ("function", "call"):
        value = value.operands[1]
    if value.kind == "function":
        shelf.titles.setdefault(int(value.text), name)


def _names(target: Expression) -> Iterator[str]:
    if target.kind == "name":
        yield target.text
    elif target.kind in ("list", "tuple"):
        for part in target.operands:
            yield from _names(part)
    elif target.kind == "dict":
        for part in target.operands[1::2]:
            yield from _names(part)
    elif target.kind in ("starred", "walrus"):
        for part in target.operands[:1]:
            yield from _names(part)


def _stored(target: Expression) -> str:
    """The member that is given a value: ``this.items``; for ``items.value`` what holds the value."""
    base = target.operands[0]
    return base.text if target.text in ("value", "current") and base.kind == "name" else target.text
