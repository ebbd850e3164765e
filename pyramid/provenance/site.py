"""The application as a user meets it: routes, the pages behind them, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyramid.model.facts import Definition, Expression, Statement
from pyramid.model.meaning import Meaning, Meanings, Route
from pyramid.model.page import Pages, Template
from pyramid.model.program import CallGraph, Program
from pyramid.model.provenance import Locator
from pyramid.provenance.addresses import Addresses
from pyramid.provenance.assembly import assemble
from pyramid.provenance.callers import Callers
from pyramid.provenance.effects import Effects
from pyramid.provenance.selectors import closeness, fills, fits, holds, matching, spelt

_QUOTED = re.compile(r"""["']([^"']+)["']""")
_NAME = re.compile(r"[A-Za-z_]\w*")
_MAX_REACH = 400
_MAX_HELPERS = 3
_EXACT = 3
_SENDING = ("formaction", "hx-post", "hx-put", "hx-patch", "hx-delete")
_MAX_COMPUTED = 60
_MAX_NAMING = 12
_TEMPLATES = (".html", ".htm", ".jinja", ".jinja2", ".j2", ".mako", ".pt")


class Site:
    """Handlers, the templates they render, and the handlers that those lead to."""

    def __init__(
        self, program: Program, graph: CallGraph, meanings: Meanings, routes: Iterable[Route], pages: Pages
    ) -> None:
        self.program, self.graph, self.pages = program, graph, pages
        self.callers = Callers(program, graph)
        self.addresses = Addresses(routes)
        self.effects = Effects(program, meanings, self.near)
        self._rendered: dict[str, list[str]] = {}
        for meaning in meanings.of_kind("template"):
            for scope, name in self._named_templates(meaning):
                self._rendered.setdefault(scope, []).append(name)
        self._reversed: dict[str, list[str]] = {}
        for meaning in meanings.of_kind("reverse"):
            self._reversed.setdefault(meaning.scope, []).append(meaning.slot("name"))
        self._computing = frozenset(
            meaning.scope
            for meaning in meanings.of_kind("reverse")
            if not self.addresses.named(meaning.slot("name"))
        )
        self._templates: dict[str, tuple[Template, ...]] = {}
        self._redirects: dict[str, tuple[str, ...]] = {}
        self._names: dict[tuple[str, bool], tuple[str, ...]] = {}
        self._near: dict[str, tuple[str, ...]] = {}
        self._spoken: dict[str, frozenset[str]] = {}
        self._matched: dict[tuple[str, tuple[Locator, ...]], list[tuple[str, Template, int, float]]] = {}

    @property
    def routes(self) -> tuple[Route, ...]:
        """Every route of the application."""
        return self.addresses.routes

    def route(self, handler: str) -> Route | None:
        """The (first) route that a handler answers."""
        return self.addresses.route(handler)

    def near(self, handler: str) -> tuple[str, ...]:
        """The handler and what it runs, nearest first; a class handler with its own methods."""
        if handler not in self._near:
            self._near[handler] = tuple(self._closest(handler))
        return self._near[handler]

    def templates(self, handler: str) -> tuple[Template, ...]:
        """The templates a handler renders, with what they extend and include."""
        if handler not in self._templates:
            named: dict[str, str] = {}
            for scope in self.near(handler):
                for name in self._rendered.get(scope, ()):
                    named.setdefault(name, self._path(scope))
            if not named:
                named = {name: self._path(scope) for name, scope in self._said_templates(handler)}
            self._templates[handler] = assemble(self.pages, named.items())
        return self._templates[handler]

    def _said_templates(self, handler: str) -> Iterator[tuple[str, str]]:
        """Names of template files in what a handler runs nearby: some code of its own renders them."""
        for scope in self.near(handler)[:_MAX_COMPUTED]:
            definition = self.program.definition(scope) if scope in self.program.symbols() else None
            for text in _strings(definition) if definition is not None else ():
                if text.endswith(_TEMPLATES) and " " not in text and self.pages.template(text):
                    yield text, scope

    def named_templates(self, scope: str) -> tuple[str, ...]:
        """The names of the templates that a body renders itself."""
        return tuple(self._rendered.get(scope, ()))

    def rendered(self) -> frozenset[str]:
        """The names of every template that code renders."""
        return frozenset(name for names in self._rendered.values() for name in names)

    def spoken(self, handler: str) -> frozenset[str]:
        """The names that the templates of a handler's page print or ask for."""
        if handler not in self._spoken:
            said = (
                text
                for template in self.templates(handler)
                for element in template.elements
                for text in (*element.outputs, *element.conditions)
            )
            given = (value for template in self.templates(handler) for _, value in template.bindings)
            self._spoken[handler] = frozenset(
                name for text in (*said, *given) for name in _NAME.findall(text)
            )
        return self._spoken[handler]

    def find(
        self, handlers: Iterable[str], locators: tuple[Locator, ...], texts: Iterable[str] = ()
    ) -> list[tuple[str, Template, int]]:
        """Elements that the innermost locator can mean on the handlers' pages: (handler, template, index).

        The first page that has one counts, unless a later one shows one of the texts in it, or has
        literally what the first only may print.
        """
        wanted = [text for text in texts if text.replace("\0", "").strip()]
        best: list[tuple[str, Template, int]] = []
        most = 0.0
        for handler in handlers:
            found = self._on_page(handler, locators)
            showing = [(h, t, n) for h, t, n, _ in found if _shows(t, n, wanted)]
            if showing:
                return showing
            close = max((near for *_, near in found), default=0.0)
            # A later page counts only where it has the very text and the earlier one a wildcard.
            if close > most and (not best or (most <= 1 and close >= _EXACT)):
                best, most = [(h, t, n) for h, t, n, near in found if near == close], close
        return best

    def shows(self, handler: str, locators: tuple[Locator, ...]) -> float:
        """How closely the best element of a handler's page fits, 0 when there is none."""
        return max((near for *_, near in self._on_page(handler, locators)), default=0)

    def _on_page(self, handler: str, locators: tuple[Locator, ...]) -> list[tuple[str, Template, int, float]]:
        key = (handler, locators)
        if key not in self._matched:
            self._matched[key] = [
                (handler, template, index, closeness(template, index, locators[-1]))
                for template in self.templates(handler)
                for index in self._narrowed(template, locators)
            ]
        return self._matched[key]

    def leads_to(self, template: Template, index: int, handler: str) -> tuple[str, ...]:
        """Handlers behind an element: its link, its own action, or the form around it."""
        place: int = index
        if fills(template.elements[index]):
            return ()
        while place > 0:
            element = template.elements[place]
            for name in ("formaction", "href", "action", "hx-get", "hx-post", "hx-put", "hx-delete"):
                attribute = element.attribute(name)
                if attribute is not None and (attribute.value.strip() or attribute.outputs):
                    printed = (*attribute.outputs, *_bound(template, attribute.outputs))
                    method = _method(element.tag, template, place)
                    return self.addresses.targets(attribute.value, printed, method)
            if element.tag == "form":
                return self.addresses.at_same_path(handler, _method("form", template, place))
            place = element.parent
        return ()

    def sends(self, template: Template, index: int) -> bool:
        """Whether acting on an element sends something, rather than opens an address."""
        place: int = 0 if fills(template.elements[index]) else index
        while place > 0:
            element = template.elements[place]
            if element.attribute("href") is not None or element.attribute("hx-get") is not None:
                return False
            if any(element.attribute(name) is not None for name in _SENDING):
                return True
            if element.tag == "form":
                return _method("form", template, place) == "POST"
            place = element.parent
        return False

    def sent_by(self, handler: str) -> tuple[str, ...]:
        """The handlers that a form without an address of its own is sent to from a handler's page."""
        return self.addresses.at_same_path(handler, "POST")

    def landing(self, url: str) -> tuple[str, ...]:
        """Handlers of the page at an address whose host may be unknown."""
        return self.addresses.landing(url)

    def redirects(self, handler: str) -> tuple[str, ...]:
        """Handlers that a handler names in its own body, or in what it calls to make an address.

        Where it computes the name, the routes that what it runs calls by their full names count.
        """
        if handler not in self._redirects:
            makers = {edge.callee for edge in self.graph.callees(handler)} & self._reversed.keys()
            rest = (n for n in self.near(handler)[1:] if n in makers or self._same_file(n, handler))
            near = [handler, *rest][:_MAX_NAMING]
            found = [to for scope in near for to in self.named_in(scope) if to != handler]
            if any(scope in self._computing for scope in near):
                for scope in self.near(handler)[:_MAX_COMPUTED]:
                    found.extend(to for to in self.named_in(scope, exactly=True) if to != handler)
            self._redirects[handler] = tuple(dict.fromkeys(found))
        return self._redirects[handler]

    def movers(self, handler: str) -> tuple[str, ...]:
        """The methods of a class handler that name, or compute, the address of another page."""
        symbol = self.program.symbols().get(handler)
        owner = handler if symbol and symbol.kind == "class" else handler.rpartition(".")[0]
        owned = self.program.symbols().get(owner)
        if owned is None or owned.kind != "class":
            return ()
        own = {route.handler for route in self.addresses.same_page(handler)}
        members = [
            member
            for family in self.program.ancestors(owner)
            if family in self.program.symbols()
            for member in self.members(family)
            if (member in self._computing and not self.named_in(member)) or set(self.named_in(member)) - own
        ]
        # A string may name a route by chance; who makes an address does not.
        return tuple(member for member in members if member in self._reversed) or tuple(members)

    def named_in(self, scope: str, *, exactly: bool = False) -> tuple[str, ...]:
        """The handlers of the routes that strings in a body, or addresses made in it, name."""
        key = (scope, exactly)
        if key not in self._names:
            definition = self.program.definition(scope) if scope in self.program.symbols() else None
            said = (*(_strings(definition) if definition else ()), *self._reversed.get(scope, ()))
            routes = (route for text in said for route in self.addresses.named(text))
            self._names[key] = tuple(
                dict.fromkeys(
                    route.handler for route in routes if not exactly or (route.name and len(route.name) > 4)
                )
            )
        return self._names[key]

    def _path(self, scope: str) -> str:
        symbol = self.program.symbols().get(scope)
        return symbol.path if symbol else ""

    def _same_file(self, name: str, handler: str) -> bool:
        one, other = self.program.symbols().get(name), self.program.symbols().get(handler)
        return one is not None and other is not None and one.path == other.path

    def _named_templates(self, meaning: Meaning) -> Iterator[tuple[str, str]]:
        """The template of a rendering call; of a helper that is told it, by each of its callers."""
        name, call = meaning.slot("template"), meaning.expression
        if name.strip("\0") or call is None:
            yield meaning.subject or meaning.scope, name
            return
        for argument in call.operands[1:]:
            if argument.kind == "name":
                yield from self._told(meaning.scope, argument.text, 0)

    def _told(self, scope: str, parameter: str, depth: int) -> Iterator[tuple[str, str]]:
        for caller, argument in self.callers.passed(scope, parameter, _MAX_REACH):
            text = self.program.text(caller, argument)
            if text is not None and text.known:
                yield caller, text.pattern
            elif argument.kind == "name" and depth < _MAX_HELPERS:
                yield from self._told(caller, argument.text, depth + 1)

    def _closest(self, handler: str) -> Iterator[str]:
        symbol = self.program.symbols().get(handler)
        owner = handler if symbol and symbol.kind == "class" else handler.rpartition(".")[0]
        yield handler
        seen, level = {handler}, [handler]
        if owner in self.program.symbols() and self.program.symbols()[owner].kind == "class":
            family = [name for name in self.program.ancestors(owner) if name in self.program.symbols()]
            members = [s for name in family for s in self.members(name)]
            yield from (name for name in (*family, *members) if name not in seen)
            seen.update(family, members)
            level.extend(members)
        while level and len(seen) < _MAX_REACH:
            level = sorted({e.callee for name in level for e in self.graph.callees(name)} - seen)
            seen.update(level)
            yield from level

    def members(self, owner: str) -> list[str]:
        """What is defined directly in a class."""
        symbol = self.program.symbols()[owner]
        facts = self.program.facts(symbol.path)
        return [
            self.program.symbol_at(symbol.path, index).name
            for index, definition in enumerate(facts.definitions)
            if definition.parent == symbol.index
        ]

    def _narrowed(self, template: Template, locators: tuple[Locator, ...]) -> list[int]:
        if not locators:
            return []
        found = list(matching(template, locators[-1]))
        if not found and locators[-1].by == "role" and locators[-1].name:
            found = list(spelt(template, locators[-1].name))
        if not found and len(locators) > 1 and locators[-1].by == "text":
            # The text is a printed value of what the outer locator means.
            printing = matching(template, locators[-2])
            return [index for index in printing if "\0" in template.content(index)[0]]
        for outer in locators[:-1]:
            inside = {place for index in matching(template, outer) for place in template.descendants(index)}
            narrowed = [index for index in found if index in inside]
            if found and not narrowed and outer.by == "text":
                narrowed = _in_its_row(template, outer, found)
            printed = [n for n in sorted(inside) if template.elements[n].text == "\0"]
            # What is sought may be printed inside, which is nearer than a text that stands outside.
            found = narrowed or (printed if locators[-1].by == "text" else []) or found
        return found


