"""Who answered: the handlers in play, and what stands guard before them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyramid.model.provenance import Candidate, Hop, Locator
from pyramid.provenance.fields import Fields
from pyramid.provenance.place import Place
from pyramid.provenance.question import Question
from pyramid.provenance.site import Site


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Candidates that are told by the journey alone."""

    site: Site
    fields: Fields

    def payload(self, question: Question, place: Place) -> list[Candidate]:
        """The functions behind the field of an answer that is looked at."""
        if question.sight.kind != "response-body" or not question.sight.field or "\0" in question.sight.field:
            return []
        hop = Hop(text=f"the answer's field “{question.sight.field}”")
        found = self.fields.key(question.sight.field, place.answered)[:8]
        return [
            Candidate(
                function=source.function,
                how="payload",
                score=0.9 - 0.07 * source.rank,
                hops=(hop, self._hop(source.function)),
            )
            for source in found
        ]

    def answer(self, question: Question, place: Place) -> list[Candidate]:
        """The handlers that answered, sent the user on, or draw the page, with their guards."""
        kind = question.sight.kind
        if kind in ("response-status", "response-body"):
            answered = question.heard or place.answered
            how, weight = "status" if kind == "response-status" else "payload", 0.6
        elif kind == "mail":
            answered, how, weight = (*place.wrote[:2], *place.answered), "mail", 0.6
        elif kind.startswith("page-url"):
            movers = [member for handler in place.answered[:2] for member in self.site.movers(handler)]
            answered, how = (*dict.fromkeys((*movers, *place.answered)),), "redirect"
            weight = 0.7 if movers else 0.6
        else:
            drawn = tuple(handler for handler in place.handlers if self.site.templates(handler))
            several = 2 if place.moved or place.sending else 1
            answered, how, weight = (drawn or place.handlers)[:several], "page", 0.2
            if place.sending and place.answered and self.site.effects.stores(place.answered[0]):
                # The page is what the handler that stored something leads to.
                answered, weight = tuple(dict.fromkeys((place.answered[0], *answered))), 0.5
        found = []
        for n, handler in enumerate(answered):
            score = weight - (0.15 if how == "redirect" and n and handler in place.answered else 0.05) * n
            found.append(Candidate(function=handler, how=how, score=score, hops=(self._hop(handler),)))
            if how in ("status", "redirect"):
                for guard in self._guards(handler):
                    hops = (self._hop(handler), self._hop(guard))
                    found.append(Candidate(function=guard, how=how, score=score - 0.1, hops=hops))
        return found

    def turned_away(self, question: Question, place: Place) -> Iterable[Candidate]:
        """A page that was asked for and is not the one that is seen: a guard of its handler answered."""
        sight = question.sight
        if place.after != "visit" or sight.kind != "element" or question.negated or not says(sight.locators):
            return
        for handler in place.answered[:1]:
            if self.site.shows(handler, sight.locators):
                return
            hop = Hop(text=f"the page of {handler} has nothing like it")
            for guard in self._guards(handler):
                hops = (hop, self._hop(guard))
                yield Candidate(function=guard, how="turned-away", score=0.75, hops=hops)

    def _guards(self, handler: str) -> tuple[str, ...]:
        """The project's own decorators of a handler: they may answer in its place."""
        program = self.site.program
        if handler not in program.symbols():
            return ()
        scope = handler.rpartition(".")[0]
        found: dict[str, None] = {}
        for decorator in program.definition(handler).decorators:
            callee = decorator.operands[0] if decorator.kind == "call" else decorator
            for value in program.values(scope, callee):
                if value.kind == "function" and value.name in program.symbols():
                    found[value.name] = None
        return tuple(found)

    def _hop(self, name: str) -> Hop:
        symbol = self.site.program.symbols().get(name)
        return Hop(text=name, path=symbol.path, line=symbol.line) if symbol else Hop(text=name)


def says(locators: tuple[Locator, ...]) -> bool:
    """Whether the innermost locator tells the element by a text."""
    return any(at.name or at.by in ("text", "label") for at in locators[-1:])
