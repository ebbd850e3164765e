"""Which component draws what a test looks at, and on which condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyramid.model.facts import Definition
from pyramid.model.program import Program
from pyramid.model.provenance import Locator
from pyramid.provenance.drawings import Sheet, drawing_of, names_in
from pyramid.provenance.selectors import closeness, matching

_BACKEND = "python"
_COMPONENTS = (".vue", ".svelte")
_TOKEN = re.compile(r"[A-Za-z][\w-]{2,}")
_MAX_SHEETS = 60
_MAX_FOUND = 6
_TOLD = 2
_LEVELS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An element of frontend code.  ``guards`` are the names that the conditions around it speak of,
    ``prints`` those of the values that it shows, ``told`` those that are part of its test id; ``near``
    as of selectors."""

    path: str
    line: int
    scope: str
    tag: str
    guards: tuple[str, ...]
    prints: tuple[str, ...]
    told: tuple[str, ...]
    near: float


class Screens:
    """The elements that frontend code draws, ``support`` (test code) left out; read when asked."""

    def __init__(self, program: Program, support: frozenset[str]) -> None:
        self._program, self._support = program, support
        self._sheets: list[Sheet] | None = None
        self._by_token: dict[str, list[int]] = {}
        self._found: dict[Locator, tuple[Drawn, ...]] = {}
        self._uses: dict[str, list[tuple[Sheet, int]]] = {}

    def any(self) -> bool:
        """Whether the tree has a frontend that draws pages at all."""
        if any(path.endswith(_COMPONENTS) for path in self._program.paths() if path not in self._support):
            return True
        return any(_is_tag(name) for sheet in self._read() for name in sheet.names)

    def find(self, locator: Locator) -> tuple[Drawn, ...]:
        """The elements that a locator can mean, the closest first; none when it tells nothing."""
        if locator not in self._found:
            self._found[locator] = tuple(self._search(locator))[:_MAX_FOUND]
        return self._found[locator]

    def _search(self, locator: Locator) -> Iterable[Drawn]:
        tokens = sorted(_TOKEN.findall(f"{locator.name} {locator.value}"), key=len, reverse=True)
        sheets = self._read()
        for token in tokens[:2] if tokens else ():
            found = [
                self._drawn(sheet, place, near)
                for number in self._by_token.get(token.lower(), ())[:_MAX_SHEETS]
                for sheet in (sheets[number],)
                for place in matching(sheet.template, locator)
                if (near := _near(sheet, place, locator)) >= _TOLD
            ]
            if found:
                most = max(each.near for each in found)
                return [each for each in found if each.near == most]
        return ()

    def _drawn(self, sheet: Sheet, place: int, near: float) -> Drawn:
        path = sheet.template.path
        element = sheet.template.elements[place]
        return Drawn(
            path=path,
            line=element.line,
            scope=self._program.symbol_at(path, sheet.scopes[place]).name,
            tag=element.tag,
            guards=tuple(dict.fromkeys(self._guards(sheet, place, _LEVELS, ()))),
            prints=tuple(dict.fromkeys(sheet.template.content(place)[1])),
            told=tuple(o for a in element.attributes if a.name.startswith("data-") for o in a.outputs),
            near=near,
        )

    def _guards(self, sheet: Sheet, place: int, levels: int, seen: tuple[str, ...]) -> Iterator[str]:
        facts = self._program.facts(sheet.template.path)
        for test in sheet.tests[place]:
            yield from names_in(test, facts, sheet.scopes[place])
        name = _component(facts.definitions, sheet.scopes[place])
        if not levels or not name or name in seen:
            return
        uses = self._uses.get(name, [])
        if len(uses) == 1:  # a component of one place is shown when that place is
            yield from self._guards(*uses[0], levels - 1, (*seen, name))

    def _read(self) -> list[Sheet]:
        if self._sheets is None:
            self._sheets = []
            for path in self._program.paths():
                facts = self._program.facts(path)
                if facts.language == _BACKEND or path in self._support:
                    continue
                sheet = drawing_of(facts)
                if sheet is not None:
                    self._file(sheet)
        return self._sheets

    def _file(self, sheet: Sheet) -> None:
        assert self._sheets is not None
        number = len(self._sheets)
        self._sheets.append(sheet)
        tokens: set[str] = set()
        for place, element in enumerate(sheet.template.elements):
            tokens.update(_TOKEN.findall(element.text))
            for attribute in element.attributes:
                tokens.update(_TOKEN.findall(attribute.value))
            if sheet.names[place][:1].isupper():
                self._uses.setdefault(sheet.names[place], []).append((sheet, place))
        for token in {token.lower() for token in tokens}:
            self._by_token.setdefault(token, []).append(number)


def _is_tag(name: str) -> bool:
    return name[:1].islower() and name.isalnum()


def _near(sheet: Sheet, place: int, locator: Locator) -> float:
    near = closeness(sheet.template, place, locator)
    told = locator.by == "test-id" or (locator.by == "css" and "\0" in locator.value)
    return max(near, _TOLD) if told else near


def _component(definitions: Sequence[Definition], index: int) -> str:
    """The component whose body this is: the nearest named function or class around."""
    while index > 0:
        definition = definitions[index]
        if definition.name and definition.name[:1].isupper():
            return definition.name
        index = definition.parent
    return ""