def _in_its_row(template: Template, label: Locator, found: list[int]) -> list[int]:
    """Of the elements found those that stand beside the one that has the label's text."""
    rows = {template.elements[index].parent for index in matching(template, label)}
    inside = {place for row in rows if row > 0 for place in template.descendants(row)}
    return [index for index in found if index in inside]


def _shows(template: Template, index: int, texts: list[str]) -> bool:
    own = " ".join(template.content(index)[0].split())
    return any(holds(own, text) or fits(own, text) for text in texts)


def _bound(template: Template, outputs: tuple[str, ...]) -> Iterator[str]:
    """What a template assigned to the names that it prints."""
    yield from (value for name, value in template.bindings if name in outputs)


def _method(tag: str, template: Template, index: int) -> str:
    stated = template.elements[index].attribute("method")
    return "POST" if tag == "form" and stated is not None and stated.value.lower() == "post" else "GET"


def _strings(definition: Definition) -> Iterator[str]:
    def inside(expression: Expression) -> Iterator[str]:
        if expression.kind == "string":
            yield expression.text
        for operand in expression.operands:
            yield from inside(operand)

    def body(statements: tuple[Statement, ...]) -> Iterator[str]:
        for statement in statements:
            if statement.value is not None:
                yield from inside(statement.value)
            yield from body(statement.body)

    yield from body(definition.body)
