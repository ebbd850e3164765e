"""Which component draws what a test looks at, and on which condition."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.model.provenance import Locator
from pyramid.provenance.bodies import inside
from pyramid.provenance.drawings import Sheet, drawing_of, names_in
from pyramid.provenance.selectors import closeness, matching
from pyramid.provenance.shelves import Shelves
from pyramid.provenance.threads import Spot

_BACKEND = "python"
_COMPONENTS = (".vue", ".svelte")
_TOKEN = re.compile(r"[A-Za-z][\w-]{2,}")
_MAX_SHEETS = 60
_MAX_FOUND = 6
_TOLD = 2
_LEVELS = 2
_MAX_USES = 3
#: What an element does when it is acted on; a field of its own also when it changes.
_REACTING = re.compile(
    r"on(Click|Press|Submit|Finish|Ok|OK|Confirm|Select|Tap|Save|Delete|Remove|Action|Activate)\w*"
    r"|action|formAction|handle\w+"
)
_CHANGING = re.compile(
    r"on(Change|Toggle|Check|Update|Input|Drop|Mousedown|MouseDown|Keydown|KeyDown|Enter)\w*"
)
_LEADING = ("href", "to", "routerLink")
_SHOWING = frozenset({"value", "title", "label", "name", "text", "defaultValue", "rows", "data", "items"})
_VALUES = frozenset({"name", "attribute", "subscript", "call", "format", "binary", "conditional", "boolean"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An element of frontend code.  ``guards`` are the names that the conditions around it speak of,
    ``prints`` those of the values that it shows, ``told`` those that are part of its test id; ``near``
    as of selectors; ``sheet`` and ``place`` say where it stands."""

    path: str
    line: int
    scope: str
    tag: str
    guards: tuple[str, ...]
    prints: tuple[str, ...]
    told: tuple[str, ...]
    near: float
    sheet: int = 0
    place: int = 0


