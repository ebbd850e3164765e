from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("x(page, given, N, other);", "x(this.page, given, C.N, other)"),
        ("go();", "this.go()"),
        ("run();", "run()"),
        ("C.this.go();", "go()"),
        ("super.go(1);", "super().go(1)"),
        ("this.<String>go();", "this.go()"),
        ("a.b.c().d[1].e();", "a.b.c().d[1].e()"),
        ("x((Page) given, Page.class, String[].class);", "x(given, Page, list)"),
        ("new a.Page<String>(1);", "a.Page(1)"),
        ("x(new int[] {1, 2}, new int[3]);", "x([1, 2], [])"),
        ("x(given::go, Page::new, String::valueOf);", "x(given.go, Page, String.valueOf)"),
        ("x(1_000L, 0xFFL, 1.5f, 'a', null, true);", 'x(1000, 0xFFL, 1.5, "a", None, True)'),
        ('x("a" + N + "b");', 'x((("a" + C.N) + "b"))'),
        ('x("\\u00e4\\n\\"\\101");', 'x("ä\n"A")'),
        ("x(!a && b || -c > 1);", "x(((not a and b) or - c > 1))"),
        ("x(a ? b : c);", "x((b if a else c))"),
        ('x("""\n      a\n        "b"\\\n      c\n      """);', 'x("a\n  "b"c\n")'),
    ],
)
def test_expressions(value, source: str, shown: str) -> None:
    assert value(source) == shown


def test_a_lambda_knows_the_object_around_it(read_java) -> None:
    facts = read_java("class C { int n; void m() { run(() -> { n = 1; }); } }")
    inner = next(d for d in facts.definitions if d.kind == "lambda")
    assert inner.body[0].targets[0].operands[0].text == "this"


def test_a_field_of_the_class_around_is_read_by_its_name(read_java) -> None:
    facts = read_java("class C { int n; class D { int m() { return n; } } }")
    inner = next(d for d in facts.definitions if d.name == "m")
    assert inner.body[0].value.operands[0].text == "C"


def test_values_of_annotations(read_java, in_python) -> None:
    show, _ = in_python
    facts = read_java('class C { @A(x = {1, 2}, y = @B("z")) @D({"p"}) @a.E void m() {} }')
    found = next(d for d in facts.definitions if d.name == "m")
    assert [show(each) for each in found.decorators] == ['A(x=[1, 2], y=B("z"))', 'D(["p"])', "a.E"]
