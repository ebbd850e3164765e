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

    def drawn(self, question: Question, place: Place) -> tuple[Drawn, ...]:
        """The elements that the check may look at, when the frontend draws the page."""
        locators = question.sight.locators
        if place.page != _FRONTEND or question.sight.kind != "element" or not locators:
            return ()
        found = self.screens.find(locators[-1])
        return (tuple(each for each in found if each.path in place.focus) or found)[:_MAX_DRAWN]

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
        for number, drawn in enumerate(self.drawn(question, place)):
            hop = Hop(text=f"drawn by {drawn.scope}", path=drawn.path, line=drawn.line)
            if question.matcher in _PRESENCE:
                found += self._guarding(drawn, hop)
            asked = self._asked(drawn, question, place)
            handlers = tuple(handler for handler, _ in asked)
            for rank, (handler, near) in enumerate(asked):
                score = 0.4 + 0.1 * bool(drawn.prints or drawn.told) + 0.08 * near - 0.05 * rank
                hops = (hop, self._hop(handler))
                found.append(Candidate(function=handler, how="asked", score=score - 0.1 * number, hops=hops))
            for name in drawn.prints[:2]:
                for source in self.fields.key(name.rpartition(".")[2], handlers)[:2]:
                    hops = (hop, self._hop(source.function))
                    found.append(Candidate(function=source.function, how="asked", score=0.4, hops=hops))
        return found

    def facts(self, question: Question, place: Place) -> dict[str, set[str]]:
        """``guarded``: the words of the conditions; ``shown``: ``drawn`` where a component is known that
        has it, ``data`` where it prints a value, ``told`` where its test id has one, ``control`` where it
        is one; ``orphan`` where it is in a template
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
        return {"stored": stored, "guarded": guards or {"nothing"}, "shown": shown or {"nothing"}}

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
