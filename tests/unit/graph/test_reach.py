"""Reachability agrees with a plain search."""

from itertools import pairwise

import networkx
from hypothesis import given
from hypothesis import strategies as st

from pyramid.graph import IndexedCallGraph, reach_all
from pyramid.model.layers import Certainty
from pyramid.model.program import CallEdge

NODES = st.sampled_from("abcdefgh")
PAIRS = st.lists(st.tuples(NODES, NODES), max_size=30)


@given(PAIRS)
def test_agrees_with_descendants(pairs):
    graph = networkx.DiGraph(pairs)
    reach = reach_all(pairs)
    for node in graph:
        assert reach.reached(node) == networkx.descendants(graph, node)


@given(PAIRS, NODES, NODES)
def test_a_path_is_a_chain_of_edges_and_no_longer_than_needed(pairs, start, goal):
    graph = IndexedCallGraph(CallEdge(left, right, 1) for left, right in pairs)
    path = graph.path(start, goal)
    if goal in graph.reached_from(start):
        assert path[0].caller == start
        assert path[-1].callee == goal
        assert all(left.callee == right.caller for left, right in pairwise(path))
        assert len(path) == networkx.shortest_path_length(networkx.DiGraph(pairs), start, goal)
    else:
        assert path == ()


def test_guesses_reach_nothing_unless_asked_for():
    graph = IndexedCallGraph([CallEdge("a", "b", 1), CallEdge("b", "c", 2, Certainty.GUESS)])
    assert graph.reached_from("a") == {"b"}
    assert graph.reachability(at_least=Certainty.GUESS).reached("a") == {"b", "c"}
    assert graph.reachability(backward=True).reached("b") == {"a"}


def test_the_surest_edge_between_two_nodes_is_kept():
    graph = IndexedCallGraph([CallEdge("a", "b", 1, Certainty.GUESS), CallEdge("a", "b", 9)])
    assert [edge.certainty for edge in graph.callees("a")] == [Certainty.CERTAIN]
    assert [edge.line for edge in graph.callers("b")] == [9]