class Screens:
    """The elements that frontend code draws, ``support`` (test code) left out; read when asked."""

    def __init__(self, program: Program, support: frozenset[str], shelves: Shelves) -> None:
        self._program, self._support, self._shelves = program, support, shelves
        self._sheets: list[Sheet] | None = None
        self._by_token: dict[str, list[int]] = {}
        self._found: dict[Locator, tuple[Drawn, ...]] = {}
        self._uses: dict[str, list[tuple[Sheet, int]]] = {}
        self._numbers: dict[str, int] = {}

    def any(self) -> bool:
        """Whether the tree has a frontend that draws pages at all."""
        if any(path.endswith(_COMPONENTS) for path in self._program.paths() if path not in self._support):
            return True
        return any(_is_tag(name) for sheet in self._read() for name in sheet.names)

    def find(self, locator: Locator, files: Collection[str] = ()) -> tuple[Drawn, ...]:
        """The elements that a locator can mean, of those in ``files`` only where these are given, the
        closest; none when it tells nothing."""
        if locator not in self._found:
            self._found[locator] = tuple(self._search(locator))
        found = [each for each in self._found[locator] if not files or each.path in files]
        most = max((each.near for each in found), default=0)
        return tuple(each for each in found if each.near == most)[:_MAX_FOUND]

    def acting(self, drawn: Drawn) -> tuple[Spot, ...]:
        """What runs when the element is acted on: its own handler, or that of what it stands in."""
        return tuple(self._acting(drawn.sheet, drawn.place, _LEVELS, True))

    def leading(self, drawn: Drawn) -> str:
        """The address that the element, or the link around it, leads to; empty when it tells none."""
        sheet = self._read()[drawn.sheet]
        place = drawn.place
        while place > 0:
            for name in _LEADING:
                attribute = sheet.template.elements[place].attribute(name)
                if attribute is not None and attribute.value.startswith(("/", "\0")):
                    return attribute.value.replace("\0", "{}")
            place = sheet.template.elements[place].parent
        return ""

    def shown(self, drawn: Drawn) -> tuple[Spot, ...]:
        """The expressions whose values the element shows, then those that are part of its test id."""
        sheet = self._read()[drawn.sheet]
        spots: list[Spot] = []
        for place in sheet.template.descendants(drawn.place):
            call = sheet.calls[place]
            for word, value in _given(call) if call is not None else ():
                if value.kind in _VALUES and (not word or word.startswith("data-") or word in _SHOWING):
                    spots.append(Spot(sheet.template.path, sheet.scopes[place], value))
        return tuple(spots)

    def tests(self, drawn: Drawn) -> tuple[Spot, ...]:
        """The conditions around the element, the innermost first."""
        sheet = self._read()[drawn.sheet]
        tests = reversed(sheet.tests[drawn.place])
        return tuple(Spot(sheet.template.path, sheet.scopes[drawn.place], test) for test in tests)

    def uses(self, component: str) -> tuple[Spot, ...]:
        """The places where a component is used, as elements with named arguments."""
        self._read()
        places = self._uses.get(component, ())
        found = ((sheet, place, sheet.calls[place]) for sheet, place in places)
        return tuple(
            Spot(sheet.template.path, sheet.scopes[place], call)
            for sheet, place, call in found
            if call is not None
        )

    def _acting(self, number: int, place: int, levels: int, own: bool) -> Iterator[Spot]:
        sheet = self._read()[number]
        facts = self._program.facts(sheet.template.path)
        last = place
        while place > 0:
            call = sheet.calls[place]
            spots = [
                Spot(facts.path, sheet.scopes[place], value)
                for word, value in (_given(call) if call is not None else ())
                if _reacts(word, own)
            ]
            if spots:
                yield from spots
                return
            own, last, place = False, place, sheet.template.elements[place].parent
        name = self._shelves.component(facts.path, sheet.scopes[last])
        uses = self._uses.get(name, []) if levels and name else []
        for other, at in uses[:_MAX_USES]:
            yield from self._acting(self._numbers[other.template.path], at, levels - 1, False)

    def _search(self, locator: Locator) -> Iterable[Drawn]:
        sheets = self._read()
        # What an element is called tells it, not what sort of element it is.
        said = locator.name or ("" if locator.by == "role" else locator.value)
        for token in sorted(_TOKEN.findall(said), key=len, reverse=True)[:2]:
            found = [
                self._drawn(number, place, near)
                for number in self._by_token.get(token.lower(), ())[:_MAX_SHEETS]
                for sheet in (sheets[number],)
                for place in matching(sheet.template, locator)
                if (near := _near(sheet, place, locator)) >= _TOLD
            ]
            if found:
                return found
        return ()

    def _drawn(self, number: int, place: int, near: float) -> Drawn:
        sheet = self._read()[number]
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
            sheet=number,
            place=place,
        )

    def _guards(self, sheet: Sheet, place: int, levels: int, seen: tuple[str, ...]) -> Iterator[str]:
        facts = self._program.facts(sheet.template.path)
        for test in sheet.tests[place]:
            yield from names_in(test, facts, sheet.scopes[place])
        name = self._shelves.component(facts.path, sheet.scopes[place])
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
        number = self._numbers[sheet.template.path] = len(self._sheets)
        self._sheets.append(sheet)
        tokens: set[str] = set()
        for place, element in enumerate(sheet.template.elements):
            tokens.update(_TOKEN.findall(element.text))
            for attribute in element.attributes:
                tokens.update(_TOKEN.findall(attribute.value))
            if sheet.names[place][:1].isupper():
                for name in self._meant(sheet, place):
                    self._uses.setdefault(name, []).append((sheet, place))
        for token in {token.lower() for token in tokens}:
            self._by_token.setdefault(token, []).append(number)

    def _meant(self, sheet: Sheet, place: int) -> Iterator[str]:
        """The component that an element names; one held in a variable is what the variable was given."""
        name, path, index = sheet.names[place], sheet.template.path, sheet.scopes[place]
        held = [value for _, value in self._shelves.assigned(path, index, name)]
        yield name
        for value in held:
            yield from (
                part.text for part in inside(value) if part.kind == "name" and part.text[:1].isupper()
            )


def _given(call: Expression) -> Iterator[tuple[str, Expression]]:
    yield from zip(call.keywords or ("",) * (len(call.operands) - 1), call.operands[1:], strict=False)


def _reacts(word: str, own: bool) -> bool:
    return _REACTING.fullmatch(word) is not None or (own and _CHANGING.fullmatch(word) is not None)


def _is_tag(name: str) -> bool:
    return name[:1].islower() and name.isalnum()


def _near(sheet: Sheet, place: int, locator: Locator) -> float:
    near = closeness(sheet.template, place, locator)
    told = locator.by == "test-id" or (locator.by == "css" and "\0" in locator.value)
    return max(near, _TOLD) if told else near
