from __future__ import annotations

from collections.abc import Callable

import pytest

from pyramid.model.facts import FileFacts

Read = Callable[[str], FileFacts]

_SOURCE = """\
package shop.tests;
/** Docs. */
@Tag("slow")
public abstract class CartTest extends Base<Page> implements Flow, a.b.Other {
    private static final String URL = "/cart";
    @FindBy(id = "x") private WebElement button;

    CartTest(Driver driver) { this.start(); }

    @Test
    void adds() {
        Runnable run = () -> { go(x -> x); };
        new Thread() { public void run() {} };
    }
    static <T> T total(List<T> rows, int... more) { return null; }
    void total() {}
    void total(Map<String, Page> pages, Page... more) {}
    abstract Page open();
    interface Flow { void step(); default void all() {} }
    enum Color { RED("r"), BLUE { void x() {} }; Color(String c) {} }
    record Item(String name, int price) { Item { check(price); } String name() { return "n"; } }
    @interface Slow { int value() default 1; }
}
"""


def test_names_nesting_and_lines(read_java: Read) -> None:
    found = [(d.kind, d.qualname, d.parent, d.start_line, d.line) for d in read_java(_SOURCE).definitions]
    assert found == [
        ("module", "", -1, 1, 1),
        ("class", "CartTest", 0, 3, 4),
        ("function", "CartTest.__init__", 1, 8, 8),
        ("function", "CartTest.adds", 1, 10, 11),
        ("lambda", "CartTest.adds.<lambda1>", 3, 12, 12),
        ("lambda", "CartTest.adds.<lambda1>.<lambda1>", 4, 12, 12),
        ("class", "CartTest.adds.<class2>", 3, 13, 13),
        ("function", "CartTest.adds.<class2>.run", 6, 13, 13),
        ("function", "CartTest.total", 1, 15, 15),
        ("function", "CartTest.total()", 1, 16, 16),
        ("function", "CartTest.total(Map,Page[])", 1, 17, 17),
        ("function", "CartTest.open", 1, 18, 18),
        ("class", "CartTest.Flow", 1, 19, 19),
        ("function", "CartTest.Flow.step", 12, 19, 19),
        ("function", "CartTest.Flow.all", 12, 19, 19),
        ("class", "CartTest.Color", 1, 20, 20),
        ("class", "CartTest.Color.<class1>", 15, 20, 20),
        ("function", "CartTest.Color.<class1>.x", 16, 20, 20),
        ("function", "CartTest.Color.__init__", 15, 20, 20),
        ("class", "CartTest.Item", 1, 21, 21),
        ("function", "CartTest.Item.__init__", 19, 21, 21),
        ("function", "CartTest.Item.price", 19, 21, 21),
        ("function", "CartTest.Item.name", 19, 21, 21),
        ("class", "CartTest.Slow", 1, 22, 22),
        ("function", "CartTest.Slow.value", 23, 22, 22),
    ]


def test_headers(read_java: Read, in_python) -> None:
    show, _ = in_python
    found = {d.qualname: d for d in read_java(_SOURCE).definitions}
    cart = found["CartTest"]
    assert [show(base) for base in cart.bases] == ["Base", "Flow", "a.b.Other"]
    assert [show(each) for each in cart.decorators] == ['Tag("slow")']
    assert [key for key, _ in cart.keywords] == ["abstract"]
    assert [key for key, _ in found["CartTest.Flow"].keywords] == ["abstract"]
    assert [show(each) for each in found["CartTest.total"].decorators] == ["staticmethod"]
    assert [(p.name, p.kind) for p in found["CartTest.total"].parameters] == [
        ("rows", "positional"), ("more", "*"),
    ]  # fmt: skip
    assert [p.name for p in found["CartTest.adds"].parameters] == ["this"]
    assert show(found["CartTest.open"].returns) == "Page"
    assert found[""].keywords[0][1].text == "shop.tests"


def test_fields(read_java: Read, in_python) -> None:
    """An annotation is the value of a field that has none; a constructor runs that of the base."""
    _, outline = in_python
    found = {d.qualname: d for d in read_java(_SOURCE).definitions}
    assert list(outline(found["CartTest"].body))[:2] == [
        'URL = "/cart"', 'button: WebElement = FindBy(id="x")',
    ]  # fmt: skip
    assert list(outline(found["CartTest.__init__"].body)) == ["super().__init__()", "this.start()"]
    assert list(outline(found["CartTest.Color"].body))[:1] == ['RED = Color("r")']


def test_a_record_keeps_its_parts(read_java: Read, in_python) -> None:
    _, outline = in_python
    found = {d.qualname: d for d in read_java(_SOURCE).definitions}
    made = found["CartTest.Item.__init__"]
    assert [p.name for p in made.parameters] == ["this", "name", "price"]
    assert list(outline(made.body)) == ["check(price)", "this.name = name", "this.price = price"]
    assert list(outline(found["CartTest.Item.price"].body)) == ["return this.price"]


@pytest.mark.parametrize(
    ("source", "module", "name", "binds"),
    [
        ("import a.b.C;", "a.b", "C", "C"),
        ("import a.b.*;", "a.b", "*", "*"),
        ("import static a.b.C.m;", "a.b.C", "m", "m"),
        ("import static a.b.C.*;", "a.b.C", "*", "*"),
        ("import a\n  .b . C ;", "a.b", "C", "C"),
    ],
)
def test_imports(read_java: Read, source: str, module: str, name: str, binds: str) -> None:
    (found,) = read_java(source).definitions[0].imports
    assert (found.module, found.name, found.binds) == (module, name, binds)


def test_comments_by_line(read_java: Read) -> None:
    facts = read_java('// a\nclass C {\n  /* b\n   * c */\n  String s = "// no";\n}\n')
    assert [(c.line, c.text) for c in facts.comments] == [(1, "// a"), (3, "/* b"), (4, "* c */")]
