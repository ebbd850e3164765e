"""Where the user is: the journey of a test as the handlers that answer at each step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pyramid.model.facts import Expression
from pyramid.model.meaning import HttpRequest
from pyramid.model.provenance import Hop, Locator, Sight
from pyramid.provenance.acts import Acts
from pyramid.provenance.arrivals import Arrivals
from pyramid.provenance.atlas import Atlas
from pyramid.provenance.bodies import pick
from pyramid.provenance.clicks import Clicks
from pyramid.provenance.forms import Forms
from pyramid.provenance.frontend import Frontend
from pyramid.provenance.journey import Event
from pyramid.provenance.overheard import Overheard
from pyramid.provenance.place import Place
from pyramid.provenance.question import Question
from pyramid.provenance.screens import Screens
from pyramid.provenance.shelves import Shelves
from pyramid.provenance.sight import Looker
from pyramid.provenance.sightings import Sightings, worded
from pyramid.provenance.site import Site
from pyramid.provenance.strides import Strides
from pyramid.provenance.texts import texts
from pyramid.provenance.tokens import tokens

_ACTING = frozenset({"click", "press", "submit", "select", "check", "tap"})
_BASE = ("url", "host", "origin", "server", "root")
_ABSENT = frozenset({"hidden", "detached"})
_PART, _EXACT = 2, 3
_MAX_GIVEN = 60
_TYPING = frozenset({"fill", "type", "select", "upload"})
#: The keys that send the form of the field in which they are pressed.
_SENDING = frozenset({"enter", "return", "numpadenter"})


class Journeys:
    """Moves a ``Place`` along the events of a test."""

    def __init__(
        self,
        site: Site,
        looker: Looker,
        requests: Iterable[HttpRequest],
        atlas: Atlas,
        forms: Forms,
        frontend: Frontend,
        screens: Screens,
        acts: Acts,
        shelves: Shelves,
        overheard: Overheard,
        support: frozenset[str] = frozenset(),
    ) -> None:
        self._site, self._looker, self._atlas, self._forms = site, looker, atlas, forms
        self._frontend, self._screens = frontend, screens
        self._overheard = overheard
        self._strides = Strides(looker, frontend, screens, acts, shelves)
        self._requests: Mapping[tuple[str, int], HttpRequest] = {(r.path, r.line): r for r in requests}
        self._clicks = Clicks(site, atlas, forms, support)
        self.arrivals = Arrivals(site, looker.walker)
        owned = any(request.frontend for request in self._requests.values())
        self._owned = owned or (frontend.has_pages() and screens.any())
        self._sightings = Sightings(site, screens, self._owned)

    def step(self, place: Place, event: Event) -> Place:
        """The place after one event."""
        if event.kind in ("check", "wait") and event.meaning is not None:
            return self._landed(place, event)
        if event.kind == "visit":
            return self._sightings.stubbed(self._visited(place, event))
        if event.kind == "request":
            return self._requested(place, event)
        if event.kind == "action" and event.meaning is not None:
            return self._acted(place, event, event.meaning.slot("action"))
        if event.kind == "history":
            return replace(place, after="history")
        if event.kind == "intercept":
            stubs = self._overheard.stubbed(event.meaning) if event.meaning is not None else frozenset()
            known = bool(stubs) or place.page in ("none", "unmatched")
            return replace(
                place,
                page=place.page if known else "stubbed",
                stubs=place.stubs | (stubs or {"?"}),
                stubbed=True,
            )
        if event.kind in ("storage", "download", "keyboard", "clipboard", "viewport", "dialog", "screenshot"):
            return replace(place, facilities=place.facilities | {event.kind})
        return place

    def sighted(self, place: Place, question: Question) -> Place:
        """What a check finds on a page says which page the user is on."""
        sight = question.sight
        place = self._sightings.stubbed(place, question)
        place = self._sightings.orphaned(replace(place, orphan=()), question)
        if place.orphan:
            return place
        if sight.kind == "page-title" and question.expected and not question.negated:
            named = question.expected[0]
            return self._at_page_with(place, (Locator(by="css", value="title", name=named),))
        if sight.kind == "element" and self._sightings.drawn_only(place, sight.locators):
            place = self._sightings.stubbed(replace(place, handlers=(), possible=(), page="frontend"))
        if question.negated or sight.kind != "element" or question.matcher in _ABSENT:
            return place
        place = self._at_page_with(place, sight.locators if place.handlers else worded(question))
        return self._at_namesake(place, question)

    def _at_namesake(self, place: Place, question: Question) -> Place:
        """The page that the test calls by its handler's name, when the last step cannot be placed."""
        locators = question.sight.locators
        if not place.moved or place.page != "server" or not question.called:
            return place
        found = self._atlas.named((*place.handlers, *place.possible), question.called, locators)
        if not found or found == place.handlers[:1]:
            return place
        handlers = dict.fromkeys((*found, *place.handlers))
        hops = self._arrived(found) if found[0] not in place.handlers else ()
        return replace(place, handlers=tuple(handlers)[:12], hops=(*hops, *place.hops))

    def _at_page_with(self, place: Place, locators: tuple[Locator, ...]) -> Place:
        """The page that has the element comes first: one in play, else the nearest one further on."""
        if place.page not in ("server", "unmatched") or not locators:
            return place
        close = {handler: self._site.shows(handler, locators) for handler in place.handlers}
        found = tuple(handler for handler in close if close[handler] >= _EXACT)
        if not found and (place.moved or not place.handlers):
            # Where a page in play may print what is sought, only a page nearby is a better answer.
            far = not any(close.values())
            found = self._atlas.locate(place.handlers, locators, far=far)
        most = max(close.values(), default=0)
        found = found or tuple(handler for handler in close if close[handler] == most >= _PART)
        if not found or found[:1] == place.handlers[:1]:
            return replace(place, moved=place.moved and not found)
        known = dict.fromkeys((*found, *place.handlers))
        hops = self._arrived(found) if found[0] not in place.handlers else ()
        return replace(
            place,
            handlers=tuple(known)[:12],
            possible=self._onward(found),
            page="server",
            moved=False,
            hops=(*hops, *place.hops),
        )

    def _request(self, event: Event) -> HttpRequest | None:
        """The request made here; one whose address the caller gives is known at the caller's line."""
        symbols = self._site.program.symbols()
        for scope, line in ((event.frame.scope, event.expression.line), *reversed(event.frame.calls)):
            symbol = symbols.get(scope)
            found = self._requests.get((symbol.path, line)) if symbol else None
            if found is not None:
                return found
        return None

    def _opened(self, event: Event, url: str) -> tuple[str, tuple[str, ...]]:
        """What the arguments of this call make of an address; a bare base address is the root page."""
        given = event.expression.operands[1:2]
        kept = self._strides.kept(event, given[0]) if given else ()
        for text in (kept or self._texts(event, given[0])) if given else ():
            named = given[0].kind in ("name", "attribute") and given[0].text.lower().endswith(_BASE)
            address = "/" if text == "\0" and named else text
            handlers = self._site.landing(address)
            if handlers:
                return address.replace("\0", "{}"), handlers
        return (kept[0].replace("\0", "{}") if kept else url), ()

    def _visited(self, place: Place, event: Event) -> Place:
        request = self._request(event)
        handlers = request.handlers if request else ()
        url = request.url if request else ""
        if not handlers or not url.strip("/{}"):
            opened, found = self._opened(event, url)
            url, handlers = (opened, found) if found or not handlers else (url, handlers)
        handlers = handlers or self._site.landing(url)
        handlers = self._clicks.own(handlers)
        known = url != "/" and handlers[:1] and self._site.templates(handlers[0])
        framed = request is not None and request.frontend and (not known or request.handlers != ())
        if self._owned and "{" in url and not re.sub(r"\{[^{}]*\}", "", url).strip("/"):
            handlers = ()  # an address of which nothing is known is any page's
        drawn = framed or self._is_of_frontend(url, handlers)
        if drawn and self._screens.any():
            hop = self._hop(event, f"the test opens {url}, a page of the frontend")
            return replace(
                place, handlers=(), possible=(), answered=(), moved=False, sending=False,
                after="visit", page="frontend", hops=(hop,), focus=self._frontend.files_at(url), address=url,
            )  # fmt: skip
        hop = self._hop(event, f"the test opens {url or 'a page'}")
        return replace(
            place,
            handlers=(*handlers, *self._moved(handlers)),
            possible=self._onward(handlers),
            answered=handlers,
            moved=not handlers,
            sending=False,
            after="visit",
            page="server" if handlers else "unmatched",
            focus=self._frontend.files_at(url),
            address=url,
            hops=(*self._arrived(handlers), hop),
        )

    def _is_of_frontend(self, url: str, handlers: tuple[str, ...]) -> bool:
        """Where the frontend owns pages, a handler found by a parameter for the first part owns none."""
        first = url.strip("/").partition("/")[0]
        if not self._owned or not url.startswith("/") or not first or "{" in first:
            return False
        if self._frontend.files_at(url) and not any(self._site.templates(handler) for handler in handlers):
            return True
        paths = (route.path for route in self._site.routes if route.handler in handlers)
        return not any(path.strip("/").partition("/")[0] == first for path in paths)

    def _landed(self, place: Place, event: Event) -> Place:
        """A matcher that names the address says which page the user is on."""
        meaning = event.meaning
        assert meaning is not None
        if meaning.slot("matcher") != "url" or meaning.slot("negated") == "true":
            return place
        if place.page == "frontend" and place.sent:
            return replace(place, after="arrival")
        expected = pick(event.expression, meaning.slot("expected")) if meaning.slot("expected") else None
        return self._at_address(place, self._texts(event, expected) if expected is not None else ())

    def arrived(self, place: Place, question: Question) -> Place:
        """A plain assertion that names the address says where the user is from then on."""
        if question.sight.kind != "page-url" or question.negated or place.page == "frontend":
            return place
        return self._at_address(place, question.expected)

    def _at_address(self, place: Place, addresses: tuple[str, ...]) -> Place:
        handlers = tuple(h for url in addresses[:2] for h in self._site.landing(url))
        if not handlers or handlers[0] in place.handlers[:1]:
            return place
        known = dict.fromkeys((*handlers, *place.handlers))
        return replace(place, handlers=tuple(known)[:12], possible=self._onward(handlers), page="server")

    def _requested(self, place: Place, event: Event) -> Place:
        request = self._request(event)
        handlers = request.handlers if request else ()
        hop = self._hop(
            event, f"the test requests {request.method} {request.url}" if request else "a request"
        )
        wrote = handlers if request and request.method not in ("GET", "HEAD", "*") else ()
        return replace(
            place,
            answered=handlers,
            wrote=(*wrote, *place.wrote),
            after="request",
            hops=(*self._arrived(handlers), hop),
            handlers=place.handlers or handlers,
        )

    def _acted(self, place: Place, event: Event, action: str) -> Place:
        place = self._strides.recognised(place, event)
        if place.page == "frontend" and event.meaning is not None:
            place = self._strides.focused(place, event)
        if action in _TYPING:
            words = event.expression.operands[1:]
            typed = {text for word in words for text in self._texts(event, word)}
            typed.update(token for word in words for token in tokens(self._site.program, word, event.frame))
            again = tuple(each for each in place.given if each[0] not in typed)
            place = replace(place, typed=place.typed | typed, given=again)
            if place.page == "frontend" and event.meaning is not None:
                place = self._strides.typed(place, event)
        if action in ("hover", "focus", "drag", "keyboard"):
            return replace(place, after=action)
        action = "submit" if self._enters(event) else action
        if action not in _ACTING:
            return place
        assert event.meaning is not None
        if place.page == "frontend":
            return self._strides.acted(place, event, action)
        seen = self._looker.acted_on(event.expression, event.meaning, event.frame)
        return self._led(place, event, seen, action)

    def _enters(self, event: Event) -> bool:
        """Whether the key that sends a form is pressed: by its name, or as the end of what is typed."""
        words = event.expression.operands[1:]
        named = any(word.kind == "attribute" and word.text.lower() in _SENDING for word in words)
        said = (text for word in words if word.kind == "string" for text in self._texts(event, word))
        return named or any(text.lower() in _SENDING or text.endswith("\n") for text in said)

    def _led(self, place: Place, event: Event, seen: Sight, action: str) -> Place:
        if seen.kind == "element":
            place = self._at_page_with(place, seen.locators)
        led, sends, sure = self._clicks.behind(place, seen, sent=action == "submit")
        if not led:
            return replace(place, after=action, sent=place.sent | place.typed, moved=True, sending=False)
        wrote = led if sends else ()
        # A link opens the page itself; where none is drawn, and after sending, the redirect does.
        opens = not sends and any(self._site.templates(handler) for handler in led)
        onward = (*led, *self._moved(led)) if opens else (*self._moved(led), *led)
        handlers = (*onward, *place.handlers) if sure else (*place.handlers, *onward)
        return replace(
            place,
            handlers=tuple(dict.fromkeys(handlers))[:12],
            possible=self._onward(led),
            wrote=(*wrote, *place.wrote),
            sent=place.sent | (place.typed if wrote else frozenset()),
            given=(*_given(place, wrote), *place.given)[:_MAX_GIVEN],
            answered=led if sure else place.answered,
            sending=sends,
            moved=not sure or sends or len(led) > 1 or bool(self._moved(led)),
            after=action,
            page="server",
            hops=(*self._arrived(led), self._hop(event, "the test acts on the page")),
        )

    def _moved(self, handlers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(after for handler in handlers for after in self._site.redirects(handler)))[
            :6
        ]

    def _onward(self, handlers: tuple[str, ...]) -> tuple[str, ...]:
        """Handlers of the forms on the pages in play: a click we cannot place may send one."""
        found: dict[str, None] = {}
        for handler in handlers[:2]:
            for template in self._site.templates(handler):
                for index, element in enumerate(template.elements):
                    if element.tag == "form":
                        found.update(dict.fromkeys(self._site.leads_to(template, index, handler)))
        return tuple(found)[:12]

    def _texts(self, event: Event, word: Expression) -> tuple[str, ...]:
        return texts(self._site.program, word, event.frame)

    def _hop(self, event: Event, text: str) -> Hop:
        symbol = self._site.program.symbols().get(event.frame.scope)
        return Hop(text=text, path=symbol.path if symbol else "", line=event.expression.line)

    def _arrived(self, handlers: tuple[str, ...]) -> tuple[Hop, ...]:
        hops = []
        for handler in handlers[:1]:
            symbol, route = self._site.program.symbols().get(handler), self._site.route(handler)
            if symbol is not None:
                named = f"{route.method} {route.path} is answered by {handler}" if route else handler
                hops.append(Hop(text=named, path=symbol.path, line=symbol.line))
        return tuple(hops)


def _given(place: Place, wrote: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What was typed and not sent before, with the handler that takes it now."""
    known = {text for text, _ in place.given}
    return tuple((text, handler) for text in sorted(place.typed - known) for handler in wrote[:1])
