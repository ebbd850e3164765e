"""Steps on pages that the frontend draws: what is typed, what is clicked, and what that asks."""

from __future__ import annotations

from dataclasses import replace

from pyramid.model.facts import Expression
from pyramid.model.provenance import Hop, Sight
from pyramid.provenance.acts import Acts
from pyramid.provenance.bodies import pick
from pyramid.provenance.frames import Frame
from pyramid.provenance.frontend import Frontend
from pyramid.provenance.journey import Event
from pyramid.provenance.place import Place
from pyramid.provenance.screens import Screens
from pyramid.provenance.shelves import Shelves
from pyramid.provenance.sight import Looker
from pyramid.provenance.texts import texts
from pyramid.provenance.tokens import tokens

_GIVING_UP = ("cancel", "close", "discard", "dismiss")
_TELLING = 6
_MAX_GIVEN = 60
_ENTER = ("{enter}", "\n")


class Strides:
    """Moves a place along the acts of a test on a page of the frontend."""

    def __init__(
        self, looker: Looker, frontend: Frontend, screens: Screens, acts: Acts, shelves: Shelves
    ) -> None:
        self._looker, self._frontend, self._screens, self._acts = looker, frontend, screens, acts
        self._shelves = shelves

    def kept(self, event: Event, address: Expression) -> tuple[str, ...]:
        """The texts of an address that a hook of the same file has kept: ``this.orderUrl``."""
        if address.kind != "attribute" or address.operands[0].text not in ("this", "self"):
            return ()
        path = self._looker.program.symbols()[event.frame.scope].path
        return tuple(
            text
            for index, value in self._shelves.written(path, address.text)
            for text in texts(
                self._looker.program, value, Frame(self._looker.program.symbol_at(path, index).name)
            )
            if text.strip("\0")
        )

    def recognised(self, place: Place, event: Event) -> Place:
        """Where no page is known, an element that only the frontend draws tells that it is the frontend's."""
        if place.handlers or place.page not in ("none", "unmatched"):
            return place
        last = self._seen(event).locators[-1:]
        told = any(len(at.name or at.value) >= _TELLING and self._screens.find(at) for at in last)
        return replace(place, page="frontend") if told and self._screens.any() else place

    def focused(self, place: Place, event: Event) -> Place:
        """The files that draw what is acted on, narrowed from step to step."""
        assert event.meaning is not None
        subject = pick(event.expression, event.meaning.slot("subject", "receiver"))
        seen = self._looker.look(subject, event.frame) if subject is not None else Sight(kind="none")
        found = frozenset(each.path for each in self._acts.meant(place, seen.locators))
        return replace(place, focus=found or place.focus)

    def typed(self, place: Place, event: Event) -> Place:
        """What is typed goes to whoever the form around the field asks; a line's end sends it at once."""
        program, given_words = self._looker.program, event.expression.operands[1:]
        words = {text for word in given_words for text in texts(program, word, event.frame)}
        words.update(token for word in given_words for token in tokens(program, word, event.frame))
        locators = self._seen(event).locators
        act = self._acts.of(place, locators)
        handlers = self._writing(act.handlers)
        if not handlers:
            names = [at.name or at.value for at in locators[-1:]]
            taken = (h for name in names for h in self._frontend.taken_by(name, place.focus))
            handlers = tuple(dict.fromkeys(self._acts.answers.storing(handler) for handler in taken))
        given = tuple((text, handler) for text in sorted(words) for handler in handlers[:2])
        place = replace(
            place, given=(*given, *place.given)[:_MAX_GIVEN], form=self._writing(act.handlers) or place.form
        )
        if any(mark in text for text in words for mark in _ENTER):
            return self._sent(place, act.handlers)
        return place

    def acted(self, place: Place, event: Event, action: str) -> Place:
        """A click: what it asks of the backend takes what was typed, and a link leads on."""
        if self._gives_up(event):
            return replace(place, after=action, given=(), set_off=False)
        act = self._acts.of(place, self._seen(event).locators)
        handlers = act.handlers if act.reacting or act.leads else place.form
        if set(handlers) & set(place.form):
            handlers = (*place.form, *(each for each in handlers if each not in place.form))
        moved = self._sent(replace(place, after=action), handlers)
        if not act.leads:
            return moved
        scope = self._looker.program.symbols()[event.frame.scope]
        hop = Hop(text=f"the test follows a link to {act.leads}", path=scope.path, line=event.expression.line)
        files = self._frontend.files_at(act.leads)
        return replace(moved, address=act.leads, focus=files or moved.focus, hops=(hop, *moved.hops))

    def _sent(self, place: Place, handlers: tuple[str, ...]) -> Place:
        writes = self._writing(handlers)
        pending = place.typed - place.sent if writes else frozenset()
        given = tuple((text, handler) for text in sorted(pending) for handler in writes[:2])
        known = tuple(each for each in place.given if each[0] not in pending)
        return replace(
            place,
            sent=place.sent | place.typed,
            given=(*given, *known)[:_MAX_GIVEN],
            acted=handlers or place.acted,
            set_off=bool(handlers),
            form=() if handlers else place.form,
            wrote=(*writes[:2], *place.wrote),
        )

    def _writing(self, handlers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(handler for handler in handlers if not self._acts.answers.reads(handler))

    def _gives_up(self, event: Event) -> bool:
        """Whether a click leaves a form without sending it, as far as its words say."""
        said = " ".join(f"{at.value} {at.name}" for at in self._seen(event).locators[-1:]).lower()
        return any(word in said for word in _GIVING_UP)

    def _seen(self, event: Event) -> Sight:
        assert event.meaning is not None
        return self._looker.acted_on(event.expression, event.meaning, event.frame)
