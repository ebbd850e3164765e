"""Which page has it: the pages that a page leads to, and those that say a text at all.

A test that acts on what the page it opened does not have has moved on, by a step that nobody can
read: a computed address, a script, a redirect.  The page that literally has it is where it is now;
of several such pages the nearest by links, forms and redirects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyramid.model.page import Template
from pyramid.model.provenance import Locator
from pyramid.provenance.fields import Fields
from pyramid.provenance.forms import Forms
from pyramid.provenance.namesakes import namesakes
from pyramid.provenance.selectors import holds
from pyramid.provenance.site import Site

_LINKS = ("href", "action", "formaction", "hx-get", "hx-post", "hx-put", "hx-delete")
_MAX_STEPS = 3
_MAX_PAGES = 80
_MAX_ALIKE = 3
_MIN_LETTERS = 4
_LONG_WORD = 9
_EXACT = 3


class Atlas:
    """Finds the page that an element stands on, from the pages in play."""

    def __init__(self, site: Site, fields: Fields, forms: Forms) -> None:
        self._site, self._fields, self._forms = site, fields, forms
        self._onward: dict[str, tuple[str, ...]] = {}
        self._pages: dict[str, list[str]] | None = None
        self._texts: dict[str, str] = {}
        self._known: dict[tuple[tuple[str, ...], tuple[Locator, ...], int], tuple[str, ...]] = {}

    def locate(
        self, handlers: tuple[str, ...], locators: tuple[Locator, ...], *, far: bool = True
    ) -> tuple[str, ...]:
        """The handlers of the nearest pages that have exactly this element; empty when there is none
        or too many.  A word alone tells no page."""
        literal = _literal(locators)
        if not literal or (" " not in literal and len(literal) < _LONG_WORD):
            return ()
        steps = _MAX_STEPS if far else 2
        key = (handlers[:3], locators, steps)
        if key not in self._known:
            having = self._having(literal, locators) or self._forms.pages(locators)
            found = self._nearest(handlers[:3], having, steps) if having else ()
            if not found and far and len(having) <= _MAX_ALIKE:
                found = tuple(_akin(sorted(having), handlers))
            self._known[key] = found
        return self._known[key]

    def named(
        self, handlers: tuple[str, ...], said: frozenset[str], locators: tuple[Locator, ...]
    ) -> tuple[str, ...]:
        """The one page nearby that the test's words name and that has such an element; none when one of
        the pages in play has exactly this one."""
        if any(self._site.shows(handler, locators) >= _EXACT for handler in handlers[:2]):
            return ()
        near = dict.fromkeys((*handlers, *self._around(handlers[:4])))
        return tuple(each for each in namesakes(near, said) if self._site.shows(each, locators))[:1]

    def onward(self, handler: str) -> tuple[str, ...]:
        """The handlers that a page's links and forms lead to, and where those redirect."""
        if handler not in self._onward:
            found: dict[str, None] = dict.fromkeys(self._site.redirects(handler))
            for template in self._site.templates(handler):
                for index, element in enumerate(template.elements):
                    if element.tag == "form" or any(element.attribute(name) for name in _LINKS):
                        found.update(dict.fromkeys(self.led(template, index, handler)))
            self._onward[handler] = tuple(found)
        return self._onward[handler]

    def led(self, template: Template, index: int, handler: str) -> tuple[str, ...]:
        """Where an element leads; an address that Python computes is one that it names there."""
        known = self._site.leads_to(template, index, handler)
        if known:
            return known
        found: dict[str, None] = {}
        for name in _LINKS:
            attribute = template.elements[index].attribute(name)
            for output in attribute.outputs if attribute is not None else ():
                for source in self._fields.printed(output, template, (handler,))[:4]:
                    found.update(dict.fromkeys(self._site.named_in(source.function)))
        return tuple(found)

    def _around(self, handlers: Iterable[str]) -> tuple[str, ...]:
        """The pages a few steps on from some handlers, the nearest first."""
        level, seen = list(handlers), dict.fromkeys(handlers)
        for _ in range(_MAX_STEPS):
            level = [after for handler in level for after in self.onward(handler) if after not in seen]
            level = list(dict.fromkeys(level))[:_MAX_PAGES]
            seen.update(dict.fromkeys(level))
        return tuple(seen)

    def _nearest(self, handlers: tuple[str, ...], having: frozenset[str], steps: int) -> tuple[str, ...]:
        level, seen = list(handlers), set(handlers)
        for _ in range(steps):
            level = [after for handler in level for after in self.onward(handler) if after not in seen]
            level = list(dict.fromkeys(level))[:_MAX_PAGES]
            seen.update(level)
            found = [handler for handler in level if handler in having]
            if found:
                return tuple(_akin(found, handlers)[:_MAX_ALIKE])
        return ()

    def _having(self, literal: str, locators: tuple[Locator, ...]) -> frozenset[str]:
        """Handlers whose page has the element, told by exactly this text or name."""
        pages = self._by_template()
        paths = [path for path in pages if holds(self._text(path), literal)]
        handlers = dict.fromkeys(handler for path in paths for handler in pages[path])
        if len(handlers) > _MAX_PAGES:
            return frozenset()
        return frozenset(handler for handler in handlers if self._site.shows(handler, locators) >= _EXACT)

    def _by_template(self) -> dict[str, list[str]]:
        if self._pages is None:
            self._pages = {}
            for handler in dict.fromkeys(route.handler for route in self._site.routes):
                for template in self._site.templates(handler):
                    self._pages.setdefault(template.path, []).append(handler)
                    self._texts.setdefault(template.path, "")
        return self._pages

    def _text(self, path: str) -> str:
        if not self._texts.get(path):
            template = self._site.pages.template(path)
            self._texts[path] = " ".join(_words(template)) if template is not None else " "
        return self._texts[path]


def _akin(found: list[str], handlers: Sequence[str]) -> list[str]:
    """Those of the same part of the application first."""
    here = handlers[0].split(".") if handlers else []

    def apart(handler: str) -> int:
        steps = zip(here, handler.split("."), strict=False)
        return -next((n for n, (one, other) in enumerate(steps) if one != other), len(here))

    return sorted(found, key=apart)


def _words(template: Template) -> Iterable[str]:
    for element in template.elements:
        yield element.text
        yield from (attribute.value for attribute in element.attributes)
    yield from (value for _, value in template.bindings)


def _literal(locators: tuple[Locator, ...]) -> str:
    """The longest fixed piece of what the innermost locator says."""
    if not locators:
        return ""
    last = locators[-1]
    said = last.name or (last.value if last.by not in ("role", "css", "xpath", "class") else "")
    if not said and last.by == "css":
        said = last.value.rpartition("#")[2] if "#" in last.value else ""
    piece = max(said.split("\0"), key=len).strip()
    return piece if sum(letter.isalpha() for letter in piece) >= _MIN_LETTERS else ""
