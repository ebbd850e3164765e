"""Languages that import by package: types, members named without their object, overloads."""

from __future__ import annotations

import pytest

PAGES = """
package shop.pages;
public abstract class Page {
    protected final Driver driver;
    static final String ROOT = "http://shop";
    Page(Driver driver) { this.driver = driver; }
    protected void click(String id) { find(id); }
    Element find(String id) { return driver.element(id); }
    abstract String path();
    void open() { visit(ROOT + path()); }
    void visit(String url) {}
    static class Driver { Element element(String id) { return new Element(); } }
}
"""
ELEMENT = "package shop.pages; class Element { void press() {} void press(int times) {} }"
CART = """
package shop.pages.cart;
import shop.pages.*;
public class CartPage extends Page {
    public CartPage(Driver driver) { super(driver); }
    String path() { return "/cart"; }
    public CartPage checkOut() { click("go"); find("x").press(2); return this; }
}
"""
TESTS = """
package shop.tests;
import static shop.tests.Helpers.twice;
import shop.pages.Page;
import shop.pages.cart.CartPage;
class CartTest extends Base {
    private CartPage page;
    @Test void opens() {
        page = new CartPage(driver);
        page.checkOut().open();
        twice(() -> page.visit("/"));
        log();
        new Thread() { public void run() { log(); page.checkOut(); } };
    }
}
"""
BASE = "package shop.tests; class Base { Page.Driver driver = new Page.Driver(); void log() {} }"
HELPERS = "package shop.tests; class Helpers { static void twice(Runnable what) { what.run(); } }"
FILES = {
    "a/src/main/Page.java": PAGES,
    "a/src/main/Element.java": ELEMENT,
    "a/src/main/CartPage.java": CART,
    "a/src/test/CartTest.java": TESTS,
    "a/src/test/Base.java": BASE,
    "a/src/test/Helpers.java": HELPERS,
}


@pytest.fixture
def linked(link):
    return link(FILES)


def test_what_a_test_calls(linked) -> None:
    assert linked.callees("a/src/test/CartTest.CartTest.opens") >= {
        "a/src/main/CartPage.CartPage.__init__",
        "a/src/main/CartPage.CartPage.checkOut",
        "a/src/main/Page.Page.open",
        "a/src/test/Helpers.Helpers.twice",
        "a/src/test/Base.Base.log",
    }


def test_a_member_of_a_base_class_in_another_file(linked) -> None:
    callees = linked.callees("a/src/main/CartPage.CartPage.checkOut")
    assert {"a/src/main/Page.Page.click", "a/src/main/Page.Page.find"} <= callees


def test_the_overload_with_as_many_parameters(linked) -> None:
    callees = linked.callees("a/src/main/CartPage.CartPage.checkOut")
    assert "a/src/main/Element.Element.press(int)" in callees
    assert "a/src/main/Element.Element.press" not in callees


def test_a_base_class_runs_what_its_subclass_overrides(linked) -> None:
    assert "a/src/main/CartPage.CartPage.path" in linked.callees("a/src/main/Page.Page.open")


def test_a_constructor_runs_that_of_the_base(linked) -> None:
    callees = linked.callees("a/src/main/CartPage.CartPage.__init__")
    assert "a/src/main/Page.Page.__init__" in callees


def test_the_members_of_the_class_around_one_without_a_name(linked) -> None:
    run = next(name for name in linked.program.symbols() if name.endswith(">.run"))
    assert linked.callees(run) == {"a/src/test/Base.Base.log", "a/src/main/CartPage.CartPage.checkOut"}


def test_the_same_type_in_two_projects_is_the_nearer_one(link) -> None:
    linked = link(
        {
            **{f"{at}/Tool.java": "package p; class Tool { static void run() {} }" for at in ("a", "b")},
            "b/x/Use.java": "package q; import p.Tool; class Use { void go() { Tool.run(); } }",
        }
    )
    assert linked.callees("b/x/Use.Use.go") == {"b/Tool.Tool.run"}


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("BOOK", "/books/{id}"),
        ("Paths.BOOK", "/books/{id}"),
        ('String.format("%s/%d?a=%%", Paths.BOOKS, 3)', "/books/3?a=%"),
        ('"%s/x".formatted(Paths.BOOKS)', "/books/x"),
        ('Paths.BOOKS.concat("/4")', "/books/4"),
        ("HOST + Paths.BOOKS", "\0/books"),
    ],
)
def test_texts_of_constants(link, expression: str, text: str) -> None:
    source = """
        class Use {
            static class Paths {
                static final String BOOKS = "/books";
                static final String BOOK = BOOKS + "/{id}";
            }
            static final String BOOK = Paths.BOOK;
            static final String HOST = System.getProperty("host");
            void go() { send(%s); }
        }
    """
    program = link({"a/Use.java": source % expression}).program
    body = program.definition("a/Use.Use.go").body
    found = program.text("a/Use.Use.go", body[0].value.operands[1])
    assert found is not None and found.pattern == text
