"""Which page a check of the address speaks of, and whose doing it is that the user is there.

The address may be written out, or made from a route's name as the application makes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyramid.provenance.bodies import inside
from pyramid.provenance.journey import Event, Walker
from pyramid.provenance.place import Place
from pyramid.provenance.question import Question
from pyramid.provenance.site import Site

_LEAVING = frozenset({"click", "press", "submit", "tap"})
_MOST = 12


@dataclass(frozen=True, slots=True, eq=False)
class Arrivals:
    """Reads the checks of addresses of one application's tests."""

    site: Site
    walker: Walker

    def expected(self, question: Question, event: Event) -> tuple[str, ...]:
        """The handlers of the page whose address a check expects."""
        if question.sight.kind != "page-url" or question.negated:
            return ()
        named = [
            route.handler
            for part in inside(event.expression)
            for meaning in self.walker.meanings_of(part, event.frame)
            if meaning.kind == "reverse"
            for route in self.site.addresses.named(meaning.slot("name"))
        ]
        # What is made first is the page; further names stand in its query.
        known = named[:1] or [each for url in question.expected[:2] for each in self.site.landing(url)]
        return tuple(dict.fromkeys(known))

    def seen(self, place: Place, question: Question, event: Event) -> Place:
        """The place once its address has been checked: who answers there, and who led there."""
        handlers = self.expected(question, event)
        if not handlers or place.page == "frontend" or handlers[0] in place.handlers[:1]:
            return place
        before = tuple(each for page in place.handlers[:1] for each in self.site.sent_by(page))[:1]
        led = any(handlers[0] in self.site.redirects(handler) for handler in before)
        led = led and place.after in _LEAVING and place.wrote[:1] != before
        # Who opens one page and stands on another was sent there by the first, or by what guards it.
        turned = place.after == "visit" and bool(place.answered) and handlers[0] not in place.answered
        sent = place.sending or led or turned
        known = dict.fromkeys((*handlers, *place.handlers))
        return replace(
            place,
            handlers=tuple(known)[:_MOST],
            page="server",
            moved=place.moved and not sent,
            answered=before if led else place.answered if sent else handlers,
            wrote=(*before, *place.wrote) if led else place.wrote,
        )
