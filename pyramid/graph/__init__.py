"""Who runs whom: look-ups, shortest paths, and reachability for many starts at once."""

from pyramid.graph.call_graph import WRAPPED, IndexedCallGraph
from pyramid.graph.reach import Reachability, reach_all

__all__ = ["WRAPPED", "IndexedCallGraph", "Reachability", "reach_all"]
