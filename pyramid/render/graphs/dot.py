"""A drawing for Graphviz."""

from __future__ import annotations

from pyramid.render.graphs import Graph
from pyramid.render.plain import printable

_STYLES = {"certain": "solid", "likely": "dashed", "guess": "dotted"}


def render(graph: Graph) -> str:
    """A directed graph; dashed edges are likely, dotted ones a guess."""
    lines = ["digraph calls {", "  rankdir=LR;", '  node [shape=box, fontname="monospace"];']
    for edge in graph.edges:
        ends = f"{_quoted(edge.caller)} -> {_quoted(edge.callee)}"
        lines.append(f"  {ends} [style={_STYLES[edge.certainty.value]}, label={_quoted(edge.via)}];")
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    escaped = printable(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
