"""The smallest set of tests, compared with brute force."""

from __future__ import annotations

import builtins
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.plan import greedy_cover, smallest_cover

Sets = dict[str, frozenset[str]]
names = st.sampled_from([f"t{n}" for n in range(9)])
elements = st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=5)
instances = st.dictionaries(names, elements, max_size=9).flatmap(
    lambda sets: st.tuples(
        st.just(sets), st.fixed_dictionaries({name: st.integers(1, 40).map(lambda n: n / 4) for name in sets})
    )
)


def brute_force(sets: Sets, weights: dict[str, float]) -> float:
    """The weight of the cheapest of all choices."""
    everything = frozenset().union(*sets.values())
    choices = chain.from_iterable(combinations(sorted(sets), n) for n in range(len(sets) + 1))
    covering = (c for c in choices if frozenset().union(*(sets[name] for name in c)) == everything)
    return min(sum(weights[name] for name in c) for c in covering)


@settings(max_examples=500, deadline=None)
@given(instances)
def test_exact_is_brute_force_and_greedy_is_never_better(instance: tuple[Sets, dict[str, float]]) -> None:
    sets, weights = instance
    best, simple = smallest_cover(sets, weights), greedy_cover(sets, weights)
    everything = frozenset().union(*sets.values())
    assert best.exact
    assert best.weight == pytest.approx(brute_force(sets, weights))
    assert simple.weight >= best.weight - 1e-9
    for cover in (best, simple):
        assert frozenset().union(*(sets[name] for name in cover.chosen)) == everything
        assert cover.weight == pytest.approx(sum(weights[name] for name in cover.chosen))


def test_greedy_can_be_wrong_and_exact_is_not() -> None:
    sets = {"a": frozenset("123"), "b": frozenset("456"), "big": frozenset("1245"), "rest": frozenset("36")}
    weights = {"a": 3.0, "b": 3.0, "big": 3.0, "rest": 3.5}
    assert smallest_cover(sets, weights).chosen == ("a", "b")
    assert greedy_cover(sets, weights).weight > 6.0


def test_without_the_solver_the_greedy_choice_is_not_called_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def none(name: str, *rest: object, **more: object) -> object:
        if name.startswith(("scipy", "numpy")):
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", none)
    found = smallest_cover({"a": frozenset("x"), "b": frozenset("xy")}, {"a": 1.0, "b": 1.0})
    assert (found.chosen, found.exact) == (("b",), False)


def test_nothing_to_cover() -> None:
    assert smallest_cover({}, {}).chosen == () and smallest_cover({}, {}).exact
