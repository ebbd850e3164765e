"""Names in reports are matched exactly, or left out with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.results.attempt import Attempt
from pyramid.results.matching import Matcher

from .conftest import TESTS, case

MATCHER = Matcher(TESTS)


def find(name: str, owner: str = "", *groups: str, file: str = "") -> tuple[str, str]:
    test, remark = MATCHER.find(Attempt(name=name, owner=owner, groups=groups, file=file))
    return test.id if test else "", remark


@pytest.mark.parametrize(
    ("name", "owner", "test"),
    [
        ("test_total", "tests.unit.test_cart", "tests/unit/test_cart.py::test_total"),
        ("test_total[a.b-c::d]", "tests.unit.test_cart", "tests/unit/test_cart.py::test_total"),
        ("test_total", "tests.unit.test_cart.TestCart", "tests/unit/test_cart.py::TestCart::test_total"),
        (
            "test_total[x]",
            "tests.unit.test_cart.TestCart.TestEmpty",
            "tests/unit/test_cart.py::TestCart::TestEmpty::test_total",
        ),
        ("test_label", "unit.test_stock", "tests/unit/test_stock.py::test_label"),
        ("test_label", "backend.tests.api.test_stock", "tests/api/test_stock.py::test_label"),
        ("rounds", "com.acme.PriceTest", "src/test/java/com/acme/PriceTest.java::PriceTest::rounds"),
        (
            "rounds(double)[3]",
            "com.acme.PriceTest",
            "src/test/java/com/acme/PriceTest.java::PriceTest::rounds",
        ),
        ("rounds{int}[1]", "com.acme.PriceTest", "src/test/java/com/acme/PriceTest.java::PriceTest::rounds"),
    ],
)
def test_functions_and_methods(name: str, owner: str, test: str) -> None:
    assert find(name, owner) == (test, "")


@pytest.mark.parametrize(
    ("name", "owner", "groups", "file"),
    [
        ("cart empty shows nothing", "cart empty shows nothing", (), ""),
        ("shows nothing", "cart > empty", (), "web/cart.spec.ts"),
        ("cart > empty > shows nothing", "web/cart.spec.ts", (), ""),
        ("shows nothing", "", ("cart.spec.ts", "cart", "empty"), "cart.spec.ts"),
        ("cart › empty › shows nothing", "cart.spec.ts", ("cart.spec.ts",), ""),  # noqa: RUF001
    ],
)
def test_nested_groups(name: str, owner: str, groups: tuple[str, ...], file: str) -> None:
    expected = "web/cart.spec.ts::cart › empty › shows nothing"  # noqa: RUF001
    assert find(name, owner, *groups, file=file) == (expected, "")


def test_titles_with_values() -> None:
    assert find("cart adds 1 to 2", file="web/cart.spec.ts")[0].endswith("adds {} to {}")
    assert find("cart adds nothing", file="web/cart.spec.ts")[0] == ""


def test_the_file_tells_equal_titles_apart() -> None:
    assert find("works", file="web/third.spec.ts") == ("web/third.spec.ts::works", "")
    assert find("works") == ("", "2 tests are called so: web/other.spec.ts::works, web/third.spec.ts::works")


def test_a_moved_file_is_told() -> None:
    assert find("test_only_here", "tests.old.test_before") == (
        "tests/api/test_moved.py::test_only_here",
        "moved",
    )
    assert find("works", file="gone.spec.ts")[0] == ""


def test_what_is_not_there_has_a_reason() -> None:
    assert find("test_gone", "tests.unit.test_cart")[1].startswith("no test of the tree")
    assert (
        find("test_gone", file="tests/nowhere.py")[1]
        == "no test file of the audited tree is tests/nowhere.py"
    )
    assert find(" ")[1] == "it has no name"


def test_the_same_name_in_an_existing_file_is_another_test() -> None:
    """test_only_here is not in test_cart, whatever a file elsewhere is called."""
    assert find("test_only_here", "tests.unit.test_cart")[0] == ""


names = st.lists(st.from_regex(r"[a-z]{1,4}", fullmatch=True), min_size=1, max_size=3)


@settings(deadline=None)
@given(st.lists(st.tuples(names, st.from_regex(r"test_[a-c]", fullmatch=True)), max_size=12, unique_by=str))
def test_a_full_name_finds_its_own_test(tree: list[tuple[list[str], str]]) -> None:
    tests = [case(f"{'/'.join(parts)}.py::{name}") for parts, name in tree]
    matcher = Matcher(tests)
    for test, (parts, name) in zip(tests, tree, strict=True):
        path = "/".join(parts) + ".py"
        found, _ = matcher.find(Attempt(name=f"{name}[1]", owner=".".join(parts), file=path))
        assert found is not None and found.id == test.id
