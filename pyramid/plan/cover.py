"""Weighted set cover: the cheapest sets that together hold everything.

Exact by integer programming (HiGHS, through scipy) where scipy is installed; the greedy choice
(Chvátal 1979, "A greedy heuristic for the set-covering problem") is made in any case: it is the
check of the exact one, and the answer without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SECONDS = 30.0  # for the exact search


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The chosen sets, sorted, and their weight; ``exact`` says that no cheaper choice exists."""

    chosen: tuple[str, ...]
    weight: float
    exact: bool


def smallest_cover(sets: Mapping[str, frozenset[str]], weights: Mapping[str, float]) -> Cover:
    """The cheapest sets that hold every element of all sets.  Weights are above 0."""
    simple = greedy_cover(sets, weights)
    if not simple.chosen:
        return Cover(chosen=(), weight=0.0, exact=True)
    found = _exact(sets, weights)
    if found is None:
        return simple
    chosen, exact = found
    weight = _weigh(chosen, weights)
    return simple if weight > simple.weight + 1e-9 else Cover(chosen=chosen, weight=weight, exact=exact)


def greedy_cover(sets: Mapping[str, frozenset[str]], weights: Mapping[str, float]) -> Cover:
    """Again and again the set with the lowest weight for each new element, then none that is not needed."""
    left = set().union(*sets.values()) if sets else set()
    chosen: list[str] = []
    while left:
        best = min(
            (name for name in sets if sets[name] & left),
            key=lambda name: (weights[name] / len(sets[name] & left), name),
        )
        chosen.append(best)
        left -= sets[best]
    kept = _needed(chosen, sets, weights)
    return Cover(chosen=kept, weight=_weigh(kept, weights), exact=False)


def _needed(
    chosen: Sequence[str], sets: Mapping[str, frozenset[str]], weights: Mapping[str, float]
) -> tuple[str, ...]:
    """Without those whose elements the others hold, the heaviest first."""
    kept = set(chosen)
    for name in sorted(chosen, key=lambda each: (-weights[each], each)):
        others = frozenset().union(*(sets[each] for each in kept if each != name))
        if sets[name] <= others:
            kept.discard(name)
    return tuple(sorted(kept))


def _exact(
    sets: Mapping[str, frozenset[str]], weights: Mapping[str, float]
) -> tuple[tuple[str, ...], bool] | None:
    """The optimum, or the best that was found in time; None without scipy."""
    try:
        import numpy
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_matrix
    except ImportError:
        return None
    names = sorted(sets)
    elements = sorted(set().union(*sets.values()))
    row = {element: number for number, element in enumerate(elements)}
    pairs = [(row[element], column) for column, name in enumerate(names) for element in sets[name]]
    rows, columns = zip(*pairs, strict=True)
    matrix = csr_matrix((numpy.ones(len(pairs)), (rows, columns)), shape=(len(elements), len(names)))
    result = milp(
        c=[weights[name] for name in names],
        constraints=LinearConstraint(matrix, lb=1),
        integrality=numpy.ones(len(names)),
        bounds=Bounds(0, 1),
        options={"time_limit": _SECONDS, "mip_rel_gap": 0},
    )
    if result.x is None:
        return None
    chosen = tuple(name for name, taken in zip(names, result.x, strict=True) if taken > 0.5)
    return chosen, result.status == 0


def _weigh(chosen: Sequence[str], weights: Mapping[str, float]) -> float:
    return sum(weights[name] for name in chosen)
