"""A check on a page that the frontend draws: its component, the conditions there, and what was asked.

The element is looked up in what components draw.  The names in the conditions around it say whether a
permission or a setting shows it; a value that it prints came with the answer to a request of the
component.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyramid.model.program import Program
from pyramid.model.provenance import Candidate, Hop
from pyramid.provenance.acts import Acts
from pyramid.provenance.fields import Fields
from pyramid.provenance.frontend import Frontend
from pyramid.provenance.owners import Owners
from pyramid.provenance.place import Place
from pyramid.provenance.question import Question
from pyramid.provenance.ranking import words
from pyramid.provenance.screens import Drawn, Screens

_FRONTEND = "frontend"
_PRESENCE = frozenset({"visible", "hidden", "attached", "exists", "count", "enabled", "disabled", "true"})
_HUMP = re.compile(r"[a-z]_?[A-Z]|[a-z]_[a-z]")
_CONTROLS = frozenset({"button", "input", "textarea", "select", "a"})
_MAX_DRAWN = 3
#: How much a request tells: one that the last act made, or an earlier act; one that brought a value.
_SET_OFF, _EARLIER, _HEARD = 0.85, 0.5, 0.95
_BROUGHT, _BROUGHT_PART, _DEPENDED, _FLAGGED = 0.85, 0.7, 0.85, 0.9
_MAX_GUARDS = 8
_MAX_ASKED = 4


@dataclass(frozen=True, slots=True, eq=False)
class Frontside:
    """What frontend code tells about a check."""

    program: Program
    frontend: Frontend
    screens: Screens
    owners: Owners
    fields: Fields
    acts: Acts

    def drawn(self, question: Question, place: Place) -> tuple[Drawn, ...]:
        """The elements that the check may look at, when the frontend draws the page."""
        locators = question.sight.locators
        if place.page != _FRONTEND or question.sight.kind != "element" or not locators:
            return ()
        return self.acts.meant(place, locators)[:_MAX_DRAWN]

    def candidates(self, question: Question, place: Place) -> list[Candidate]:
        """Who computes the condition or the value, and the handlers that the component asks."""
        found: list[Candidate] = []
        if place.page == _FRONTEND and question.sight.kind == "page-url" and place.after != "visit":
            hop = Hop(text="what was typed is sent before the page changes")
            sent = dict.fromkeys(handler for _, handler in place.given)
            found += [
                Candidate(function=h, how="asked", score=0.5, hops=(hop, self._hop(h)))
                for h in list(sent)[:2]
            ]
        found += [*self._acted(question, place), *self._heard(question, place)]
        for number, drawn in enumerate(self.drawn(question, place)):
            hop = Hop(text=f"drawn by {drawn.scope}", path=drawn.path, line=drawn.line)
            if question.matcher in _PRESENCE:
                found += self._guarding(drawn, hop)
            found += self._known(question, drawn, hop, 0.1 * number)
            asked = self._asked(drawn, question, place)
            handlers = tuple(handler for handler, _ in asked)
            for rank, (handler, near) in enumerate(asked):
                score = 0.3 + 0.1 * bool(drawn.prints or drawn.told) + 0.08 * near - 0.05 * rank
                hops = (hop, self._hop(handler))
                found.append(Candidate(function=handler, how="asked", score=score - 0.1 * number, hops=hops))
            for name in drawn.prints[:2]:
                # Who makes an entry of an answer only passes it on, most of the time.
                for source in self.fields.key(name.rpartition(".")[2], handlers)[:2]:
                    hops = (hop, self._hop(source.function))
                    found.append(Candidate(function=source.function, how="asked", score=0.15, hops=hops))
        return found

    def _heard(self, question: Question, place: Place) -> Iterator[Candidate]:
        """The test compares the page with an answer that it has listened for."""
        hop = Hop(text="the test takes the value from this answer")
        sure = _EARLIER if place.set_off else _HEARD
        for rank, handler in enumerate(question.heard if question.sight.kind == "element" else ()):
            yield from self._answering(handler, sure - 0.06 * rank, hop)

    def _acted(self, question: Question, place: Place) -> Iterator[Candidate]:
        """What the last act asked of the backend: the page shows what came of it."""
        if place.page != _FRONTEND or question.sight.kind not in ("element", "page-url", "page-title"):
            return
        hop = Hop(text="asked by what the test acted on")
        for rank, handler in enumerate(place.acted):
            fresh = _SET_OFF if place.set_off else _EARLIER
            score = fresh - 0.06 * rank - 0.2 * self.acts.answers.reads(handler)
            yield from self._answering(handler, score, hop)

    def _known(self, question: Question, drawn: Drawn, hop: Hop, less: float) -> Iterator[Candidate]:
        """The requests that brought the value which is shown, or on which it depends that it is."""
        presence = question.matcher in _PRESENCE
        for handler, distance in self.acts.sources(drawn):
            score = (_BROUGHT_PART if presence else _BROUGHT) - 0.04 * distance - less
            yield from self._answering(handler, score, hop)
        asked = self.acts.conditions(drawn) if presence else ()
        for name in drawn.guards[:_MAX_GUARDS] if asked else ():
            for rank, source in enumerate(self.fields.key(name, tuple(handler for handler, _ in asked))[:2]):
                told = Hop(
                    text=f"gives {name}, on which {drawn.scope} depends", path=self._path(source.function)
                )
                hops = (hop, told, self._hop(source.function))
                score = _FLAGGED - 0.05 * rank - less
                yield Candidate(function=source.function, how="guard", score=score, hops=hops)
        for handler, distance in asked:
            yield from self._answering(handler, _DEPENDED - 0.04 * distance - less, hop)

    def _answering(self, handler: str, score: float, hop: Hop) -> Iterator[Candidate]:
        """What answers a request, and its class behind it, whose inherited methods do the rest."""
        yield Candidate(function=handler, how="asked", score=score, hops=(hop, self._hop(handler)))
        owner = self.acts.answers.owner(handler)
        if owner:
            hops = (hop, self._hop(handler), self._hop(owner))
            yield Candidate(function=owner, how="asked", score=score - 0.15, hops=hops)

    def facts(self, question: Question, place: Place) -> dict[str, set[str]]:
        """``guarded``: the words of the conditions; ``shown``: ``drawn`` where a component is known that
        has it, ``data`` where it prints a value, ``told`` where its test id has one, ``control`` where it
        is one; ``set_off``: what the last act asked; ``orphan`` where it is in a template
        that no code renders; ``stored``: whether the test has sent something before."""
        drawn = self.drawn(question, place)
        guards = {word for each in drawn for name in each.guards for word in words(name)}
        if place.page == _FRONTEND and question.sight.kind == "page-url" and place.address:
            here = any(_same(place.address, text) for text in question.expected)
            guards |= {"elsewhere"} if question.expected and here == question.negated else set()
        guards |= {word for condition in place.orphan[1:] for word in words(condition)}
        shown = {"orphan"} if place.orphan else {"drawn"} if drawn else set()
        if drawn and all(each.prints for each in drawn):
            shown.add("data")
        if drawn and all(each.told for each in drawn):
            shown.add("told")
        if any(each.tag in _CONTROLS for each in drawn):
            shown.add("control")
        stored = {"yes" if place.wrote or place.sent else "no"}
        writes = place.set_off and any(not self.acts.answers.reads(each) for each in place.acted)
        set_off = {"write" if writes else "read" if place.set_off else "nothing"}
        return {
            "stored": stored,
            "set_off": set_off,
            "heard": {"yes" if question.heard else "no"},
            "guarded": guards or {"nothing"},
            "shown": shown or {"nothing"},
        }

    def _guarding(self, drawn: Drawn, hop: Hop) -> Iterator[Candidate]:
        """The Python functions that give the flag of a condition its value."""
        for name in drawn.guards[:_MAX_GUARDS]:
            if not _HUMP.search(name):
                continue  # a name of one word may be anything's
            for owner in self.owners.find(name)[:2]:
                told = Hop(
                    text=f"gives {name}, on which {drawn.scope} depends",
                    line=owner.line,
                    path=self._path(owner.scope),
                )
                yield Candidate(function=owner.scope, how="guard", score=0.8, hops=(hop, told))

    def _asked(self, drawn: Drawn, question: Question, place: Place) -> list[tuple[str, int]]:
        """What the component or else its page asks, those first whose names speak of it, with how many
        words they share."""
        own = words(" ".join((_last(drawn.scope), drawn.path.rpartition("/")[2], *drawn.prints, *drawn.told)))
        own |= words(" ".join(at.value for at in question.sight.locators)) | words(place.address)
        handlers = (*self.frontend.asked_by(drawn.scope), *self.frontend.asked_at(place.address))
        handlers = handlers or self.frontend.referred_to(drawn.path)
        asked = [(handler, min(3, len(words(_last(handler)) & own))) for handler in dict.fromkeys(handlers)]
        asked.sort(key=lambda each: (-each[1], not self.frontend.reads(each[0]), each[0]))
        return asked[:_MAX_ASKED]

    def _path(self, name: str) -> str:
        symbol = self.program.symbols().get(name)
        return symbol.path if symbol else ""

    def _hop(self, name: str) -> Hop:
        symbol = self.program.symbols().get(name)
        return Hop(text=name, path=symbol.path, line=symbol.line) if symbol else Hop(text=name)


def _last(name: str) -> str:
    """The last two parts of a dotted name: a class and its method."""
    return ".".join(name.rsplit(".", 2)[-2:])


def _same(address: str, expected: str) -> bool:
    """Whether an address is the one that is expected, as far as its fixed part says."""
    plain = max(expected.replace("\\", "").strip("^$").split("\0"), key=len).strip("/")
    return plain in address if plain else address.strip("/") == ""
