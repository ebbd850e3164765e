"""What a user sets going on a page that the frontend draws: the requests behind a click or a form."""

from __future__ import annotations

from dataclasses import dataclass

from pyramid.model.provenance import Locator
from pyramid.provenance.frontend import Frontend
from pyramid.provenance.place import Place
from pyramid.provenance.screens import Drawn, Screens
from pyramid.provenance.threads import Threads
from pyramid.provenance.verbs import Verbs

_MAX_MEANT = 4
_MAX_ASKED = 4


@dataclass(frozen=True, slots=True)
class Act:
    """``handlers`` that are asked, those that store something first; ``leads``, the address that a link
    leads to; ``focus``, the files that draw what was acted on; ``reacting``, whether anything runs."""

    handlers: tuple[str, ...] = ()
    leads: str = ""
    focus: frozenset[str] = frozenset()
    reacting: bool = False


class Acts:
    """Finds what an element of the frontend does, and where the values come from that one shows."""

    def __init__(self, frontend: Frontend, screens: Screens, threads: Threads, answers: Verbs) -> None:
        self._frontend, self._screens, self._threads = frontend, screens, threads
        self.answers = answers

    def of(self, place: Place, locators: tuple[Locator, ...]) -> Act:
        """What acting on the element does that locators mean; nothing where it may be one of many."""
        found = self.meant(place, locators)
        if len({each.path for each in found}) > _MAX_MEANT:
            return Act()
        reacting = False
        asked: dict[str, int] = {}
        for drawn in found:
            for spot in self._screens.acting(drawn):
                reacting = True
                for handler, distance in self._threads.behind(spot):
                    asked[handler] = min(distance, asked.get(handler, distance))
        order = sorted(asked, key=lambda each: (self.answers.reads(each), asked[each]))
        leads = next((to for drawn in found if (to := self._screens.leading(drawn))), "")
        files = frozenset(each.path for each in found)
        return Act(tuple(order[:_MAX_ASKED]), leads, files, reacting)

    def meant(self, place: Place, locators: tuple[Locator, ...]) -> tuple[Drawn, ...]:
        """The elements that locators may mean: where the test works already, else on its page."""
        if not locators:
            return ()
        last = locators[-1]
        # Which role a component has, its library knows; what it is called, the page says.
        named = (last, Locator(by="text", value=last.name)) if last.by == "role" and last.name else (last,)
        named = (last, Locator(by="label", value=last.value)) if last.by == "text" else named
        for files in (place.focus, self._frontend.within(place.address), frozenset[str]()):
            for locator in named:
                found = self._screens.find(locator, files)
                if found and (files or locator is last or len(found) == 1):
                    return found
        return ()

    def sources(self, drawn: Drawn) -> tuple[tuple[str, int], ...]:
        """The handlers whose answers hold what an element shows, each with its distance, nearest first."""
        asked: dict[str, int] = {}
        for spot in self._screens.shown(drawn):
            for handler, distance in self._threads.behind(spot):
                asked[handler] = min(distance, asked.get(handler, distance))
        return tuple(sorted(asked.items(), key=lambda each: each[1]))[:_MAX_ASKED]

    def conditions(self, drawn: Drawn) -> tuple[tuple[str, int], ...]:
        """The handlers whose answers hold what the conditions around an element ask."""
        asked: dict[str, int] = {}
        for outward, spot in enumerate(self._screens.tests(drawn)):
            for handler, distance in self._threads.behind(spot):
                asked[handler] = min(distance + outward, asked.get(handler, distance + outward))
        return tuple(sorted(asked.items(), key=lambda each: each[1]))[:_MAX_ASKED]
