"""What code does, place by place."""

from __future__ import annotations

from typing import NamedTuple

from pyramid.classify.code import TestCode
from pyramid.model.meaning import Meanings
from pyramid.model.program import CallGraph

#: Edges that are no call in the caller's own body.
BRIDGES = frozenset({"fixture", "setup", "request", "template", "task"})
_NEAR = 3  # as far as recognition hands a meaning on from a function to its callers


class Deed(NamedTuple):
    """Something that code does: a meaning kind, the function in which it stands, the place.

    A tuple, because there are several for each test, kept in sets.
    """

    kind: str
    scope: str
    path: str
    line: int


class Lent:
    """Meanings that a test has only because the application function it calls has them.

    Recognition hands a request on from a helper to its callers, to know the URL.  When the helper
    is the application's own code, the request is the application's too, not the test's.
    """

    def __init__(self, graph: CallGraph, meanings: Meanings, code: TestCode) -> None:
        self._graph, self._code = graph, code
        found = {m.scope for m in meanings.all if m.slot("lifted") and code.is_application(m.scope)}
        edge_of_wave = set(found)
        for _ in range(_NEAR):
            callers = {edge.caller for name in edge_of_wave for edge in graph.callers(name)}
            edge_of_wave = {name for name in callers - found if code.is_application(name)}
            found |= edge_of_wave
        self._lenders = found

    def covers(self, deed: Deed) -> bool:
        """Whether the deed comes from an application function called on its line."""
        if deed.kind != "request" or not self._code.holds(deed.scope):
            return False
        return any(
            edge.line == deed.line and edge.via not in BRIDGES and edge.callee in self._lenders
            for edge in self._graph.callees(deed.scope)
        )
