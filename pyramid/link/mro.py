"""C3 linearisation of class hierarchies."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def linearise(item: Item, bases: Callable[[Item], Sequence[Item]]) -> tuple[Item, ...]:
    """The method resolution order of ``item``, itself first.

    The algorithm is C3 (Barrett et al., "A Monotonic Superclass Linearization for Dylan",
    OOPSLA 1996), as in CPython.  Source code under analysis may have a hierarchy that has no
    such order, or one that runs in a circle: then the order is depth first, each class once.
    """
    return _linearise(item, bases, {}, ())


def _linearise(
    item: Item,
    bases: Callable[[Item], Sequence[Item]],
    known: dict[Item, tuple[Item, ...]],
    path: tuple[Item, ...],
) -> tuple[Item, ...]:
    found = known.get(item)
    if found is not None:
        return found
    if item in path:
        return (item,)
    direct = list(dict.fromkeys(bases(item)))
    orders = [_linearise(base, bases, known, (*path, item)) for base in direct]
    merged = _merge([*(list(order) for order in orders), direct])
    if merged is None or item in merged:
        merged = [each for order in orders for each in order if each != item]
    known[item] = tuple(dict.fromkeys((item, *merged)))
    return known[item]


def _merge(sequences: list[list[Item]]) -> list[Item] | None:
    merged: list[Item] = []
    sequences = [sequence for sequence in sequences if sequence]
    while sequences:
        head = _good_head(sequences)
        if head is None:
            return None
        merged.append(head)
        for sequence in sequences:
            if sequence[0] == head:
                del sequence[0]
        sequences = [sequence for sequence in sequences if sequence]
    return merged


def _good_head(sequences: list[list[Item]]) -> Item | None:
    for sequence in sequences:
        if not any(sequence[0] in other[1:] for other in sequences):
            return sequence[0]
    return None
