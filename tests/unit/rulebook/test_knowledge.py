"""What is known about names outside the tree."""

from __future__ import annotations

import unittest
import unittest.mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.rulebook import Knowledge, KnownFixture, KnownFunction, KnownParameter, KnownType, load_rules

RULES = load_rules()


def knowledge() -> Knowledge:
    return Knowledge(
        types=[
            KnownType(
                name="a.Base",
                aliases=("b.Base",),
                returns={"make": "a.Thing", "same": "self"},
                attributes={"x": "a.Thing"},
            ),
            KnownType(name="a.Sub", bases=("b.Base",)),
            KnownType(name="a.Thing", returns={"*": "a.Thing"}),
        ],
        functions=[KnownFunction(name="a.open", aliases=("b.open",), returns="a.Sub", behaves="wraps")],
        fixtures=[
            KnownFixture(name="client", type="a.Sub", requires=("first",)),
            KnownFixture(name="client", type="a.Thing", requires=("second",)),
            KnownFixture(name="free", type="a.Base"),
        ],
        parameters=[KnownParameter(type="a.Base", name="config", function="setup", requires=("first",))],
    )


def test_aliases_count_for_members() -> None:
    known = knowledge()
    assert known.canonical("b.Base.make") == "a.Base.make"
    assert known.canonical("c.Base.make") == "c.Base.make"
    assert known.canonical("b") == "b"


def test_calls_and_attributes_follow_bases() -> None:
    known = knowledge()
    assert known.type_of_call("a.Sub") == "a.Sub"
    assert known.type_of_call("a.Sub.make") == "a.Thing"
    assert known.type_of_call("a.Sub.same") == "a.Sub"
    assert known.type_of_call("b.open") == "a.Sub"
    assert known.type_of_call("a.Sub.other") is None
    assert known.type_of_call("a.Thing.anything") == "a.Thing"
    assert known.type_of_attribute("a.Sub.x") == "a.Thing"
    assert known.type_of_attribute("a.Sub.make") is None


def test_fixtures_of_two_plugins_are_told_apart() -> None:
    known = knowledge()
    assert known.fixture_type("client", frozenset({"second", "other"})) == "a.Thing"
    assert known.fixture_type("client", frozenset()) is None
    assert known.fixture_type("free", frozenset()) == "a.Base"


def test_parameters_that_a_framework_fills() -> None:
    known = knowledge()
    used = frozenset({"first"})
    assert known.parameter_type("setup", "config", True, used) == "a.Base"
    assert known.parameter_type("other", "config", True, used) is None
    assert known.parameter_type("setup", "config", True, frozenset()) is None


def test_packages_lead_to_packages() -> None:
    known = Knowledge(
        types=[
            KnownType(name="front.Page", returns={"raw": "back.Driver"}),
            KnownType(name="back.Driver", bases=("base.Driver",)),
        ],
        fixtures=[KnownFixture(name="page", type="front.Page")],
    )
    assert known.related_packages(frozenset({"front"}), frozenset()) == {"front", "back", "base"}
    assert known.related_packages(frozenset(), frozenset({"page"})) == {"front", "back", "base"}
    assert known.related_packages(frozenset({"base"}), frozenset()) == {"base"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
def test_cyclic_bases_end(bases: dict[str, list[str]]) -> None:
    known = Knowledge(types=[KnownType(name=name, bases=tuple(of)) for name, of in bases.items()])
    for name in bases:
        lineage = known.lineage(name)
        assert lineage[0] == name
        assert len(set(lineage)) == len(lineage)
        assert known.type_of_call(f"{name}.nothing") is None


def test_set_up_of_test_classes() -> None:
    known = RULES.knowledge
    assert "setup_method" in known.setup_methods(["mine.TestPlain"])
    assert "setUp" not in known.setup_methods(["mine.TestPlain"])
    assert "setUp" in known.setup_methods(["mine.Case", "unittest.case.TestCase"])
    assert "setup_module" in known.module_setup()


@pytest.mark.parametrize("name", [each for each in dir(unittest.TestCase) if each.startswith("assert")])
def test_every_assert_method_is_a_check(name: str) -> None:
    assert f"unittest.TestCase.{name}" in RULES.triggers["call"]


@pytest.mark.parametrize(
    "name", [each for each in dir(unittest.mock.AsyncMock()) if each.startswith("assert")]
)
def test_every_assertion_of_a_mock_is_a_check(name: str) -> None:
    assert f"unittest.mock.NonCallableMock.{name}" in RULES.triggers["call"]
