"""Reachability of every node at once: bit sets over the condensation.

Nodes on a cycle reach the same nodes, so the closure is computed once per strongly connected
component, callees first (Tarjan's order), and a set of nodes is one Python integer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence


class Reachability:
    """What each node reaches.  Nodes are numbered in sorted order; bit *n* is node *n*."""

    def __init__(self, names: list[str], components: dict[str, int], closure: list[int]) -> None:
        self._names = names
        self._number = {name: position for position, name in enumerate(names)}
        self._component = components
        self._closure = closure

    def reached(self, name: str) -> frozenset[str]:
        """Nodes reachable from ``name``, itself excluded."""
        return frozenset(self._names[position] for position in _bits(self.bits(name)))

    def reaches(self, start: str, goal: str) -> bool:
        """Whether a path leads from ``start`` to ``goal``."""
        number = self._number.get(goal)
        return number is not None and bool(self.bits(start) >> number & 1)

    def bits(self, name: str) -> int:
        """The set of reached nodes as an integer, ``name`` itself excluded."""
        component = self._component.get(name)
        if component is None:
            return 0
        return self._closure[component] & ~(1 << self._number[name])

    def name(self, position: int) -> str:
        """The node behind one bit."""
        return self._names[position]

    def union(self, names: Iterable[str]) -> frozenset[str]:
        """Nodes reachable from any of these."""
        together = 0
        for name in names:
            together |= self.bits(name)
        return frozenset(self._names[position] for position in _bits(together))


def reach_all(pairs: Iterable[tuple[str, str]]) -> Reachability:
    """The closure of a graph given as (from, to) pairs."""
    import networkx  # slow to load, and seldom needed

    graph = networkx.DiGraph()
    graph.add_edges_from(pairs)
    names = sorted(graph.nodes)
    number = {name: position for position, name in enumerate(names)}
    components: dict[str, int] = {}
    closure: list[int] = []
    for position, members in enumerate(networkx.strongly_connected_components(graph)):
        reached = 0
        for name in members:
            components[name] = position
            reached |= 1 << number[name]
        for name in members:
            for callee in graph.successors(name):
                if components.get(callee) != position:
                    reached |= closure[components[callee]]
        closure.append(reached)
    return Reachability(names, components, closure)


def starts_reaching(pairs: Iterable[tuple[str, str]], starts: Sequence[str]) -> Mapping[str, int]:
    """For each node the set of starts that reach it; bit *n* is ``starts[n]``, which reaches itself.

    One pass over the condensation, callers first: only the starts are carried, so that memory
    grows with nodes times starts.
    """
    follow: dict[str, list[str]] = {name: [] for name in starts}
    for caller, callee in pairs:
        follow.setdefault(caller, []).append(callee)
    components = _components(follow)
    place = {name: number for number, members in enumerate(components) for name in members}
    carried = [0] * len(components)
    for number, name in enumerate(starts):
        carried[place[name]] |= 1 << number
    for number in range(len(components) - 1, -1, -1):
        bits = carried[number]
        if bits:
            for name in components[number]:
                for callee in follow.get(name, ()):
                    carried[place[callee]] |= bits
    return {name: carried[number] for name, number in place.items() if carried[number]}


def _components(follow: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Strongly connected components, callees first.

    R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1972,
    without recursion.  Written out here because a graph object of its own would cost more time
    and memory than the whole pass.
    """
    low: dict[str, int] = {}
    open_: list[str] = []
    done: set[str] = set()
    found: list[list[str]] = []
    for start in follow:
        todo = [(start, iter(follow[start]))] if start not in low else []
        if todo:
            low[start] = len(low)
            open_.append(start)
        numbers = {start: low.get(start, 0)}
        while todo:
            name, rest = todo[-1]
            for callee in rest:
                if callee not in low:
                    low[callee] = numbers[callee] = len(low)
                    open_.append(callee)
                    todo.append((callee, iter(follow.get(callee, ()))))
                    break
                if callee not in done and low[callee] < low[name]:
                    low[name] = low[callee]
            else:
                todo.pop()
                if todo and low[name] < low[todo[-1][0]]:
                    low[todo[-1][0]] = low[name]
                if low[name] == numbers[name]:
                    members = [open_.pop()]
                    while members[-1] != name:
                        members.append(open_.pop())
                    done.update(members)
                    found.append(members)
    return found


def _bits(value: int) -> Iterator[int]:
    while value:
        lowest = value & -value
        yield lowest.bit_length() - 1
        value ^= lowest
