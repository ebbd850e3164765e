"""From every end-to-end check to the functions that may decide it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pyramid.model.coverage import CoverageReport
from pyramid.model.layers import Role
from pyramid.model.meaning import Check, HttpRequest, Meanings, Route, TestCase
from pyramid.model.page import Pages
from pyramid.model.program import CallGraph, Program
from pyramid.model.provenance import Candidate, Trace
from pyramid.provenance.accessors import Accessors
from pyramid.provenance.acts import Acts
from pyramid.provenance.atlas import Atlas
from pyramid.provenance.candidates import FRONTEND, Finder, shown_by_template
from pyramid.provenance.drawers import Drawers
from pyramid.provenance.executed import measured
from pyramid.provenance.fields import Fields
from pyramid.provenance.forms import Forms
from pyramid.provenance.frontend import Frontend
from pyramid.provenance.frontside import Frontside
from pyramid.provenance.journey import Event, Walker
from pyramid.provenance.overheard import Overheard
from pyramid.provenance.owners import Owners
from pyramid.provenance.place import Place
from pyramid.provenance.purity import bound_functions
from pyramid.provenance.question import Question, ask
from pyramid.provenance.screens import Screens
from pyramid.provenance.scripts import Scripts
from pyramid.provenance.shelves import Shelves
from pyramid.provenance.sight import Looker
from pyramid.provenance.site import Site
from pyramid.provenance.state import Journeys
from pyramid.provenance.threads import Threads
from pyramid.provenance.tokens import sought
from pyramid.provenance.unfolding import first_line, parts
from pyramid.provenance.verbs import Verbs

_MAX_OCCURRENCES = 12
_ONLY_WAITS = frozenset({"load", "event", "time", "window", "download", "console"})
# A test that sends this many different forms is a journey.
_LONG = 4
#: Another check of the same line says more than that there is something.
_WEAK = frozenset({"attached", "exists", "visible"})
_LEAVING = frozenset({"click", "press", "submit", "tap"})
_HEADINGS = frozenset({"h1", "h2", "h3"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inputs:
    """Everything that tracing reads.  ``application`` are the functions that are not test code;
    ``browser_types`` the dotted types of pages and drivers."""

    program: Program
    graph: CallGraph
    meanings: Meanings
    routes: Sequence[Route]
    requests: Sequence[HttpRequest]
    tests: Sequence[TestCase]
    support: frozenset[str]
    application: Sequence[str]
    roles: Mapping[str, Role]
    pages: Pages
    coverage: CoverageReport
    browser_types: frozenset[str]
    source_text: Callable[[str, int, int], str]


@dataclass(slots=True, eq=False)
class _Occurrence:
    test: TestCase
    event: Event
    place: Place
    question: Question


def trace_checks(inputs: Inputs) -> tuple[Trace, ...]:
    """One trace per check that an end-to-end test reaches, sorted by path and line."""
    if not inputs.tests:
        return ()
    walker = Walker(inputs.program, inputs.meanings, inputs.support, inputs.browser_types)
    looker = Looker(inputs.program, walker)
    site = Site(inputs.program, inputs.graph, inputs.meanings, inputs.routes, inputs.pages)
    # Without a route no page is in play, and whoever owns a text has no way to show it.
    searched = inputs.application if inputs.routes else ()
    fields = Fields(inputs.program, site, searched)
    forms = Forms(inputs.program, site, inputs.meanings, searched)
    frontend = Frontend(inputs.program, inputs.graph, inputs.support, inputs.routes)
    shelves = Shelves(inputs.program, inputs.support)
    screens = Screens(inputs.program, inputs.support, shelves)
    owners = Owners(inputs.program, searched)
    answers = Verbs(inputs.program, inputs.requests, inputs.routes)
    threads = Threads(inputs.program, inputs.graph, answers.handlers, shelves, screens.uses, answers)
    acts = Acts(frontend, screens, threads, answers)
    atlas = Atlas(site, fields, forms)
    overheard = Overheard(inputs.program, walker, inputs.routes, answers)
    journeys = Journeys(
        site, looker, inputs.requests, atlas, forms, frontend, screens, acts, shelves, overheard,
        inputs.support,
    )  # fmt: skip
    seen: dict[tuple[str, int], list[_Occurrence]] = {}
    for test in inputs.tests:
        for occurrence in _occurrences(test, walker, looker, journeys, overheard):
            event = occurrence.event
            scope, line = event.stands or (event.frame.scope, occurrence.question.line)
            seen.setdefault((inputs.program.symbols()[scope].path, line), []).append(occurrence)
    finder = Finder(
        site=site,
        fields=fields,
        forms=forms,
        frontend=frontend,
        front=Frontside(inputs.program, frontend, screens, owners, fields, acts),
        owners=owners,
        drawers=Drawers(site),
        accessors=Accessors(inputs.program),
        scripts=Scripts(site, inputs.pages),
        roles={**_class_handlers(inputs), **inputs.roles},
        bound=bound_functions(inputs.graph, inputs.roles),
    )
    recorded = inputs.coverage.recorded_tests()
    return tuple(_trace(inputs, finder, recorded, path, found) for (path, _), found in sorted(seen.items()))


def _class_handlers(inputs: Inputs) -> Mapping[str, Role]:
    """A class that answers a route is an endpoint, whichever of its inherited methods runs."""
    symbols = inputs.program.symbols()
    return {route.handler: Role.ENDPOINT for route in inputs.routes if route.handler in symbols}


def _occurrences(
    test: TestCase, walker: Walker, looker: Looker, journeys: Journeys, overheard: Overheard
) -> Iterable[_Occurrence]:
    place = Place()
    events = walker.events(test)
    asserted = {id(event.statement) for event in events if event.kind == "assert"}
    for number, event in enumerate(events):
        inside_assert = event.kind != "assert" and id(event.statement) in asserted
        if (event.kind in ("assert", "check") and not inside_assert) or _is_check(events, number):
            for part in parts(event):
                question = ask(part, looker, walker)
                named = sought(walker.program, part.expression, part.frame)
                heard = overheard.of(part.expression, part.frame)
                question = replace(question, tokens=named, heard=heard)
                place = journeys.sighted(journeys.arrivals.seen(place, question, part), question)
                yield _Occurrence(test, part, place, question)
                place = journeys.arrived(place, question) if event.kind == "assert" else place
        place = journeys.step(place, event)


def _is_check(events: Sequence[Event], number: int) -> bool:
    """A wait is the assertion when no matcher follows it before the test acts again."""
    event = events[number]
    if event.kind != "wait" or event.setup or event.meaning is None:
        return False
    if event.meaning.slot("matcher") in _ONLY_WAITS:
        return False
    if _says_what_it_waits_for(event):
        return True
    for later in events[number + 1 :]:
        if later.kind in ("check", "assert"):
            return False
        if later.kind in ("action", "visit", "request"):
            return False
    return True


def _says_what_it_waits_for(event: Event) -> bool:
    """A wait on its own for an address or for words: whoever wrote it wants to see just that."""
    alone = event.statement.kind == "expression" and event.statement.value is not None
    value = event.statement.value
    while value is not None and value.kind == "await":
        value = value.operands[0]
    meaning = event.meaning
    if not alone or value is not event.expression or meaning is None:
        return False
    return meaning.slot("matcher") == "url" or (meaning.slot("by") == "text" and bool(meaning.slot("value")))


def _trace(
    inputs: Inputs, finder: Finder, recorded: frozenset[str], path: str, found: list[_Occurrence]
) -> Trace:
    found = sorted(found, key=lambda each: each.question.matcher in _WEAK)
    first = found[0]
    check = _check(inputs, path, found)
    pools: dict[str, Candidate] = {}
    signals: set[str] = set()
    for occurrence in found[:_MAX_OCCURRENCES]:
        names = occurrence.test.symbol.rpartition(".")[2]
        candidates, words = finder.find(occurrence.question, occurrence.place, names)
        signals |= words
        for candidate in candidates:
            known = pools.get(candidate.function)
            total = candidate.score + (0.1 if known else 0.0)
            if known is None or known.score < total:
                pools[candidate.function] = replace(
                    candidate, score=round(max(total, known.score if known else 0), 3)
                )
    ranked = sorted(pools.values(), key=lambda c: (-c.score, c.function))
    led_to = [candidate.function for candidate in ranked]
    ranked = measured(inputs.coverage, inputs.tests, recorded, check, ranked)
    left = {candidate.function for candidate in ranked}
    handlers = tuple(dict.fromkeys(h for o in found for h in o.place.handlers))
    return Trace(
        check=check,
        sight=first.question.sight,
        expected=tuple(dict.fromkeys(text for o in found for text in o.question.expected)),
        handlers=handlers[:12],
        candidates=tuple(ranked[:6]),
        facts=_facts(inputs, finder, found, ranked, signals),
        hops=first.place.hops,
        struck=tuple(name for name in led_to if name not in left),
    )


def _check(inputs: Inputs, path: str, found: list[_Occurrence]) -> Check:
    event, question = found[0].event, found[0].question
    tests = tuple(dict.fromkeys(o.test.symbol for o in found))
    scope, line = event.stands or (event.frame.scope, question.line)
    start, end = (line, line) if event.stands else (first_line(event), event.statement.end_line)
    header = start if event.statement.body else end
    return Check(
        path=path,
        line=line,
        start_line=start,
        end_line=end,
        scope=scope,
        text=inputs.source_text(path, start, header),
        matcher=question.matcher,
        negated=question.negated,
        tests=tests,
        multiplicity=max(1, len(found) // max(1, len(tests))),
    )


def _facts(
    inputs: Inputs, finder: Finder, found: list[_Occurrence], ranked: list[Candidate], signals: set[str]
) -> tuple[tuple[str, frozenset[str]], ...]:
    question, place = found[0].question, found[0].place
    facts: dict[str, set[str]] = {
        "matcher": {question.matcher},
        "negated": {"yes" if question.negated else "no"},
        "sight": {question.sight.kind},
        "facility": {question.sight.facility} - {""},
        "page": {place.page},
        "after": {place.after},
        "seen": signals,
    }
    facts["landing"] = {"yes" if any(finder.site.landing(text) for text in question.expected) else "no"}
    facts["rendered"] = {"yes" if any(finder.site.templates(h) for h in place.handlers[:2]) else "no"}
    facts["moved"] = {"yes" if any(finder.site.redirects(h) for h in place.answered) else "no"}
    changed = place.sending and any(finder.site.effects.stores(h) for h in place.answered[:2])
    facts["changed"] = {"yes" if changed else "no"}
    facts["sent"] = {"yes" if place.sending or (place.after in _LEAVING and place.wrote) else "no"}
    facts["heading"] = {"yes" if _is_heading(question) else "no"}
    facts["placed"] = {"yes" if _placed(finder, question, place) else "no"}
    facts["journey"] = {"long" if len(set(place.wrote)) >= _LONG else "short"}
    facts["stubs"] = {"yes" if place.stubs else "no"}
    facts["used"] = set(place.facilities)
    facts["scripted"] = {"yes" if finder.scripts.shows(question, place) else "no"}
    best = ranked[0] if ranked else None
    if best is not None and not {best.function, best.function.rpartition(".")[0]}.isdisjoint(place.stubs):
        facts["page"] = {"stubbed"}
    facts |= finder.front.facts(question, place)
    facts["signal"] = {best.how} if best else {"none"}
    facts["role"] = {finder.role(best.function)} if best else {"none"}
    facts["roles"] = {finder.role(c.function) for c in ranked}
    facts["owner"] = _owner(inputs, finder, found)
    facts["by"] = _means(question)
    facts["said"] = finder.reasons(question, place) or {"nothing"}
    facts["expected"] = _shape(question.expected)
    facts["names"] = _name_words(best, question)
    return tuple(sorted((key, frozenset(words)) for key, words in facts.items()))


def _means(question: Question) -> set[str]:
    """How the element is found, and the role that it is found by."""
    last = question.sight.locators[-1:]
    return {at.by for at in last} | {at.value for at in last if at.by == "role"} or {"nothing"}


def _is_heading(question: Question) -> bool:
    last = question.sight.locators[-1:]
    return any(at.value == "heading" if at.by == "role" else at.value in _HEADINGS for at in last)


def _placed(finder: Finder, question: Question, place: Place) -> bool:
    return bool(finder.site.find(place.handlers, question.sight.locators))


def _owner(inputs: Inputs, finder: Finder, found: list[_Occurrence]) -> set[str]:
    """Who owns the text: python, template, frontend, the test itself (typed and sent, or unsent)."""
    owners: set[str] = set()
    for occurrence in found[:_MAX_OCCURRENCES]:
        question, place = occurrence.question, occurrence.place
        texts = [*question.expected, *(at.name or at.value for at in question.sight.locators[-1:])]
        texts = [text for text in texts if len(text.replace("\0", "").strip()) > 2]
        told = [text for text in question.sought if text.strip("\0 ")]
        if any(text in place.typed for text in told):
            owners.add("typed" if any(text in place.sent for text in told) else "unsent")
        if any(finder.owners.find(text) for text in texts):
            owners.add("python")
        if shown_by_template(finder.site, place, texts):
            owners.add("template")
        says = place.page == FRONTEND and any(finder.frontend.says(text) for text in texts)
        if says or (
            not owners and any(inputs.pages.frontend_owners(text) for text in texts if "\0" not in text)
        ):
            owners.add("frontend")
    return owners or {"none"}


def _shape(expected: tuple[str, ...]) -> set[str]:
    words: set[str] = set()
    for text in expected:
        plain = text.replace("\0", "")
        if any(letter.isdigit() for letter in plain):
            words.add("number")
        if any(letter.isalpha() for letter in plain):
            words.add("words")
        if plain.count(" ") >= 2:
            words.add("sentence")
        if "\0" in text:
            words.add("unknown")
    return words or {"nothing"}


def _name_words(best: Candidate | None, question: Question) -> set[str]:
    names = [best.function.rpartition(".")[2] if best else "", question.sight.field]
    names += [locator.value for locator in question.sight.locators]
    if best:
        names += [hop.text for hop in best.hops if hop.text.startswith("shown if")]
    return {word.lower() for name in names for word in re.findall(r"[A-Za-z][a-z]+|[A-Z]+(?![a-z])", name)}
