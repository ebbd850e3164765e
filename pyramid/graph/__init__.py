"""Who runs whom: look-ups, shortest paths, and reachability for many starts at once."""

from pyramid.graph.call_graph import IndexedCallGraph
from pyramid.graph.reach import Reachability, reach_all

__all__ = ["IndexedCallGraph", "Reachability", "reach_all"]
