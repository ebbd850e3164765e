"""From an end-to-end check, by evidence, to the code that decides it."""

from __future__ import annotations

from dataclasses import dataclass

from pyramid.model.facts import Expression
from pyramid.model.layers import Certainty
from pyramid.model.meaning import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """How a test finds an element: ``by`` is role, text, label, test-id, css, id, name …

    ``value`` and ``name`` (the accessible name) are texts with NUL for unknown parts.
    """

    by: str
    value: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a check looks at.

    ``kind``: ``element, page-url, page-title, page, response-status, response-body, browser,
    geometry, backend, value, none``.  ``locators`` go from the outermost to the innermost.
    ``field`` is the key read from a body or object, ``symbol`` the backend function asked.
    """

    kind: str
    locators: tuple[Locator, ...] = ()
    field: str = ""
    symbol: str = ""
    facility: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of the chain, in words, with its place."""

    text: str
    path: str = ""
    line: int = 0
    certainty: Certainty = Certainty.LIKELY


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A function that may decide a check: ``score`` orders, ``how`` says which signal found it."""

    function: str
    how: str
    score: float
    certainty: Certainty = Certainty.LIKELY
    hops: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Everything found out about one check, before any advice.

    ``handlers`` are the request handlers in play, best first.  ``facts`` are the words that
    advice rules match on (``matcher`` → ``{"text"}`` …).  ``candidates`` are ranked; ``struck`` are the
    functions that the source led to and that the recorded tests never ran.
    """

    check: Check
    sight: Sight
    expected: tuple[str, ...]
    handlers: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    facts: tuple[tuple[str, frozenset[str]], ...]
    hops: tuple[Hop, ...] = ()
    struck: tuple[str, ...] = ()

    def fact(self, name: str) -> frozenset[str]:
        """The words known for one fact."""
        return next((words for key, words in self.facts if key == name), frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """An expression with the scope it stands in."""

    scope: str
    expression: Expression
