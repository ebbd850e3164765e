"""Which member of a handler answers which method."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyramid.model.meaning import Meaning, Meanings
from pyramid.model.program import Program

ANY = "*"


@dataclass(frozen=True, slots=True)
class Answer:
    """``handler`` answers ``method`` at ``path`` below the route's own path."""

    method: str
    handler: str
    path: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One word of a view's ``dispatch`` or ``provides`` slot: ``member:METHOD[:path]``."""

    name: str
    method: str
    path: str = ""
    nested: bool = False


class Dispatch:
    """Answers of functions, of classes by their methods, and of resources at several paths."""

    def __init__(self, program: Program, meanings: Meanings) -> None:
        self._program = program
        self._views: dict[str, list[Meaning]] = {}
        self._actions: dict[str, list[Meaning]] = {}
        for meaning in meanings.of_kind("view"):
            self._views.setdefault(meaning.subject, []).append(meaning)
        for meaning in meanings.of_kind("view-action"):
            self._actions.setdefault(meaning.subject.rpartition(".")[0], []).append(meaning)

    def views(self, handler: str) -> list[Meaning]:
        """What rules say about a handler."""
        return self._views.get(handler, [])

    def answers(self, registration: Meaning, methods: tuple[str, ...]) -> list[Answer]:
        """Who answers a registration, when it names these methods (none: not said)."""
        handler, actions = registration.slot("handler"), registration.slot("actions")
        default = tuple(registration.slot("default").split())
        symbol = self._program.symbols().get(handler)
        views = self.views(handler)
        if symbol is None or not self._holds_answers(symbol.kind, registration):
            wanted = methods or _declared(views) or default or (ANY,)
            return [Answer(method, handler) for method in wanted]
        if actions:
            return list(self._chosen(handler, actions))
        found = list(self._members(handler, views or [registration], registration.slot("suffix")))
        if methods:
            found = [each for each in found if each.method in methods] or [
                Answer(m, handler) for m in methods
            ]
        return found or [Answer(method, handler) for method in default or (ANY,)]

    def _holds_answers(self, kind: str, registration: Meaning) -> bool:
        """A class answers by its methods; so does a module, where the registration says which ones."""
        return kind == "class" or (kind == "module" and bool(registration.slot("dispatch")))

    def _chosen(self, handler: str, actions: str) -> Iterator[Answer]:
        for pair in actions.split():
            method, _, member = pair.partition(":")
            yield Answer(method.upper(), self._member(handler, member) or handler)

    def _members(self, handler: str, views: Iterable[Meaning], suffix: str) -> Iterator[Answer]:
        seen: set[tuple[str, str]] = set()
        for slot in ("dispatch", "provides"):
            for view in views:
                for member in _members(view.slot(slot)):
                    found = self._member(handler, f"{member.name}_{suffix}" if suffix else member.name)
                    key = (member.method, member.path)
                    if key in seen or (found is None and slot == "dispatch"):
                        continue
                    seen.add(key)
                    name = ("detail" if "{" in member.path else "list") if member.nested else ""
                    yield Answer(member.method, found or handler, member.path, name)
        yield from self._further(handler)

    def _further(self, handler: str) -> Iterator[Answer]:
        for ancestor in self._program.ancestors(handler):
            for action in self._actions.get(ancestor, ()):
                name = action.subject.rpartition(".")[2]
                path = action.slot("path") or name
                detail = "{pk}/" if action.slot("detail") == "True" else ""
                for method in (action.slot("method") or "GET").upper().split():
                    yield Answer(
                        method,
                        action.subject,
                        f"{detail}{path}/",
                        action.slot("name") or name.replace("_", "-"),
                    )

    def _member(self, handler: str, name: str) -> str | None:
        symbol = self._program.symbols().get(handler)
        if symbol is not None and symbol.kind == "module":
            found: str | None = f"{handler}.{name}"
        else:
            found = self._program.member(handler, name)
        return found if found in self._program.symbols() else None


def _members(words: str) -> Iterator[Member]:
    for word in words.split():
        name, _, rest = word.partition(":")
        method, colon, path = rest.partition(":")
        yield Member(name, method, path, bool(colon))


def _declared(views: Iterable[Meaning]) -> tuple[str, ...]:
    return tuple(method for view in views for method in view.slot("methods").upper().split())
