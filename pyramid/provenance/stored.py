"""Stored state: from the handler that a form was sent to, to the function that keeps what was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyramid.model.provenance import Candidate, Hop
from pyramid.provenance.forms import Forms
from pyramid.provenance.place import Place
from pyramid.provenance.question import Question
from pyramid.provenance.site import Site
from pyramid.provenance.tokens import shown
from pyramid.provenance.words import akin, words

_FRONTEND = "frontend"
_NEAR = 40
_ALIKE = 2
_MOST_RULES = 8
_KEEPING = frozenset({"save", "create", "update"})


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """Finds who wrote what a check sees; every candidate says how, none is ranked yet."""

    site: Site
    forms: Forms

    def echo(self, question: Question, place: Place) -> Iterator[Candidate]:
        """What the test sent before and sees again: the handler that took it, and what stored it."""
        for text, handler in place.given:
            if question.sight.kind == "element" and text in question.sought and len(text.strip("\0 ")) > 2:
                hop = Hop(text=f"took “{shown(text)[:80]}” from the test")
                yield Candidate(function=handler, how="written", score=0.9, hops=(hop, self.hop(handler)))
                for name, score in self.keepers(handler):
                    hops = (hop, self.hop(handler), self.hop(name))
                    yield Candidate(function=name, how="written", score=score, hops=hops)

    def asked(self, question: Question, place: Place) -> Iterator[Candidate]:
        """What the test asks the application's own objects was written by the last forms' handlers."""
        if question.sight.kind != "backend":
            return
        hop = Hop(text="the test asks the application's own objects")
        for n, handler in enumerate(place.wrote[:3]):
            score = 0.6 - 0.05 * n
            yield Candidate(function=handler, how="written", score=score, hops=(hop, self.hop(handler)))
            for name, more in self.keepers(handler) if n == 0 else ():
                hops = (hop, self.hop(handler), self.hop(name))
                yield Candidate(function=name, how="written", score=score + more - 0.9, hops=hops)

    def confirmed(self, question: Question, place: Place) -> Iterator[Candidate]:
        """The page after a form was sent tells that its handler's own step was taken."""
        if question.sight.kind not in ("element", "page-title") or not place.sending or not place.answered:
            return
        handler = place.answered[0]
        hop = Hop(text=f"{handler} was sent the form")
        for name in self._steps(handler) if self.site.effects.stores(handler) else ():
            yield Candidate(function=name, how="page", score=0.1, hops=(hop, self.hop(name)))

    def rules(self, question: Question, place: Place, is_rule: Callable[[str], bool]) -> list[Candidate]:
        """Rules that the last form's handler runs and whose names speak of what is looked at."""
        # A frontend shows the answer to a later request, not what ran when something was written.
        if place.page == _FRONTEND or not place.wrote or not self.site.effects.stores(place.wrote[0]):
            return []
        looked_at = (at.value for at in question.sight.locators)
        hints = words(" ".join((question.sight.field, *question.expected, *looked_at)))
        hop = Hop(text=f"{place.wrote[0]} wrote what is shown")
        # One word says little of what a page shows; a test that asks the backend itself names a field.
        enough = 1 if question.sight.kind == "backend" else 2
        near = [(name, words(name.rpartition(".")[2])) for name in self.site.near(place.wrote[0])]
        return [
            Candidate(
                function=name,
                how="written",
                score=0.6 if len(own & hints) >= enough else 0.4,
                hops=(hop, self.hop(name)),
            )
            for name, own in near
            if akin(own, hints) and is_rule(name)
        ][:_MOST_RULES]

    def keepers(self, handler: str) -> Iterator[tuple[str, float]]:
        """(function, score): what a handler runs under its own name, and its forms' own ways to keep."""
        own = words(handler.rpartition(".")[2])
        near = self.site.near(handler)[1:_NEAR]
        for name in near:
            if len(words(name.rpartition(".")[2]) & own) >= _ALIKE:
                keeps = self.site.effects.leads_to_writing(name)
                yield name, 0.95 if keeps and self.site.route(name) is None else 0.75
        for name in self.forms.runs(handler):
            if name.rpartition(".")[2] in _KEEPING:
                yield name, 0.95

    def _steps(self, handler: str) -> Iterator[str]:
        """The functions that a handler calls itself and that store something, one level down."""
        for edge in self.site.graph.callees(handler):
            if edge.certainty.rank and self.site.effects.leads_to_writing(edge.callee):
                yield edge.callee

    def hop(self, name: str) -> Hop:
        """A function as a step of the chain."""
        symbol = self.site.program.symbols().get(name)
        return Hop(text=name, path=symbol.path, line=symbol.line) if symbol else Hop(text=name)
