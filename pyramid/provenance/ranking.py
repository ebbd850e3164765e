"""Which candidate comes first: scores of the signals, weighed by role, by name and by how common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pyramid.model.layers import Role
from pyramid.model.program import CallGraph
from pyramid.model.provenance import Candidate
from pyramid.provenance.bodies import inside
from pyramid.provenance.question import Question
from pyramid.provenance.words import words

_PASSED = frozenset({"condition", "field", "redirect", "flash"})
# A function with this many callers serves everybody: it decides few checks by itself.
_HUB = 25
_OWNED = 1.0
# What only hands out what it has comes after whoever made it, or puts it on the page.
_HANDED_ON = 0.7
_OTHER, _TOGETHER = 0.12, 0.24
_TOOLS = frozenset({"self", "page", "driver", "browser", "locator", "expect", "text", "heading"})
_BONUS = {Role.LOGIC: 0.25, Role.ENDPOINT: 0.05, Role.PRESENTATION: -0.15, Role.GLUE: -0.2, Role.TEST: -1.0}


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """``bound`` are the functions that need a request, a database or a service."""

    graph: CallGraph
    roles: Mapping[str, Role]
    bound: frozenset[str]
    passes_on: Callable[[str], bool] = field(default=lambda function: False)

    def rank(self, found: list[Candidate], question: Question, names: str) -> list[Candidate]:
        """The best candidate of each function, best first; ``names`` are words of the test."""
        best: dict[str, Candidate] = {}
        looked_at = (at.value for at in question.sight.locators)
        said = (names, *_named(question), question.sight.field, *looked_at)
        hints = words(" ".join(said))
        for candidate in found:
            passed = self.passes_on(candidate.function)
            bound = candidate.function in self.bound or passed
            bonus = 0.0 if bound else _BONUS.get(self.roles[candidate.function], 0.0)
            # A value that is only passed on is still the one that the page asks for.
            score = candidate.score + (max(bonus, 0.0) if candidate.how in _PASSED else bonus)
            score -= _HANDED_ON if passed and candidate.how != "text" else self._generic(candidate.function)
            score += 0.12 * min(2, len(words(candidate.function.rpartition(".")[2]) & hints))
            known = best.get(candidate.function)
            if known is None or known.score < score:
                best[candidate.function] = replace(candidate, score=round(score, 3))
        agreed = [
            replace(each, score=round(each.score + self._agreeing(each, found), 3)) for each in best.values()
        ]
        return sorted(agreed, key=lambda c: (-c.score, c.function))[:8]

    def _agreeing(self, best: Candidate, found: list[Candidate]) -> float:
        """What is added when other signals than its best one lead to the same function as well."""
        others = {each.how for each in found if each.function == best.function} - {best.how, "page"}
        return min(_TOGETHER, _OTHER * len(others))

    def _generic(self, function: str) -> float:
        """What is taken off the score of a constructor, and of what everybody calls."""
        if function.endswith(".__init__"):
            return 0.3
        return 0.15 if len({edge.caller for edge in self.graph.callers(function)}) >= _HUB else 0.0


def _named(question: Question) -> Iterator[str]:
    """The names that the test itself gives to what it looks at: variables, page objects."""
    for part in inside(question.subject) if question.subject is not None else ():
        if part.kind in ("name", "attribute") and part.text not in _TOOLS:
            yield part.text


def told_first(found: list[Candidate]) -> list[Candidate]:
    """Who gives the very words decides; what only shows them around it comes after."""
    if not any(candidate.how == "text" and candidate.score >= _OWNED for candidate in found):
        return found
    return [
        replace(each, score=each.score - 0.3) if each.how in ("condition", "field", "flash") else each
        for each in found
    ]
