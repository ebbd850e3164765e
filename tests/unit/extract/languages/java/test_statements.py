from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("source", "statements"),
    [
        ("int a = 1, b;", ["a = 1", "b = None"]),
        ("Page a = new Page(1);", ["a: Page = Page(1)"]),
        ("var a = go();", ["a = this.go()"]),
        ("page = given; N = 2; other = 1;", ["this.page = given", "C.N = 2", "this.other = 1"]),
        ("int page; page = 1; page++;", ["page = None", "page = 1", "page += 1"]),
        ("a.b = c.d = 1; a.b -= 2;", ["a.b = c.d = 1", "a.b -= 2"]),
        ("assert a : b;", ["assert a, b"]),
        ("throw new E(1);", ["raise E(1)"]),
        ("for (Page p : given) p.go();", ["for p: Page in given", "  p.go()"]),
        ("for (int i = 0; i < 3; i++) go();", ["i = 0", "while i < 3", "  this.go()", "  i += 1"]),
        ("do { go(); } while (a);", ["while a", "  this.go()"]),
        (
            "if (a) b(); else if (c) { d(); } else e();",
            ["if a", "  b()", "elif c", "  d()", "else", "  e()"],
        ),
        (
            "try (Page p = f(); given) { p.go(); } catch (Aa | Bb e) { e.x(); } finally { z(); }",
            [
                "try", "  p: Page = f()", "  given", "  p.go()", "except (Aa, Bb) as e", "  e.x()", "finally",
                "  z()",
            ],
        ),
        (
            "switch (a) { case 1: b(); break; default: c(); }",
            ["match a", "  case 1", "    b()", "    break", "  case _", "    c()"],
        ),
        (
            'int s = switch (a) { case 1, 2 -> "x"; default -> { log(); yield "y"; } };',
            ["match a", "  case _", "    log()", '    "y"', 's = ("x" or "y")'],
        ),
        ("if (a instanceof Page p) p.go();", ["p = a", "if a instanceof Page", "  p.go()"]),
        ("synchronized (a) { b(); }", ["a", "b()"]),
        ("out: while (a) { continue out; }", ["while a", "  continue"]),
        ("{ int x = 1; }", ["x = 1"]),
        ("return (given);", ["return given"]),
    ],
)  # fmt: skip
def test_statements(said, source: str, statements: list[str]) -> None:
    assert said(source) == statements
