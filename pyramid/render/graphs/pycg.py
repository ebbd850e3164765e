"""``{"caller": ["callee", ...]}`` with dotted names, as call-graph benchmarks read it."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.model.program import CallEdge
from pyramid.render.encoding import encode

_BUILTINS = "builtins."


def render(edges: Iterable[CallEdge]) -> str:
    """Every caller and callee has a key, callees are sorted."""
    graph: dict[str, set[str]] = {}
    for edge in edges:
        graph.setdefault(_name(edge.caller), set()).add(_name(edge.callee))
        graph.setdefault(_name(edge.callee), set())
    return encode({caller: sorted(graph[caller]) for caller in sorted(graph)})


def _name(dotted: str) -> str:
    if dotted.startswith(_BUILTINS):
        return f"<builtin>.{dotted[len(_BUILTINS) :]}"
    return dotted
