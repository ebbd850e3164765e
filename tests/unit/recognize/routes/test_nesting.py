"""Prefixes along chains of mounts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pyramid.recognize.routes.nesting import Edge, Nesting, Place


def nest(*edges: Edge, own: tuple[Edge, ...] = ()) -> Nesting:
    tree = Nesting(own={edge.child: edge for edge in own})
    for edge in edges:
        tree.hang(edge)
    return tree


def test_prefixes_add_up_outside_in() -> None:
    tree = nest(
        Edge("app", "api", "/api", "v1", True),
        Edge("api", "items", "/x", "", True),
        own=(Edge("", "items", "/items", "items"),),
    )
    assert tree.places("items") == (Place("/api/x/items", ("v1", "items")),)


def test_a_given_prefix_replaces_the_own_one() -> None:
    own = (Edge("", "bp", "/own"),)
    assert nest(Edge("app", "bp", "/v1", "", True, True), own=own).places("bp") == (Place("/v1"),)
    assert nest(Edge("app", "bp", "", "", False, True), own=own).places("bp") == (Place("/own"),)


def test_two_parents_give_two_places() -> None:
    tree = nest(Edge("app", "x", "/a", "", True), Edge("app", "x", "/b", "", True))
    assert {place.prefix for place in tree.places("x")} == {"/a", "/b"}


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=10))
def test_cycles_end(pairs: list[tuple[str, str]]) -> None:
    tree = nest(*(Edge(parent, child, f"/{parent}", "", True) for parent, child in pairs))
    for node in "abcd":
        assert tree.places(node)
