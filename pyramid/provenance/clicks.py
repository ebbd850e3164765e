"""Where acting on an element leads: its link, its form, or the form whose field it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyramid.model.page import Template
from pyramid.model.provenance import Sight
from pyramid.provenance.atlas import Atlas
from pyramid.provenance.forms import Forms
from pyramid.provenance.place import Place
from pyramid.provenance.site import Site

_PART = 2
_MAX_LED = 6
_EXAMPLES = frozenset({"example", "examples", "samples", "demo", "demos", "docs"})

_Led = tuple[tuple[str, ...], bool, bool]


@dataclass(frozen=True, slots=True, eq=False)
class Clicks:
    """Answers for one application; ``behind`` is asked for every action of every test."""

    site: Site
    atlas: Atlas
    forms: Forms
    support: frozenset[str] = frozenset()

    def own(self, handlers: tuple[str, ...]) -> tuple[str, ...]:
        """Handlers of the application itself; those of its examples or its tests only where it has none."""
        symbols = self.site.program.symbols()
        aside = {name: self._aside(symbols[name].path) if name in symbols else 0 for name in handlers}
        best = min(aside.values(), default=0)
        return tuple(name for name in handlers if aside[name] == best)

    def _aside(self, path: str) -> int:
        if path in self.support:
            return 2
        return 1 if path.partition("/")[0] in _EXAMPLES else 0

    def behind(self, place: Place, seen: Sight, *, sent: bool = False) -> _Led:
        """The handlers behind an element, by the page's own markup or by the form whose field it is;
        whether something is sent to them; whether it is known which element that is.

        ``sent`` tells that the form around a field is sent from it.
        """
        if seen.kind != "element":
            return (), False, False
        found = self.site.find(place.handlers, seen.locators)[:2]
        close = max((self.site.shows(handler, seen.locators) for handler, *_ in found), default=0)
        if close < _PART:
            shown = self.forms.shown_by(place.handlers[:3], seen.locators)
            if shown:
                handler, _, field = shown[0]
                return self._printed(handler, field.name) or (
                    self.own(self.site.sent_by(handler)),
                    True,
                    True,
                )
            # Any of the pages in play may be the one on which this is printed.
            found = [each for h in place.handlers[:4] for each in self.site.find((h,), seen.locators)[:2]]
        if sent:
            found = [(h, template, form_around(template, n) or n) for h, template, n in found]
        ways = (h for h, template, n in found for h in self.atlas.led(template, n, h))
        led = dict.fromkeys(self.own(tuple(ways)))
        if not led and close >= _PART and found[0][1].elements[found[0][2]].tag in ("button", "input"):
            # Its form stands in another file.
            return self.own(self.site.sent_by(found[0][0])), True, True
        sends = any(self.site.sends(template, n) for _, template, n in found[:1])
        return tuple(led)[:_MAX_LED], sends, close >= _PART or len({handler for handler, *_ in found}) == 1

    def _printed(self, handler: str, field: str) -> _Led | None:
        """The form in whose markup a template prints the field: it says where to, and how."""
        name = re.compile(rf"\.{re.escape(field)}\b")
        for template in self.site.templates(handler):
            for index, element in enumerate(template.elements):
                if any(name.search(output) for output in element.outputs):
                    form = form_around(template, index)
                    led = self.atlas.led(template, form, handler) if form else ()
                    if led:
                        return led[:_MAX_LED], self.site.sends(template, form), True
        return None


def form_around(template: Template, index: int) -> int:
    """The form around an element, 0 when it stands in none."""
    while index > 0 and template.elements[index].tag != "form":
        index = template.elements[index].parent
    return max(index, 0)
