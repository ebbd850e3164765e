from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pyramid.model.facts import FileFacts

Read = Callable[..., FileFacts]

_SOURCE = """\
/** Docs. */
@register(() => 1)
export class Cart extends mixin(Base) implements Sum {
  static total = 0;
  #rows: Row[] = [];
  onClick = () => this.sum();

  constructor(private readonly page: Page, plain) {
    super(page);
    super.start();
  }

  @cached
  get sum(): number {
    function inner(d) { return d }
    return inner(x => y => x)
  }
  set sum(value) {}
  static async make<T>(this: T, ...rest: T[]): Promise<Cart> {}
  abstract later(): void;
  overload(a: string): void;
  overload(a: any) {}
}

const f = async (a, {b}, [c] = []) => {
  return a
}, g = function named() {}
x = () => 0
"""


def test_names_nesting_and_lines(read: Read) -> None:
    assert [
        (d.kind, d.qualname, d.parent, d.start_line, d.line, d.end_line) for d in read(_SOURCE).definitions
    ] == [
        ("module", "", -1, 1, 1, 28),
        ("lambda", "<lambda1>", 0, 2, 2, 2),
        ("class", "Cart", 0, 2, 3, 23),
        ("function", "Cart.onClick", 2, 6, 6, 6),
        ("function", "Cart.__init__", 2, 8, 8, 11),
        ("function", "Cart.sum", 2, 13, 14, 17),
        ("function", "Cart.sum.inner", 5, 15, 15, 15),
        ("lambda", "Cart.sum.<lambda1>", 5, 16, 16, 16),
        ("lambda", "Cart.sum.<lambda1>.<lambda1>", 7, 16, 16, 16),
        ("function", "Cart.sum", 2, 18, 18, 18),
        ("function", "Cart.make", 2, 19, 19, 19),
        ("function", "Cart.later", 2, 20, 20, 20),
        ("function", "Cart.overload", 2, 22, 22, 22),
        ("function", "f", 0, 25, 25, 27),
        ("function", "g", 0, 27, 27, 27),
        ("function", "x", 0, 28, 28, 28),
    ]


def test_define_statements_point_at_their_definitions(read: Read) -> None:
    facts = read(_SOURCE)
    pointed = 0
    for definition in facts.definitions:
        for statement in definition.body:
            if statement.kind == "define":
                target = facts.definitions[int(statement.text)]
                assert facts.definitions[target.parent] is definition
                assert (target.line, target.end_line) == (statement.line, statement.end_line)
                pointed += 1
    assert pointed == sum(d.kind in ("class", "function") for d in facts.definitions)


def _named(facts: FileFacts, qualname: str, nth: int = 0) -> Any:
    return [found for found in facts.definitions if found.qualname == qualname][nth]


def test_headers(read: Read, notation: Any) -> None:
    show, _ = notation
    facts = read(_SOURCE)

    def header(qualname: str, nth: int = 0) -> tuple[Any, ...]:
        found = _named(facts, qualname, nth)
        params = [(p.name, p.kind, show(p.annotation), show(p.default)) for p in found.parameters]
        return [show(each) for each in found.decorators], params, show(found.returns)

    this = ("this", "positional", "-", "-")
    assert [show(base) for base in _named(facts, "Cart").bases] == ["(call mixin (name mixin) (name Base))"]
    assert header("Cart")[0] == ["(call register (name register) (function 1))"]
    page = ("page", "positional", "(name Page)", "-")
    assert header("Cart.__init__") == ([], [this, page, ("plain", "positional", "-", "-")], "-")
    assert header("Cart.sum") == (["(name cached)", "(name property)"], [this], "(unknown number)")
    assert header("Cart.sum", 1) == (
        ["(attribute setter (name sum))"], [this, ("value", "positional", "-", "-")], "-",
    )  # fmt: skip
    rest = ("rest", "*", "(subscript (name list) (name T))", "-")
    assert header("Cart.make") == (["(name staticmethod)"], [rest], "(subscript (name Promise) (name Cart))")
    assert header("Cart.onClick") == ([], [this], "-")
    assert header("f")[1] == [
        ("a", "positional", "-", "-"), ("$1", "positional", "-", "-"), ("$2", "positional", "-", "(list)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (
            2,
            [
                "4-4 assign (name total) = (number 0)",
                "5-5 annotated (name #rows) = (list) : (subscript (name list) (name Row))",
                "6-6 define 3", "8-11 define 4", "14-17 define 5", "18-18 define 9", "19-19 define 10",
                "20-20 define 11", "22-22 define 12",
            ],
        ),
        (3, ["6-6 return = (call sum (attribute sum (name this)))"]),
        (
            4,
            [
                "8-8 assign (attribute page (name this)) = (name page)",
                "9-9 expression = (call __init__ (attribute __init__ (call super (name super))) (name page))",
                "10-10 expression = (call start (attribute start (call super (name super))))",
            ],
        ),
        (
            13,
            [
                "25-25 assign (dict (string b) (name b)) = (name $1)",
                "25-25 assign (list (name c)) = (name $2)",
                "26-26 return = (name a)",
            ],
        ),
    ],
)  # fmt: skip
def test_bodies(body: Callable[..., list[str]], index: int, expected: list[str]) -> None:
    assert body(_SOURCE, index=index) == expected


