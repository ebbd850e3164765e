import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.cover import TestFinder, parse_context
from pyramid.model.meaning import TestCase


def case(node: str, symbol: str) -> TestCase:
    return TestCase(id=node, path=node.partition("::")[0], line=1, end_line=2, symbol=symbol, runner="any")


@pytest.mark.parametrize(
    ("text", "test", "phase"),
    [
        ("", "", ""),
        ("tests/test_a.py::test_b", "tests/test_a.py::test_b", ""),
        ("tests/test_a.py::test_b|run", "tests/test_a.py::test_b", "run"),
        ("tests/test_a.py::TestC::test_b[x]|setup", "tests/test_a.py::TestC::test_b", "setup"),
        ("t.py::test_b[a|run]|teardown", "t.py::test_b", "teardown"),
        ("t.py::test_b[a::b[0]-c]|run", "t.py::test_b", "run"),
        ("nightly|t.py::test_b[a|b]|run", "t.py::test_b", "run"),
        ("tests.test_a.TestC.test_b", "tests.test_a.TestC.test_b", ""),
        ("nightly|tests.test_a.test_b", "tests.test_a.test_b", ""),
        ("[odd] folder/t.py::test_b[1]|run", "[odd] folder/t.py::test_b", "run"),
        ("run", "run", ""),
        ("unit", "unit", ""),
    ],
)
def test_parse_context(text: str, test: str, phase: str) -> None:
    context = parse_context(text)
    assert (context.test, context.phase) == (test, phase)


@settings(deadline=None)
@given(st.text(), st.sampled_from(["", "|run", "|setup", "|teardown"]))
def test_parameters_never_leak(parameters: str, phase: str) -> None:
    assert parse_context(f"a/t.py::T::test_x[{parameters}]{phase}").test == "a/t.py::T::test_x"


@settings(deadline=None)
@given(st.text())
def test_any_text_is_some_context(text: str) -> None:
    parse_context(text)


TESTS = (
    case("shop/tests/test_cart.py::test_total", "shop.tests.test_cart.test_total"),
    case("shop/tests/test_cart.py::TestTax::test_total", "shop.tests.test_cart.TestTax.test_total"),
    case("other/tests/test_cart.py::test_total", "other.tests.test_cart.test_total"),
    case("other/tests/test_cart.py::test_empty[None]", "other.tests.test_cart.test_empty"),
    case("other/base.py::Base::test_inherited", "other.base.Base.test_inherited"),
    case("other/base.py::test_alone", "other.base.test_alone"),
)


@pytest.mark.parametrize(
    ("context", "found"),
    [
        ("shop/tests/test_cart.py::test_total|run", 0),
        ("shop/tests/test_cart.py::TestTax::test_total[1-2]|setup", 1),
        ("tests/test_cart.py::TestTax::test_total|run", 1),  # recorded in a folder of the root
        ("repo/shop/tests/test_cart.py::test_total|run", 0),  # recorded in a folder above it
        ("test_cart.py::test_total|run", None),  # two have this name
        ("other\\tests\\test_cart.py::test_empty[a]|run", 3),
        ("other/base.py::Child::test_inherited|run", 4),
        ("shop/tests/test_cart.py::test_gone|run", None),
        ("art.py::TestTax::test_total|run", None),  # half a file name is none
        ("shop.tests.test_cart.test_total", 0),
        ("test_cart.TestTax.test_total", 1),
        ("repo.shop.tests.test_cart.test_total", 0),
        ("test_cart.test_total", None),
        ("rt.test_empty", None),
        ("unit", None),
        ("", None),
    ],
)
def test_find(context: str, found: int | None) -> None:
    assert TestFinder(TESTS).find(context) == (None if found is None else TESTS[found])
