"""Which logic can run on its own, and which needs a request, a database or another service."""

from __future__ import annotations

from collections.abc import Mapping

from pyramid.model.layers import Role
from pyramid.model.program import CallGraph

_BINDING = frozenset({Role.PERSISTENCE, Role.INTEGRATION, Role.ENDPOINT})
_NOT_CALLS = frozenset({"request", "template", "fixture", "setup"})


def bound_functions(graph: CallGraph, roles: Mapping[str, Role]) -> frozenset[str]:
    """Functions that run, directly or not, code that reads a request, a database or a service.

    Only edges at ``likely`` and better count.
    """
    bound = {name for name, role in roles.items() if role in _BINDING}
    todo = sorted(bound)
    while todo:
        for edge in graph.callers(todo.pop()):
            known = edge.caller in bound or edge.caller not in roles
            if not known and edge.certainty.rank and edge.via not in _NOT_CALLS:
                bound.add(edge.caller)
                todo.append(edge.caller)
    return frozenset(bound)