def test_class_expressions_are_defined_before_they_are_used(
    body: Callable[..., list[str]], read: Read
) -> None:
    source = "use(class extends A {}, class B {})\nconst C = class {}"
    assert body(source) == [
        "1-1 define 1", "1-1 define 2", "1-1 expression = (call use (name use) (name <class1>) (name B))",
        "2-2 define 3",
    ]  # fmt: skip
    assert [found.name for found in read(source).definitions[1:]] == ["<class1>", "B", "C"]


def test_enums_and_interfaces(read: Read, body: Callable[..., list[str]]) -> None:
    source = "enum E { A, B = 'b' }\ninterface I extends J<T> { a: A; m(x: X): Y; readonly 'b-c'?: B }\n"
    assert body(source, index=1) == ["1-1 assign (name A) = (number 0)", "1-1 assign (name B) = (string b)"]
    assert body(source, index=2) == [
        "2-2 annotated (name a) : (name A)", "2-2 define 3", "2-2 annotated (name b-c) : (name B)",
    ]  # fmt: skip
    facts = read(source)
    assert [base.kind for base in facts.definitions[2].bases] == ["subscript"]
    assert [p.name for p in facts.definitions[3].parameters] == ["this", "x"]


def test_declared_functions_are_told_where_there_is_nothing_else(read: Read) -> None:
    assert [d.name for d in read("declare function f(): A;").definitions[1:]] == ["f"]
    assert [d.name for d in read("export function f(): A;", "a.d.ts").definitions[1:]] == ["f"]
    assert [d.name for d in read("function f(): A;\nfunction f() {}").definitions[1:]] == ["f"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", 1),
        ("if (a) b(); else if (c) d(); else e()", 3),
        ("for (;;) {} while (a) {} do {} while (b)", 4),
        ("switch (a) { case 1: case 2: default: }", 3),
        ("try {} catch {} finally {}", 2),
        ("a ? b : c && d || e ?? f", 5),
        ("a ??= b", 2),
        ("(() => { if (a) b() })()", 1),
    ],
)
def test_complexity(read: Read, source: str, expected: int) -> None:
    assert read(source).definitions[0].complexity == expected


def test_comments(read: Read) -> None:
    source = "// a\n/* b\n * c\n\n */ f('// no') // d\nx = <p>{/* e */} // text</p>\ny = `/* no */` / 2 // f"
    expected = [(1, "// a"), (2, "/* b"), (3, "* c"), (5, "*/"), (5, "// d"), (6, "/* e */"), (7, "// f")]
    assert [(comment.line, comment.text) for comment in read(source).comments] == expected
    many = source + "\n" + "// g\n" * 600
    assert [(comment.line, comment.text) for comment in read(many).comments][:7] == expected


def test_the_language_is_that_of_the_suffix(read: Read) -> None:
    suffixes = (".js", ".mjs", ".ts", ".mts", ".tsx", ".d.ts")
    assert [read("", f"a{suffix}").language for suffix in suffixes] == [
        "javascript", "javascript", "typescript", "typescript", "typescript", "typescript",
    ]  # fmt: skip
