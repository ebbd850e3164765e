"""What is in play when a step of a test runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyramid.model.provenance import Hop


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """What is in play when a check runs.

    ``handlers`` best first; ``possible`` are those one more step away; ``wrote`` the handlers of
    forms sent so far; ``moved`` whether a step since may have led to another page, ``sending``
    whether the last one sent something; ``typed`` the texts the test typed in, ``sent`` those
    that a form has taken away since, ``given`` the same with the handler that took them;
    ``after`` the last step's sort; ``focus`` the files of the frontend that have what the test acts on,
    ``address`` where it went; ``acted`` the handlers that the last act on a page of the frontend asked,
    ``set_off`` whether that was the last step, ``form`` those that the form of the last field would ask;
    ``stubs`` the handlers in whose place the test answers itself, ``stubbed`` whether it does for some;
    ``orphan`` the conditions around what was found in a template that no code renders, after its path.
    """

    handlers: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    wrote: tuple[str, ...] = ()
    typed: frozenset[str] = frozenset()
    sent: frozenset[str] = frozenset()
    given: tuple[tuple[str, str], ...] = ()
    after: str = "nothing"
    page: str = "none"
    answered: tuple[str, ...] = ()
    moved: bool = False
    sending: bool = False
    facilities: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    address: str = ""
    acted: tuple[str, ...] = ()
    set_off: bool = False
    form: tuple[str, ...] = ()
    stubs: frozenset[str] = frozenset()
    orphan: tuple[str, ...] = ()
    stubbed: bool = False
    hops: tuple[Hop, ...] = field(default=())
