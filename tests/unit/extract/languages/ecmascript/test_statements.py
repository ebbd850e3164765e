from __future__ import annotations

from collections.abc import Callable

import pytest

Body = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const a = 1, b = 2;", ["1-1 assign (name a) = (number 1)", "1-1 assign (name b) = (number 2)"]),
        (
            "const a = 1,\n  b = 2,\n  {c} = 3",
            [
                "1-1 assign (name a) = (number 1)",
                "2-2 assign (name b) = (number 2)",
                "3-3 assign (dict (string c) (name c)) = (number 3)",
            ],
        ),
        ("let a", ["1-1 assign (name a) = (constant None)"]),
        ("let a: T = 1", ["1-1 annotated (name a) = (number 1) : (name T)"]),
        ("a = b = c", ["1-1 assign = (name a) (name b) = (name c)"]),
        ("a += 1", ["1-1 augmented += (name a) = (number 1)"]),
        ("a--", ["1-1 augmented -= (name a) = (number 1)"]),
        ("a ??= b", ["1-1 assign = (name a) = (boolean or (name a) (name b))"]),
        ("a(), b()", ["1-1 expression = (call a (name a))", "1-1 expression = (call b (name b))"]),
        (
            "f(this.a = 1)",
            [
                "1-1 assign = (attribute a (name this)) = (number 1)",
                "1-1 expression = (call f (name f) (attribute a (name this)))",
            ],
        ),
        (
            "f(a++)",
            ["1-1 augmented += (name a) = (number 1)", "1-1 expression = (call f (name f) (name a))"],
        ),
        (
            "const {a, b: {c}, d = 1, ...r} = o",
            [
                "1-1 assign (dict (string a) (name a) (string b) (dict (string c) (name c))"
                " (string d) (name d) (starred **) (name r)) = (name o)"
            ],
        ),
        (
            "[a, , b = 1, ...c] = o",
            ["1-1 assign = (list (name a) (constant None) (name b) (starred * (name c))) = (name o)"],
        ),
        ("({a: b.c} = o)", ["1-1 assign = (dict (string a) (attribute c (name b))) = (name o)"]),
        ("return", ["1-1 return"]),
        ("throw new E('x')", ["1-1 raise = (call E (name E) (string x))"]),
        ("debugger; ;", ["1-1 pass"]),
        ("'use strict'", ["1-1 expression = (string use strict)"]),
    ],
)
def test_simple_statements(body: Body, source: str, expected: list[str]) -> None:
    assert body(source) == expected


def test_branches(body: Body) -> None:
    assert body(
        """\
        if (a) b();
        // why
        else if (c) {
          d()
        } // no
        else e()
        """
    ) == [
        "1-1 if = (name a)",
        "  1-1 expression = (call b (name b))",
        "3-5 elif = (name c)",
        "  4-4 expression = (call d (name d))",
        "6-6 else",
        "  6-6 expression = (call e (name e))",
    ]


def test_loops(body: Body) -> None:
    assert body(
        """\
        for (const [k, v] of a) b();
        for await (x of y) ;
        for (let i = 0; i < 9; i++) {
          f(i)
        }
        for (;;) { break; continue }
        do g(); while (h)
        outer: while (true) {}
        """
    ) == [
        "1-1 for (list (name k) (name v)) = (name a)",
        "  1-1 expression = (call b (name b))",
        "2-2 for async (name x) = (name y)",
        "3-3 assign (name i) = (number 0)",
        "3-5 while = (compare < (name i) (number 9))",
        "  4-4 expression = (call f (name f) (name i))",
        "  3-3 augmented += (name i) = (number 1)",
        "6-6 while = (constant True)",
        "  6-6 break",
        "  6-6 continue",
        "7-7 while = (name h)",
        "  7-7 expression = (call g (name g))",
        "8-8 while = (constant True)",
    ]


def test_try_and_switch(body: Body) -> None:
    assert body(
        """\
        try { a() }
        catch ({message}) { b() }
        finally { c() }
        switch (x) {
          case 'k': d(); break;
          default: e()
        }
        """
    ) == [
        "1-1 try",
        "  1-1 expression = (call a (name a))",
        "2-2 except (name $0)",
        "  2-2 assign (dict (string message) (name message)) = (name $0)",
        "  2-2 expression = (call b (name b))",
        "3-3 finally",
        "  3-3 expression = (call c (name c))",
        "4-7 match = (name x)",
        "  5-5 case = (string k)",
        "    5-5 expression = (call d (name d))",
        "    5-5 break",
        "  6-6 case = (name _)",
        "    6-6 expression = (call e (name e))",
    ]


def test_statements_end_before_the_comments_behind_them(body: Body) -> None:
    source = """\
        a() /* one
        two */
        const b = 1 // c
        /* d
        */
        function f() {
        } // g
        """
    assert body(source, "a.ts") == body(source, "a.js")
    assert [line.split()[0] for line in body(source, "a.ts")] == ["1-1", "3-3", "6-7"]


def test_namespaces_are_inlined_and_types_are_told(body: Body) -> None:
    assert body(
        """\
        namespace A.B { export const c = 1 }
        declare module 'm' { export const d: D; }
        declare global { var e: E }
        type F<T> = G | T;
        import H = A.B;
        """
    ) == [
        "1-1 assign (name c) = (number 1)",
        "2-2 annotated (name d) : (name D)",
        "3-3 annotated (name e) : (name E)",
        "4-4 type (name F) = (binary | (name G) (name T))",
        "5-5 assign (name H) = (attribute B (name A))",
    ]
