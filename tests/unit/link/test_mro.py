"""The linearisation is CPython's own."""

from hypothesis import given
from hypothesis import strategies as st

from pyramid.link.mro import linearise


@st.composite
def hierarchies(draw):
    """Numbers of classes with earlier ones as bases: like source code read from the top."""
    count = draw(st.integers(1, 9))
    return [draw(st.lists(st.integers(0, n - 1), unique=True, max_size=3)) if n else [] for n in range(count)]


@given(hierarchies())
def test_agrees_with_the_interpreter(bases):
    made, broken = {}, set()
    for number, parents in enumerate(bases):
        if any(parent in broken for parent in parents):
            broken.add(number)
            continue
        try:
            made[number] = type(f"C{number}", tuple(made[parent] for parent in parents), {})
        except TypeError:
            broken.add(number)
    for number, cls in made.items():
        expected = tuple(int(each.__name__[1:]) for each in cls.__mro__[:-1])
        assert linearise(number, lambda each: bases[each]) == expected


@given(
    st.dictionaries(st.integers(0, 5), st.lists(st.integers(0, 5), max_size=3), max_size=6), st.integers(0, 5)
)
def test_any_graph_has_some_order(bases, start):
    order = linearise(start, lambda each: bases.get(each, []))
    assert order[0] == start
    assert len(order) == len(set(order))
    reachable, todo = {start}, [start]
    while todo:
        for base in bases.get(todo.pop(), []):
            if base not in reachable:
                reachable.add(base)
                todo.append(base)
    assert set(order) <= reachable
