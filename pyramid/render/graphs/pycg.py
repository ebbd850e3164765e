"""``{"caller": ["callee", ...]}`` with names relative to the root, as call-graph benchmarks read it."""

from __future__ import annotations

from pyramid.render.encoding import encode
from pyramid.render.graphs import Graph


def render(graph: Graph) -> str:
    """Every caller has a key; callees are sorted, built-in ones are ``<builtin>.len``."""
    return encode(graph.names())
