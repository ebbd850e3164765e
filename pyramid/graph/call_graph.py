"""The call graph as adjacency tables; networkx is asked only for what it is good at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pyramid.graph.reach import Reachability, reach_all, starts_reaching
from pyramid.model.layers import Certainty
from pyramid.model.program import CallEdge

if TYPE_CHECKING:  # slow to load, and needed for paths and closures only
    import networkx

#: From the function that a decorator returns to what it was made for.  Every function under that
#: decorator shares the inner one, so reachability goes from the caller to the original instead.
WRAPPED = "wrapped"


class IndexedCallGraph:
    """A ``pyramid.model.program.CallGraph``; of several edges between two nodes the surest counts."""

    def __init__(self, edges: Iterable[CallEdge]) -> None:
        best: dict[tuple[str, str], CallEdge] = {}
        for edge in edges:
            known = best.get((edge.caller, edge.callee))
            if known is None or _order(edge) < _order(known):
                best[edge.caller, edge.callee] = edge
        self._take(tuple(best[key] for key in sorted(best)))

    @classmethod
    def again(cls, edges: Iterable[CallEdge]) -> IndexedCallGraph:
        """The graph that has given these ``edges``, in their order."""
        graph = cls.__new__(cls)
        graph._take(tuple(edges))
        return graph

    def _take(self, edges: tuple[CallEdge, ...]) -> None:
        self._edges = edges
        self._out = _grouped(self._edges, "caller")
        self._in = _grouped(self._edges, "callee")
        self._last: tuple[str, networkx.DiGraph[str]] | None = None
        self._reach: dict[tuple[bool, Certainty], Reachability] = {}

    def edges(self) -> Iterator[CallEdge]:
        """Every edge, sorted by caller and callee."""
        return iter(self._edges)

    def callees(self, name: str) -> tuple[CallEdge, ...]:
        """Edges out of a node."""
        return self._out.get(name, ())

    def callers(self, name: str) -> tuple[CallEdge, ...]:
        """Edges into a node."""
        return self._in.get(name, ())

    def reached_from(self, name: str) -> frozenset[str]:
        """Everything reachable from a node, itself excluded, at ``likely`` and better."""
        return self.reachability().reached(name)

    def reaching(self, name: str) -> frozenset[str]:
        """Every node from which ``name`` is reachable, itself excluded, at ``likely`` and better."""
        return self.reachability(backward=True).reached(name)

    def starts_reaching(self, starts: Sequence[str]) -> Mapping[str, int]:
        """For each node the starts that reach it at ``likely`` and better, as bits in their order."""
        return starts_reaching(self._pairs(False, Certainty.LIKELY), starts)

    def reachability(self, backward: bool = False, at_least: Certainty = Certainty.LIKELY) -> Reachability:
        """The closure for all nodes at once, computed at the first question."""
        key = (backward, at_least)
        if key not in self._reach:
            self._reach[key] = reach_all(self._pairs(backward, at_least))
        return self._reach[key]

    def path(self, start: str, goal: str) -> tuple[CallEdge, ...]:
        """A shortest path at ``likely`` and better, empty when there is none."""
        if start == goal or start not in self._out or goal not in self._in:
            return ()
        graph = self._around(start)
        if goal not in graph:
            return ()
        import networkx

        nodes = networkx.bidirectional_shortest_path(graph, start, goal)
        return tuple(
            next(edge for edge in self.callees(left) if edge.callee == right)
            for left, right in pairwise(nodes)
        )

    def _around(self, start: str) -> networkx.DiGraph[str]:
        """The part of the graph that is reachable from a node; the last one asked for is kept."""
        if self._last is None or self._last[0] != start:
            import networkx

            near = {start}
            todo = [start]
            while todo:
                for edge in self.callees(todo.pop()):
                    if edge.callee not in near and _counts(edge):
                        near.add(edge.callee)
                        todo.append(edge.callee)
            graph = networkx.DiGraph()
            for name in sorted(near):
                graph.add_edges_from((name, e.callee) for e in self.callees(name) if _counts(e))
            self._last = start, graph
        return self._last[1]

    def _pairs(self, backward: bool, at_least: Certainty) -> Iterator[tuple[str, str]]:
        accepted = tuple(each for each in Certainty if each.rank >= at_least.rank)
        for edge in self._edges:
            if edge.certainty in accepted and edge.via != WRAPPED:
                yield (edge.callee, edge.caller) if backward else (edge.caller, edge.callee)


def _order(edge: CallEdge) -> tuple[bool, int, bool, int, str]:
    """What the code calls itself counts before a short cut; a wrapper's own edge before all."""
    return (edge.via != WRAPPED, -edge.certainty.rank, edge.via == "through", edge.line, edge.via)


def _counts(edge: CallEdge) -> bool:
    return edge.certainty is not Certainty.GUESS and edge.via != WRAPPED


def _grouped(edges: Iterable[CallEdge], end: str) -> Mapping[str, tuple[CallEdge, ...]]:
    groups: dict[str, list[CallEdge]] = {}
    for edge in edges:
        groups.setdefault(getattr(edge, end), []).append(edge)
    return {name: tuple(group) for name, group in groups.items()}
