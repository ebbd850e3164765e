"""One module a format of ``pyramid graph``: ``render(graph) -> str``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyramid.model.program import CallEdge


@dataclass(frozen=True, slots=True)
class Graph:
    """What there is to print: the edges between the project's functions, and on demand the
    callees by caller with names outside the project included."""

    edges: Iterable[CallEdge]
    names: Callable[[], Mapping[str, Sequence[str]]]
