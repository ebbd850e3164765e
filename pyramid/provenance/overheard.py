"""Verbs that a test listens for: whose they are, and which values on a page came with them.

``page.waitForResponse("**/api/orders")``, ``cy.wait("@orders")``: the address that the test names
there, in words or in a predicate, is a part of a route's path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyramid.model.facts import Expression
from pyramid.model.meaning import Meaning, Route
from pyramid.model.program import Program
from pyramid.provenance.bodies import expressions, inside
from pyramid.provenance.frames import Frame, bound
from pyramid.provenance.journey import Walker
from pyramid.provenance.texts import texts
from pyramid.provenance.verbs import Verbs

_MAX_DEPTH = 18
_MAX_FOUND = 3
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_HOST = re.compile(r"^(\*\*|\^)?(https?://[^/]*|\0)?")
_MADE = "201"


class Overheard:
    """Finds the handlers of the answers that an expression of a test comes from."""

    def __init__(self, program: Program, walker: Walker, routes: Iterable[Route], answers: Verbs) -> None:
        self._program, self._walker, self._answers = program, walker, answers
        self._routes = tuple(routes)

    def of(self, expression: Expression, frame: Frame) -> tuple[str, ...]:
        """The handlers whose answers the test has listened for and uses here, likely ones first."""
        for call, inner in self._listened(expression, frame, 0, set()):
            found = self._named(call, inner)
            if found:
                return found
        return ()

    def stubbed(self, meaning: Meaning) -> frozenset[str]:
        """The handlers whose answers the test gives itself, where it says the address."""
        part = _segments(meaning.slot("url"))
        routes = (route for route in self._routes if part and _within(part, route.path))
        return frozenset(route.handler for route in routes)

    def _listened(
        self, expression: Expression, frame: Frame, depth: int, seen: set[int]
    ) -> Iterator[tuple[Expression, Frame]]:
        if depth > _MAX_DEPTH or id(expression) in seen:
            return
        seen.add(id(expression))
        if expression.kind == "call" and any(
            meaning.kind == "network" for meaning in self._walker.meanings_of(expression, frame)
        ):
            yield expression, frame
            return
        if expression.kind == "name":
            for each in bound(expression, frame):
                yield from self._listened(each.expression, each.frame, depth + 1, seen)
            for scope, origin in self._program.origins(frame.scope, expression)[:2]:
                inner = frame if scope == frame.scope else Frame(scope, {}, frame.trail)
                yield from self._listened(origin, inner, depth + 1, seen)
        for operand in expression.operands if expression.kind != "function" else ():
            yield from self._listened(operand, frame, depth + 1, seen)

    def _named(self, call: Expression, frame: Frame) -> tuple[str, ...]:
        said = list(self._said(call, frame))
        methods = {text.upper() for text in said if text.upper() in _METHODS}
        methods = methods or ({"POST"} if _MADE in said else set())
        parts = [part for text in said if "/" in text and (part := _segments(text))]
        fitting = [
            route
            for route in self._routes
            if any(_within(part, route.path) for part in parts)
            and (not methods or route.method in methods or route.method == "*")
        ]
        # A part of an address means the shortest path that has it.
        fitting.sort(key=lambda route: (route.path.count("/"), route.method != "GET", route.path))
        found = (self._answers.by(route.handler, route.method) for route in fitting)
        return tuple(dict.fromkeys(found))[:_MAX_FOUND]

    def _said(self, call: Expression, frame: Frame) -> Iterator[str]:
        for given in call.operands[1:]:
            if given.kind == "function":
                symbol = self._program.symbols()[frame.scope]
                definition = self._program.facts(symbol.path).definitions[int(given.text)]
                for each in expressions(definition):
                    if each.kind in ("string", "number", "format"):
                        yield from texts(self._program, each, frame)
                continue
            for text in texts(self._program, given, frame):
                named = self._walker.named(text, frame)
                if named is None:
                    yield text
                else:
                    strings = (each for each in inside(named) if each.kind in ("string", "format"))
                    yield from (said for each in strings for said in texts(self._program, each, frame))


def _segments(text: str) -> tuple[str, ...]:
    path = _HOST.sub("", text).partition("?")[0].partition("#")[0]
    return tuple(part for part in path.strip("*$").split("/") if part and part != "**")


def _within(part: tuple[str, ...], path: str) -> bool:
    """Whether the segments stand together in a path, those with wildcards for any."""
    whole = [segment for segment in path.split("/") if segment]
    for start in range(len(whole) - len(part) + 1):
        pairs = zip(part, whole[start:], strict=False)
        if all(a == b or "{" in b or "*" in a or "\0" in a for a, b in pairs) and any(
            a == b for a, b in zip(part, whole[start:], strict=False)
        ):
            return True
    return False
