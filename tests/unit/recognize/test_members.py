"""Tests that decorators and base classes declare in classes."""

# ruff: noqa: RUF001  (the mark between the parts of a name)

from __future__ import annotations

import pytest

from pyramid.model.meaning import TestCase
from pyramid.recognize import find_tests, recognize

BASE = """
    package shop;
    import org.junit.jupiter.api.*;
    @Tag("all")
    abstract class Base {
        @BeforeEach void before() {}
        @Test void shared() {}
        @Test void replaced() {}
        @Test abstract void later();
    }
"""
CART = """
    package shop;
    import org.junit.jupiter.api.*;
    class CartTest extends Base {
        @BeforeAll static void start() {}
        @AfterEach void after() {}
        @Test @Tag("slow") void adds() {}
        @Test void adds(TestInfo info) {}
        @Test void replaced() {}
        void later() {}
        @Nested class Empty {
            @BeforeEach void clear() {}
            @Test void isFree() {}
        }
    }
"""
ORDER = "package shop; class OrderTest extends Base { void replaced() {} }"
FILES = {"t/Base.java": BASE, "t/CartTest.java": CART, "t/OrderTest.java": ORDER}


@pytest.fixture
def tests(link, rules):
    def found(files: dict[str, str]) -> dict[str, TestCase]:
        program = link(files)
        return {test.id: test for test in find_tests(program, recognize(program, rules), rules)}

    return found


def test_a_class_runs_what_it_inherits_and_a_base_runs_nothing(tests) -> None:
    assert set(tests(FILES)) == {
        "t/CartTest.java::CartTest › adds",
        "t/CartTest.java::CartTest › adds(TestInfo)",
        "t/CartTest.java::CartTest › replaced",
        "t/CartTest.java::CartTest › shared",
        "t/CartTest.java::CartTest › Empty › isFree",
        "t/OrderTest.java::OrderTest › shared",
    }


def test_what_runs_around_a_test(tests) -> None:
    found = tests(FILES)
    assert found["t/CartTest.java::CartTest › adds"].setup == (
        "t/Base.Base.before",
        "t/CartTest.CartTest.start",
        "t/CartTest.CartTest.after",
    )
    assert found["t/CartTest.java::CartTest › Empty › isFree"].setup == (
        "t/Base.Base.before",
        "t/CartTest.CartTest.start",
        "t/CartTest.CartTest.after",
        "t/CartTest.CartTest.Empty.clear",
    )


def test_markers_of_the_method_and_of_the_classes(tests) -> None:
    found = tests(FILES)
    assert found["t/CartTest.java::CartTest › adds"].markers == ("slow", "all")


def test_an_inherited_test_stands_at_its_class(tests) -> None:
    found = tests(FILES)["t/OrderTest.java::OrderTest › shared"]
    assert (found.path, found.line, found.symbol) == ("t/OrderTest.java", 1, "t/Base.Base.shared")


def test_a_class_whose_methods_are_tests_by_name(tests) -> None:
    source = """
        import junit.framework.TestCase;
        public class OldTest extends TestCase {
            protected void setUp() {}
            public void testAdds() {}
            private void testNothing() {}
            static void testTool() {}
            public void helper() {}
        }
    """
    found = tests({"t/OldTest.java": source})
    assert list(found) == ["t/OldTest.java::OldTest › testAdds"]
    assert found["t/OldTest.java::OldTest › testAdds"].setup == ("t/OldTest.OldTest.setUp",)
