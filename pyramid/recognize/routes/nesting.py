"""Where routes hang: prefixes and name spaces along every chain of mounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pyramid.model.meaning import Meaning
from pyramid.recognize.routes.paths import HOLE, UNKNOWN, joined, normal

_MOST = 24
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Place:
    """One way to reach a node: the path before it, the names around it, what leads every path (a version)."""

    prefix: str = ""
    names: tuple[str, ...] = ()
    leading: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """``child`` hangs under ``parent``; ``replaces`` when its prefix stands for the child's own."""

    parent: str
    child: str
    prefix: str = ""
    name: str = ""
    has_prefix: bool = False
    replaces: bool = False
    leading: str = ""


@dataclass(slots=True)
class Nesting:
    """All edges, and what routers say about themselves."""

    edges: dict[str, list[Edge]] = field(default_factory=dict)
    own: dict[str, Edge] = field(default_factory=dict)
    _places: dict[str, tuple[Place, ...]] = field(default_factory=dict)

    def hang(self, edge: Edge) -> None:
        """Add an edge."""
        if edge.child and edge.child != edge.parent:
            self.edges.setdefault(edge.child, []).append(edge)

    def places(self, node: str) -> tuple[Place, ...]:
        """Every place of a node; a node that hangs nowhere is a root."""
        return self._find(node, ())

    def _find(self, node: str, seen: tuple[str, ...]) -> tuple[Place, ...]:
        if node in self._places:
            return self._places[node]
        own = self.own.get(node, Edge("", node))
        found: dict[Place, None] = {}
        for edge in self.edges.get(node, ()):
            if edge.parent in seen or len(seen) > _DEEPEST:
                continue
            for place in self._find(edge.parent, (*seen, node)):
                found[_under(place, edge, own)] = None
        places = tuple(found)[:_MOST] or (_under(Place(), Edge("", node), own),)
        if not seen:
            self._places[node] = places
        return places


def nesting(
    mounts: Iterable[Meaning],
    routes: Iterable[Meaning],
    variable: Callable[[str, str], str],
    modules: Mapping[str, object],
) -> Nesting:
    """The edges that mounts make, and the routes that turn out to be mounts.

    ``variable(module, name)`` reads a text variable of a module, ``modules`` are the known ones.
    """
    mounts = list(mounts)
    tree = Nesting()
    holders = {mount.slot("within") for mount in mounts} | {route.slot("within") for route in routes}
    for route in routes:
        if route.slot("call") in holders:
            prefix = normal(route.slot("path"), route.slot("style"))
            tree.hang(Edge(owner(route), route.slot("call"), prefix, has_prefix=True))
    for mount in mounts:
        _add(tree, mount, variable, modules, mount.slot("call") in holders)
    return tree


def owner(meaning: Meaning) -> str:
    """The node that a registration hangs at."""
    return (
        meaning.slot("owner") or meaning.slot("parent") or meaning.slot("within") or meaning.slot("container")
    )


def leading(meaning: Meaning) -> str:
    """What a version puts before the whole path: ``{}`` of the slot ``leading`` is the version."""
    version = meaning.slot("version").replace(UNKNOWN, HOLE)
    return (meaning.slot("leading") or "{}").replace("{}", version) if version else ""


def _add(
    tree: Nesting,
    mount: Meaning,
    variable: Callable[[str, str], str],
    modules: Mapping[str, object],
    holds: bool,
) -> None:
    child, prefix = mount.slot("child"), normal(mount.slot("prefix"))
    if mount.slot("own"):
        tree.own[child] = Edge("", child, prefix, mount.slot("name"), leading=leading(mount))
        return
    name = mount.slot("name")
    if child in modules:
        if mount.slot("variable"):
            name = name or variable(child, mount.slot("variable"))
        child = f"{child}.{mount.slot('container-name')}" if mount.slot("container-name") else child
    given = any(slot == "prefix" for slot, _ in mount.slots)
    replaces = bool(mount.slot("replaces"))
    parent = owner(mount)
    for node in (child, mount.slot("call")) if holds else (child,):
        tree.hang(Edge(parent, node, prefix, name, given, replaces, leading(mount)))


def _under(place: Place, edge: Edge, own: Edge) -> Place:
    if edge.replaces and edge.has_prefix:
        prefix, name = edge.prefix, edge.name or own.name
    elif edge.replaces:
        prefix, name = own.prefix, edge.name or own.name
    else:
        prefix, name = _glue(edge.prefix, own.prefix), edge.name or own.name
    names = (*place.names, name) if name else place.names
    return Place(_glue(place.prefix, prefix), names, own.leading or edge.leading or place.leading)


def _glue(left: str, right: str) -> str:
    return joined(left, right) if left and right else left + right
