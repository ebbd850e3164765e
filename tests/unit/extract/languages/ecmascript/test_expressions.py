from __future__ import annotations

from collections.abc import Callable

import pytest

Show = Callable[..., str]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("page", "(name page)"),
        ("this.page", "(attribute page (name this))"),
        ("a.b?.c.d", "(attribute d (attribute c (attribute b (name a))))"),
        ("a\n  // why\n  .b", "(attribute b (name a))"),
        ("ä.ö", "(attribute ö (name ä))"),
        ("a.#b", "(attribute #b (name a))"),
        ("undefined.x", "(attribute x (name undefined))"),
        ("a[0]", "(subscript (name a) (number 0))"),
        ("a?.[b]", "(subscript (name a) (name b))"),
        ("f()", "(call f (name f))"),
        ("f /* why */ (a, /* b, */ c)", "(call f (name f) (name a) (name c))"),
        ("a.b?.(1)", "(call b (attribute b (name a)) (number 1))"),
        ("f(a)(b)", "(call (call f (name f) (name a)) (name b))"),
        ("f(...a, 1)", "(call f (name f) *=(name a) (number 1))"),
        ("f<T>(a)", "(call f (name f) (name a))"),
        ("new a.B(1)", "(call B (attribute B (name a)) (number 1))"),
        ("new B", "(call B (name B))"),
        ("await import('m')", "(await (call import (name import) (string m)))"),
        ("import.meta.url", "(attribute url (attribute meta (name import)))"),
        ("(x as T)!.y satisfies U", "(attribute y (name x))"),
        ("tag`a${b}`", "(call tag (name tag) (format (string a) (name b)))"),
    ],
)
def test_names_and_calls(expression: Show, source: str, expected: str) -> None:
    assert expression(source) == expected


def test_type_assertion_in_front(expression: Show) -> None:
    assert expression("x = <T>y", "a.ts") == "(name y)"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("f(0x1F, 1n)", "(call f (name f) (number 0x1F) (number 1n))"),
        ("[true, null, undefined]", "(list (constant True) (constant None) (constant None))"),
        (r"'a\'b\x41\u0042\u{43}\q'", "(string a'bABCq)"),
        (r"'\uD83D\uDE00 \uD83D'", "(string \U0001f600 \ufffd)"),
        ("'a\\\nb'", "(string ab)"),
        ("x = ''", "(string)"),
        ("'ä'", "(string ä)"),
        ("`plain`", "(string plain)"),
        ("`a${b}c\\n${d.e}`", "(format (string a) (name b) (string c\n) (attribute e (name d)))"),
        ("/a[/]b/gi", "(unknown regex (string a[/]b) (string gi))"),
        ("/ab/", "(unknown regex (string ab))"),
        ("[a, , ...b]", "(list (name a) (constant None) (starred * (name b)))"),
        (
            "x = {a: 1, 'b': 2, 3: 4}",
            "(dict (string a) (number 1) (string b) (number 2) (string 3) (number 4))",
        ),
        (
            "x = {page, ...rest, [k]: v}",
            "(dict (string page) (name page) (starred **) (name rest) (name k) (name v))",
        ),
        ("x = {m() {}, get g() { return 1 }}", "(dict (string m) (function 1) (string g) (function 2))"),
    ],
)
def test_literals(expression: Show, source: str, expected: str) -> None:
    assert expression(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a + b - c", "(binary - (binary + (name a) (name b)) (name c))"),
        ("a + b * c", "(binary + (name a) (binary * (name b) (name c)))"),
        ("a + /* why */ b", "(binary + (name a) (name b))"),
        ("a && b && c || d", "(boolean or (boolean and (name a) (name b) (name c)) (name d))"),
        ("a ?? b", "(boolean or (name a) (name b))"),
        ("!a", "(unary not (name a))"),
        ("typeof a === 'b'", "(compare == (unary typeof (name a)) (string b))"),
        ("a !== b", "(compare != (name a) (name b))"),
        ("a == b == c", "(compare == (compare == (name a) (name b)) (name c))"),
        ("a instanceof B", "(compare instanceof (name a) (name B))"),
        ("'k' in a", "(compare in (string k) (name a))"),
        ("a ? b : c", "(conditional (name a) (name b) (name c))"),
        ("f((a, b, c))", "(call f (name f) (tuple (name a) (name b) (name c)))"),
        ("f(a = 1)", "(call f (name f) (walrus (name a) (number 1)))"),
        ("f(a => a)", "(call f (name f) (function 1))"),
    ],
)
def test_operators(expression: Show, source: str, expected: str) -> None:
    assert expression(source) == expected


def test_a_long_sum_is_balanced_and_keeps_its_order(expression: Show) -> None:
    shown = expression("x = " + " + ".join(f"a{n}" for n in range(2000)))
    names = [word.strip("()") for word in shown.split() if word.startswith("a")]
    assert names == [f"a{n}" for n in range(2000)]
    assert ")" * 80 not in shown


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "<Foo a='&amp;b' c d={e} {...f} />",
            "(call Foo (name Foo) a=(string &b) c=(constant True) d=(name e) **=(name f))",
        ),
        ("<ui.Foo>{x}</ui.Foo>", "(call Foo (attribute Foo (name ui)) (name x))"),
        (
            "<div>\n  some\n  text &lt; {/* no */}<b/></div>",
            "(call (string div) (string some text <) (call (string b)))",
        ),
        ("<><a/>{...b}</>", "(call (string) (call (string a)) *=(name b))"),
        ("<svg:path xlink:href='x'/>", "(call (string svg:path) xlink:href=(string x))"),
        ("<Foo onClick={() => 1}/>", "(call Foo (name Foo) onClick=(function 1))"),
        ("<Foo icon=<b/>/>", "(call Foo (name Foo) icon=(call (string b)))"),
    ],
)
def test_jsx(expression: Show, source: str, expected: str) -> None:
    assert expression(f"x = {source}") == expected


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ("Page", "(name Page)"),
        ("a.B", "(attribute B (name a))"),
        ("Promise<Page>", "(subscript (name Promise) (name Page))"),
        ("Map<A, B>", "(subscript (name Map) (tuple (name A) (name B)))"),
        ("readonly T[]", "(subscript (name list) (name T))"),
        ("A | null | undefined", "(binary | (binary | (name A) (constant None)) (constant None))"),
        ("'a' | 1", "(binary | (string a) (number 1))"),
        ("(A)", "(name A)"),
        ("string", "(unknown string)"),
        ("() => void", "(unknown function_type)"),
        ("{a: string}", "(unknown object_type)"),
        ("`a${B}`", "(format (string a) (name B))"),
    ],
)
def test_types(body: Callable[..., list[str]], hint: str, expected: str) -> None:
    assert body(f"let x: {hint};") == [f"1-1 annotated (name x) : {expected}"]


def test_a_keyword_before_a_bracket_is_no_function(expression: Show) -> None:
    for path in ("a.js", "a.ts"):
        assert "(name await)" not in expression("const x = await (await g()).h()", path)
        assert "(name await)" not in expression("const f = async () => 1\nx = await (g).h()", path)
    assert expression("awaits(g)") == "(call awaits (name awaits) (name g))"
