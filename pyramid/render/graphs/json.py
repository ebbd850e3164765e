"""Every edge with its line, certainty and how it was found."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from pyramid.model.program import CallEdge
from pyramid.render.encoding import encode


def render(edges: Iterable[CallEdge]) -> str:
    """``{"edges": [{"caller", "callee", "line", "certainty", "via"}, ...]}``, in the order given."""
    return encode({"edges": [msgspec.to_builtins(edge) for edge in edges]})
