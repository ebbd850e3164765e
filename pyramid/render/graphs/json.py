"""Every edge with its line, certainty and how it was found."""

from __future__ import annotations

import msgspec

from pyramid.render.encoding import encode
from pyramid.render.graphs import Graph


def render(graph: Graph) -> str:
    """``{"edges": [{"caller", "callee", "line", "certainty", "via"}, ...]}``, in the order given."""
    return encode({"edges": [msgspec.to_builtins(edge) for edge in graph.edges]})
