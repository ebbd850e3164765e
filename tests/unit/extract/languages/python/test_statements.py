from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from pyramid.model.facts import FileFacts

Read = Callable[[str], FileFacts]
Body = Callable[[str], "list[str]"]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("f()", ["1-1 expression = (call f (name f))"]),
        ("a = b = 1", ["1-1 assign (name a) (name b) = (number 1)"]),
        ("a, b = c", ["1-1 assign (tuple (name a) (name b)) = (name c)"]),
        ("a += 1", ["1-1 augmented += (name a) = (number 1)"]),
        ("a: int", ["1-1 annotated (name a) : (name int)"]),
        ("a: int = 1", ["1-1 annotated (name a) = (number 1) : (name int)"]),
        ("return", ["1-1 return"]),
        ("return a", ["1-1 return = (name a)"]),
        ("raise", ["1-1 raise"]),
        ("raise a from b", ["1-1 raise (name b) = (name a)"]),
        ("assert a, 'm'", ["1-1 assert (string m) = (name a)"]),
        ("assert a", ["1-1 assert = (name a)"]),
        ("del a, b[0]", ["1-1 delete (name a) (subscript (name b) (number 0))"]),
        ("pass; break; continue", ["1-1 pass", "1-1 break", "1-1 continue"]),
        ("global a, b", ["1-1 global (name a) (name b)"]),
        ("nonlocal a", ["1-1 nonlocal (name a)"]),
        ("type A[T: int = str] = list[T]", ["1-1 type (name A) = (subscript (name list) (name T))"]),
        ("x = (\n  1)\ny", ["1-2 assign (name x) = (number 1)", "3-3 expression = (name y)"]),
        ("x = \\\n  1 ; \\\n y", ["1-2 assign (name x) = (number 1)", "3-3 expression = (name y)"]),
    ],
)
def test_small_statements(body: Body, source: str, lines: list[str]) -> None:
    assert body(source) == lines


def test_branches_are_siblings(body: Body) -> None:
    source = """\
        if a:
            b

        elif c:  # why
            d
        else: e
    """
    assert body(source) == [
        "1-2 if = (name a)",
        "  2-2 expression = (name b)",
        "4-5 elif = (name c)",
        "  5-5 expression = (name d)",
        "6-6 else",
        "  6-6 expression = (name e)",
    ]


def test_loops(body: Body) -> None:
    source = """\
        for a, b in c:
            pass
        else:
            pass
        while a:
            pass
    """
    assert body(source) == [
        "1-2 for (tuple (name a) (name b)) = (name c)",
        "  2-2 pass",
        "3-4 else",
        "  4-4 pass",
        "5-6 while = (name a)",
        "  6-6 pass",
    ]


def test_exceptions(body: Body) -> None:
    source = """\
        try:
            a
        except (B, C) as e:
            b
        except:
            c
        else:
            d
        finally:
            e
        try: f
        except* G: h
    """
    assert body(source) == [
        "1-2 try",
        "  2-2 expression = (name a)",
        "3-4 except (name e) = (tuple (name B) (name C))",
        "  4-4 expression = (name b)",
        "5-6 except",
        "  6-6 expression = (name c)",
        "7-8 else",
        "  8-8 expression = (name d)",
        "9-10 finally",
        "  10-10 expression = (name e)",
        "11-11 try",
        "  11-11 expression = (name f)",
        "12-12 except * = (name G)",
        "  12-12 expression = (name h)",
    ]


def test_with_aligns_targets_and_managers(body: Body) -> None:
    source = """\
        with (
            a() as b,  # first
            c,
        ):
            d
    """
    assert body(source) == [
        "1-5 with (name b) (constant None) = (tuple (call a (name a)) (name c))",
        "  5-5 expression = (name d)",
    ]


def test_async_forms(read: Read) -> None:
    facts = read("async def f():\n    async for a in b: pass\n    async with c as d: pass\n")
    assert [(s.kind, s.text) for s in facts.definitions[1].body] == [("for", "async"), ("with", "async")]


def test_imports(read: Read) -> None:
    facts = read(
        """\
        import a.b, c as d
        from . import e
        from ..f.g import (
            h,
            i as j,
        )
        from k import *
        def m():
            import n
        """
    )
    module, function = facts.definitions
    assert [(i.module, i.name, i.binds, i.level, i.line) for i in module.imports] == [
        ("a.b", "", "a", 0, 1),
        ("c", "", "d", 0, 1),
        ("", "e", "e", 1, 2),
        ("f.g", "h", "h", 2, 4),
        ("f.g", "i", "j", 2, 5),
        ("k", "*", "*", 0, 7),
    ]
    assert [s.text for s in module.body] == ["0 1", "2", "3 4", "5", "1"]
    assert [i.module for i in function.imports] == ["n"]


def test_a_lazy_import_is_an_import(read: Read) -> None:
    facts = read("lazy import a.b\nlazy from c import d\n")
    assert [(i.module, i.name) for i in facts.definitions[0].imports] == [("a.b", ""), ("c", "d")]


def test_match(body: Body) -> None:
    source = """\
        match point:
            case Point(x=0, y=n) if n > 0:
                a
            case [1, *rest] | (None, _):
                b
            case {"k": v, **others} as whole:
                c
            case a.B | -1 | "s":
                d
            case _:
                e
    """
    assert [line for line in body(source) if "expression" not in line] == [
        "1-11 match = (name point)",
        "  2-3 case (name n) = (call Point (name Point) x=(number 0) y=(name n))",
        "    2-3 if = (compare > (name n) (number 0))",
        "  4-5 case (name rest) = (binary | (list (number 1) (starred * (name rest)))"
        " (tuple (constant None) (name _)))",
        "  6-7 case (name v) (name others) (name whole) = (walrus (name whole)"
        " (dict (string k) (name v) (starred **) (name others)))",
        "  8-9 case = (binary | (attribute B (name a)) (binary | (unary - (number 1)) (string s)))",
        "  10-11 case = (name _)",
    ]


def test_comments_are_kept_wherever_they_stand(read: Read) -> None:
    source = dedent(
        """\
        #!/bin/sh
        # header

        x = [  # open
            # inside
            1,  # one
        ]  # close
        def f():  # def
            # before
            pass
            # after

        # footer
        """
    )
    expected = [
        (number, line[line.index("#") :]) for number, line in enumerate(source.split("\n"), 1) if "#" in line
    ]
    facts = read(source)
    assert [(comment.line, comment.text) for comment in facts.comments] == expected
    assert facts.lines == 13
