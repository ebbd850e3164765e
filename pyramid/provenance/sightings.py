"""What a check finds tells whose page it is: a template's of nobody, or the frontend's."""

from __future__ import annotations

from dataclasses import replace

from pyramid.model.provenance import Locator
from pyramid.provenance.orphans import Orphans
from pyramid.provenance.place import Place
from pyramid.provenance.question import Question
from pyramid.provenance.screens import Screens
from pyramid.provenance.site import Site

_PART = 2
_TELLING = 6


class Sightings:
    """Tells pages by what is seen on them; ``owned`` says whether a frontend owns pages at all."""

    def __init__(self, site: Site, screens: Screens, owned: bool) -> None:
        self._site, self._screens, self._owned = site, screens, owned
        self._orphans = Orphans(site)

    def orphaned(self, place: Place, question: Question) -> Place:
        """A page that no code of the tree renders may still be a template of the tree."""
        sight = question.sight
        title = sight.kind == "page-title"
        locators = (Locator(by="css", value="title"),) if title else sight.locators
        if place.handlers or place.page == "stubbed" or not (title or sight.kind == "element"):
            return place
        if place.page == "frontend" and any(self._screens.find(at) for at in locators[-1:]):
            return place
        found = self._orphans.having(locators, question.expected)
        if found is None:
            return place
        template, index = found
        orphan = (template.path, *template.elements[index].conditions)
        return replace(place, page="server", orphan=orphan)

    def stubbed(self, place: Place, question: Question | None = None) -> Place:
        """What the frontend draws is not the backend's to decide where the test answers its requests.

        So is an element that no template in play has.
        """
        if not place.stubbed or place.page not in ("frontend", "server", "unmatched"):
            return place
        if place.page != "frontend":
            locators = question.sight.locators if question and question.sight.kind == "element" else ()
            if not locators or any(self._site.shows(handler, locators) for handler in place.handlers):
                return place
        return replace(place, handlers=(), possible=(), page="stubbed")

    def drawn_only(self, place: Place, locators: tuple[Locator, ...]) -> bool:
        """Whether no page in play has the element, and code of the frontend draws exactly that one."""
        if place.page not in ("server", "unmatched") or not locators or not self._owned:
            return False
        if any(self._site.shows(handler, locators) for handler in place.handlers):
            return False
        told = locators[-1].name or locators[-1].value
        return len(told) >= _TELLING and any(each.near >= _PART for each in self._screens.find(locators[-1]))


def worded(question: Question) -> tuple[Locator, ...]:
    """The locators of a question; one that tells nothing by itself is told by the text expected there."""
    *outer, last = question.sight.locators or (Locator(by="css", value=""),)
    known = [text for text in question.expected if "\0" not in text]
    if last.by != "css" or last.name or not known or question.matcher not in ("text", "contains"):
        return question.sight.locators
    return (*outer, replace(last, name=known[0]))
