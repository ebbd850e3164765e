from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.cover.roster import Roster
from pyramid.model.layers import Certainty, LayerVerdict, TestLayer
from pyramid.model.meaning import TestCase

TESTS = tuple(
    TestCase(id=f"t.py::test_{n}", path="t.py", line=1, end_line=1, symbol=f"t.test_{n}", runner="any")
    for n in range(100)
)
UNIT = LayerVerdict(layer=TestLayer.UNIT, certainty=Certainty.CERTAIN)
ROSTER = Roster(TESTS, {test.symbol: UNIT for test in TESTS[:50]})


@settings(deadline=None)
@given(st.sets(st.sampled_from(TESTS)))
def test_a_set_of_tests_gives_its_ids_again(tests: set[TestCase]) -> None:
    bits = sum(ROSTER.bit(f"{test.id}|run") for test in tests)
    assert ROSTER.ids(bits) == tuple(sorted(test.id for test in tests))


def test_an_unknown_context_is_the_empty_set() -> None:
    assert ROSTER.bit("t.py::test_gone|run") == 0
    assert ROSTER.ids(0) == ()


def test_layers_are_those_of_the_contexts() -> None:
    layers = ROSTER.layers(["t.py::test_7[a]|run", "unit"])
    assert {layer: len(ROSTER.ids(tests)) for layer, tests in layers.items()} == {TestLayer.UNIT: 50}
    assert ROSTER.layers(["t.py::test_7", "t.py::test_70"]).keys() == {TestLayer.UNIT, TestLayer.UNKNOWN}
