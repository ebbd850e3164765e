"""Which functions may decide a check: every signal's candidates, scored and ranked.

Signals, as in test-to-code traceability research (TCTracer, TestLinker): the owner of the
expected text, the condition around the element, the expression printed in it, the handler that
answered, similarity of names, and what recorded coverage rules out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyramid.model.layers import Certainty, Role
from pyramid.model.page import Template
from pyramid.model.provenance import Candidate, Hop, Locator
from pyramid.provenance.accessors import Accessors
from pyramid.provenance.answers import Answers, says
from pyramid.provenance.drawers import Drawers
from pyramid.provenance.fields import Fields, Source
from pyramid.provenance.forms import Forms
from pyramid.provenance.frontend import Frontend, Said
from pyramid.provenance.frontside import Frontside
from pyramid.provenance.owners import Owners
from pyramid.provenance.place import Place
from pyramid.provenance.question import Question
from pyramid.provenance.ranking import Ranking, told_first
from pyramid.provenance.scripts import Scripts
from pyramid.provenance.selectors import holds
from pyramid.provenance.site import Site
from pyramid.provenance.spoken import Spoken
from pyramid.provenance.stored import Stored

_PRESENCE = frozenset(
    {"visible", "hidden", "count", "enabled", "disabled", "attached", "exists", "true", "empty"}
)
_WORDING = frozenset({"text", "contains", "equal", "value"})
_SEEN = _PRESENCE - {"count", "true"}
_ABLE = frozenset({"enabled", "disabled"})
# Of what is there, the number says more of the values printed in it than that it can be seen.
_PRINTED = {"count": 0.5}
# Of something that prints this many values no single one is what the check is about.
_CROWD = 6
_PART = 2
#: The first of several texts tell where they stand.
_TEXTS = 3
_LETTERS = 4
#: Literally there is more than may be printed there.
_THERE = 0.05
#: A text's owner that the page itself asks by name.
_SPOKEN = 0.1

#: A page that the frontend draws.
FRONTEND = "frontend"
_NEAR = 40
_NAME = re.compile(r"[A-Za-z_]\w*")
_MESSAGES = re.compile(r"messag|flash|notif|alert", re.IGNORECASE)
_CONSTANT = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")


@dataclass(frozen=True, slots=True, eq=False)
class Finder:
    """Finds candidates for one question asked at one place."""

    site: Site
    fields: Fields
    owners: Owners
    forms: Forms
    frontend: Frontend
    front: Frontside
    roles: Mapping[str, Role]
    drawers: Drawers
    accessors: Accessors
    scripts: Scripts
    bound: frozenset[str] = frozenset()

    def role(self, function: str) -> str:
        """The role in the words of the target rules: logic that cannot run alone is ``bound``."""
        role = self.roles[function]
        tied = function in self.bound or self.accessors.passes_on(function)
        return "bound" if role is Role.LOGIC and tied else role.value

    def find(self, question: Question, place: Place, names: str) -> tuple[list[Candidate], set[str]]:
        """Candidates, best first, and the words of fact ``signal`` that were seen."""
        found: list[Candidate] = []
        signals: set[str] = set()
        stored, answers = Stored(self.site, self.forms), Answers(self.site, self.fields)
        for look in (
            self._elements,
            self._texts,
            self._expected,
            answers.payload,
            answers.answer,
            self._asked,
            self.front.candidates,
            Spoken(self.site, self.fields).candidates,
            answers.turned_away,
            stored.echo,
            stored.asked,
            stored.confirmed,
        ):
            some = list(look(question, place))
            found.extend(candidate for candidate in some if self._counts(candidate))
            signals.update(candidate.how for candidate in some)
        told = question.sight.kind == "element" and shown_by_template(self.site, place, question.expected)
        if question.sight.kind in ("element", "backend") and not told and not self._explained(found):
            some = list(stored.rules(question, place, self._rule))
            found.extend(some)
            signals.update(candidate.how for candidate in some)
        ranking = Ranking(self.site.graph, self.roles, self.bound, self.accessors.passes_on)
        return ranking.rank(told_first(found), question, names), signals

    def _explained(self, found: list[Candidate]) -> bool:
        """Whether a rule that can run on its own accounts for the check already."""
        return any(
            c.how == "text" or self.role(c.function) == Role.LOGIC.value for c in found if c.how != "page"
        )

    def _rule(self, name: str) -> bool:
        known = self.roles.get(name) is not None
        return known and self.role(name) in (Role.LOGIC.value, Role.PERSISTENCE.value)

    def _counts(self, candidate: Candidate) -> bool:
        return self.roles.get(candidate.function) not in (None, Role.TEST)

    def _elements(self, question: Question, place: Place) -> list[Candidate]:
        if question.sight.kind != "element" or place.page == "stubbed":
            return []
        found: list[Candidate] = self._said_there(question, place)
        literal = bool(found)
        handlers = (*place.handlers, *place.possible)
        found_at = self.site.find(handlers, question.sight.locators, question.expected)
        for number, (handler, template, index) in enumerate(found_at[:3]):
            sure = self.site.shows(handler, question.sight.locators) >= _PART
            vague = not sure and says(question.sight.locators)
            for candidate in () if literal else self._printed(question, template, index, handlers):
                # The element may be another one: what it prints is a hint, what is around it hardly.
                off = (0.35 if candidate.how == "condition" else 0.15) if vague else 0.0
                found.append(replace(candidate, score=candidate.score - off - 0.2 * number))
            found.extend(self._flashed(template, index, place, 1.2 if sure else 0.7))
            found.extend(self._pages(handler, template, index))
        if not found_at:
            found.extend(self._declared(question, place))
        return found

    def _said_there(self, question: Question, place: Place) -> list[Candidate]:
        """A text in something bigger is itself an element: where it stands, and what is around it."""
        if question.matcher not in _WORDING or question.sight.locators[-1:] == ():
            return []
        for text in question.expected[:_TEXTS]:
            told = (Locator(by="text", value=text),)
            if "\0" in text or text in place.typed or question.sight.locators[-1].by == "text":
                continue
            handlers = tuple(h for h in place.handlers if self.site.shows(h, told) >= _PART)[:1]
            for handler, template, index in self.site.find(handlers, told)[:1]:
                seen = replace(question, matcher="visible")
                printed = self._printed(seen, template, index, handlers)
                some = [*printed, *self._pages(handler, template, index)]
                return [replace(each, score=each.score + _THERE) for each in some]
        return []

    def _flashed(self, template: Template, index: int, place: Place, score: float) -> Iterable[Candidate]:
        """A message for the next page is there because the handler that was sent to before left it."""
        for condition in template.elements[index].conditions:
            said = " ".join(
                (condition, *(v for name, v in template.bindings if name in _NAME.findall(condition)))
            )
            constants = frozenset(_CONSTANT.findall(said)) if _MESSAGES.search(said) else frozenset()
            for wrote in place.wrote[:2] if constants else ():
                for scope in self.site.effects.flashes(wrote, constants):
                    hop = Hop(text=f"leaves the message that {template.path} shows", path=self._path(scope))
                    yield Candidate(function=scope, how="flash", score=score, hops=(hop, self._hop(scope)))

    def _declared(self, question: Question, place: Place) -> Iterable[Candidate]:
        """A field that a form class declares is shown by whoever names the class."""
        symbols = self.site.program.symbols()
        for handler, scope, field in self.forms.shown_by(place.handlers, question.sight.locators)[:3]:
            hop = Hop(
                text=f"field “{field.name}” of {field.form}", path=self._path(field.form), line=field.line
            )
            score = 0.45 if symbols[scope].kind == "class" else 0.65
            yield Candidate(function=scope, how="page", score=score, hops=(hop, self._hop(scope)))
            for rank, name in (
                () if question.matcher in _SEEN else enumerate(self.forms.filled_by(handler, field))
            ):
                hops = (hop, self._hop(name))
                yield Candidate(function=name, how="field", score=0.9 - 0.05 * rank, hops=hops)

    def _printed(
        self, question: Question, template: Template, index: int, handlers: tuple[str, ...]
    ) -> Iterable[Candidate]:
        element = template.elements[index]
        hop = Hop(text=f"the element is in {template.path}", path=template.path, line=element.line)
        weight = 0.95
        for condition in reversed(element.conditions) if question.matcher in _PRESENCE else ():
            told = replace(hop, text=f"shown if {condition}")
            sources = self.fields.printed(condition, template, handlers)
            yield from self._from(sources, "condition", weight, told)
            # The nearer a condition stands, the more it is what the check is about.
            weight = max(0.35, weight - 0.3) if sources else weight
        for test, line in _branches(template, index, question):
            told = replace(hop, text=f"shown if {test}", line=line)
            yield from self._from(self.fields.printed(test, template, handlers), "condition", 0.95, told)
        outputs = template.content(index)[1]
        crowd = len(dict.fromkeys(outputs)) > _CROWD
        value = element.attribute("value")
        for output in (
            *outputs,
            *(value.outputs if value is not None and question.matcher == "value" else ()),
        ):
            told = replace(hop, text=f"prints {output}")
            weight = _PRINTED.get(question.matcher, 0.15 if question.matcher in _PRESENCE else 0.9)
            weight = min(weight, 0.3) if crowd else weight
            yield from self._from(self.fields.printed(output, template, handlers), "field", weight, told)
        disabled = element.attribute("disabled")
        if question.matcher in _ABLE and disabled is not None:
            for output in disabled.outputs:
                told = replace(hop, text=f"disabled by {output}")
                yield from self._from(self.fields.printed(output, template, handlers), "condition", 1.3, told)

    def _from(self, sources: list[Source], how: str, weight: float, hop: Hop) -> Iterable[Candidate]:
        for source in sources[:8]:
            score = weight - 0.07 * source.rank
            yield Candidate(
                function=source.function, how=how, score=score, hops=(hop, self._hop(source.function))
            )

    def _pages(self, handler: str, template: Template, index: int) -> Iterable[Candidate]:
        """Who draws the page: the handler, after the function to which it leaves all of the answer."""
        line = template.elements[index].line
        hop = Hop(text=f"rendered from {template.path}", path=template.path, line=line)
        for number, name in enumerate(dict.fromkeys((self.drawers.of(handler, template.path), handler))):
            hops = (hop, self._hop(name))
            yield Candidate(function=name, how="page", score=0.35 - 0.1 * number, hops=hops)

    def _texts(self, question: Question, place: Place) -> list[Candidate]:
        if question.matcher in ("url", "attribute", "style", "class") or place.page == "stubbed":
            return []
        wanted = set(question.expected) - place.typed
        for at in question.sight.locators[-1:]:
            wanted.update({at.name or at.value} if at.by in ("text", "role") else {at.name} - {""})
        reach = self._reach(place)
        spoken = {name for handler in place.handlers[:3] for name in self.site.spoken(handler)}
        found = []
        if place.page == FRONTEND:
            wanted = {text for text in wanted if " " in text and not self.frontend.says(text)}
        for text in sorted(wanted):
            for owner in self.owners.find(text, part=question.matcher in ("contains", "true", *_PRESENCE))[
                :12
            ]:
                if owner.scope in reach or not reach:
                    hop = Hop(
                        text=f"owns the text “{owner.text[:80]}”",
                        line=owner.line,
                        path=self._path(owner.scope),
                    )
                    score = (1.25 - 0.02 * min(5, reach[owner.scope]) if reach else 0.6) * owner.fit
                    score += _SPOKEN if owner.scope.rpartition(".")[2] in spoken else 0.0
                    found.append(Candidate(function=owner.scope, how="text", score=score, hops=(hop,)))
        return found

    def _reach(self, place: Place) -> dict[str, int]:
        """What the handlers in play run, forms included, with the place of the first that does."""
        found: dict[str, int] = {}
        for number, handler in enumerate((*place.handlers, *place.possible, *place.wrote[:1])):
            for name in (*self.site.near(handler), *self.forms.runs(handler)):
                found.setdefault(name, number)
        return found

    def _expected(self, question: Question, _: Place) -> list[Candidate]:
        """What the test computes its expectation with computes the value on the page as well."""
        if question.sight.kind not in ("element", "page-title", "response-body"):
            return []
        hop = Hop(text="the test expects what this computes")
        return [
            Candidate(function=name, how="field", score=1.05 - 0.05 * n, hops=(hop, self._hop(name)))
            for n, name in enumerate(question.computed[:3])
        ]

    def _asked(self, question: Question, place: Place) -> list[Candidate]:
        """What the component that says the text asks of the backend, when its answer leads to the text."""
        found = []
        here = self.frontend.asked_at(place.address)
        for said in self.said(question, place):
            weight = 0.7 if said.why in ("success", "failure") else 0.3
            for handler in self.frontend.requests_of(said):
                told = Hop(text=f"says “{said.text[:80]}”", path=said.path, line=said.line)
                hops = (told, self._hop(handler))
                score = weight + 0.1 * (handler in here)
                found.append(Candidate(function=handler, how="asked", score=score, hops=hops))
        return found

    def reasons(self, question: Question, place: Place) -> set[str]:
        """Why code says the text: the frontend's reasons, ``raised`` for an error of the backend."""
        found = {said.why for said in self.said(question, place)}
        last = (at.value for at in question.sight.locators[-1:] if at.by == "text")
        owners = (owner for text in (*question.expected, *last) for owner in self.owners.find(text))
        return found | ({"raised"} if any(owner.raised for owner in owners) else set())

    def said(self, question: Question, place: Place) -> tuple[Said, ...]:
        """Where the frontend says what a check looks for on one of its pages."""
        if place.page != FRONTEND or question.sight.kind not in ("element", "page-title"):
            return ()
        texts = [text for text in question.expected if text not in place.typed and text.strip("\0 ")]
        if not texts or question.matcher not in _WORDING:
            texts += [at.name or at.value for at in question.sight.locators[-1:]]
        found = tuple(dict.fromkeys(said for text in texts for said in self.frontend.says(text)))
        return (tuple(said for said in found if said.path in place.focus) or found)[:8]

    def _path(self, name: str) -> str:
        symbol = self.site.program.symbols().get(name)
        return symbol.path if symbol else ""

    def _hop(self, name: str) -> Hop:
        symbol = self.site.program.symbols().get(name)
        return Hop(text=name, path=symbol.path, line=symbol.line) if symbol else Hop(text=name)


def _branches(template: Template, index: int, question: Question) -> Iterator[tuple[str, int]]:
    """The tests, with their lines, around the parts of an element whose words the check expects to see."""
    outer = len(template.elements[index].conditions)
    said = " ".join(question.expected).casefold()
    for place in template.descendants(index)[1:] if question.matcher in _WORDING else ():
        part = template.elements[place]
        text = part.text.replace("\0", "").strip().casefold()
        if len(part.conditions) > outer and len(text) >= _LETTERS and text in said:
            yield part.conditions[-1], part.line


def shown_by_template(
    site: Site, place: Place, texts: Iterable[str], holds: Callable[[str, str], bool] = holds
) -> str:
    """The path of a template in play whose own text holds one of the texts; empty when none does."""
    for handler in place.handlers:
        for template in site.templates(handler):
            whole = " ".join(element.text for element in template.elements)
            if any(len(text.replace("\0", "").strip()) > 2 and holds(whole, text) for text in texts):
                return template.path
    return ""


def weakest(candidate: Candidate) -> Certainty:
    """A chain is as sure as its weakest hop."""
    return Certainty.weakest(candidate.certainty, *(hop.certainty for hop in candidate.hops))
