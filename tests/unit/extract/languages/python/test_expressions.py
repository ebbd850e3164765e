from __future__ import annotations

from collections.abc import Callable

import pytest

Show = Callable[[str], str]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("cart", "(name cart)"),
        ("(((cart)))", "(name cart)"),
        ("cart.total", "(attribute total (name cart))"),
        ("True", "(constant True)"),
        ("None", "(constant None)"),
        ("...", "(constant ...)"),
        ("1_000", "(number 1_000)"),
        ("1.5e3", "(number 1.5e3)"),
        ("2j", "(number 2j)"),
        ("-1", "(unary - (number 1))"),
        ("not x", "(unary not (name x))"),
        ("a + b * c", "(binary + (name a) (binary * (name b) (name c)))"),
        ("a - b - c", "(binary - (binary - (name a) (name b)) (name c))"),
        ("a - (b - c)", "(binary - (name a) (binary - (name b) (name c)))"),
        ("a ** b ** c", "(binary ** (name a) (binary ** (name b) (name c)))"),
        ("a @ b // c % d", "(binary % (binary // (binary @ (name a) (name b)) (name c)) (name d))"),
        ("a and b and c", "(boolean and (name a) (name b) (name c))"),
        ("a or b and c", "(boolean or (name a) (boolean and (name b) (name c)))"),
        ("(a or b) or c", "(boolean or (boolean or (name a) (name b)) (name c))"),
        ("a and b or c", "(boolean or (boolean and (name a) (name b)) (name c))"),
        ("a or b and c or d", "(boolean or (name a) (boolean and (name b) (name c)) (name d))"),
        ("1 < x <= 9", "(compare < <= (number 1) (name x) (number 9))"),
        ("a not in b", "(compare not in (name a) (name b))"),
        ("a is not None", "(compare is not (name a) (constant None))"),
        ("a if t else b", "(conditional (name t) (name a) (name b))"),
        ("(n := f())", "(walrus (name n) (call f (name f)))"),
        ("a[0]", "(subscript (name a) (number 0))"),
        ("a[0,]", "(subscript (name a) (tuple (number 0)))"),
        ("a[1:2, ::3]", "(subscript (name a) (tuple (slice (number 1) (number 2)) (slice (number 3))))"),
        ("a[:]", "(subscript (name a) (slice))"),
        ("a[*b]", "(subscript (name a) (tuple (starred * (name b))))"),
        ("()", "(tuple)"),
        ("(1, *a)", "(tuple (number 1) (starred * (name a)))"),
        ("1, 2", "(tuple (number 1) (number 2))"),
        ("[1, [2]]", "(list (number 1) (list (number 2)))"),
        ("{1, 2}", "(set (number 1) (number 2))"),
        ("{}", "(dict)"),
        ("{'a': 1, **b}", "(dict (string a) (number 1) (starred **) (name b))"),
        ("await f()", "(await (call f (name f)))"),
        ("(yield)", "(yield)"),
        ("(yield x)", "(yield (name x))"),
        ("(yield from x)", "(yield from (name x))"),
    ],
)
def test_kinds(expression: Show, source: str, shown: str) -> None:
    assert expression(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("f()", "(call f (name f))"),
        ("a.b.c(1)", "(call c (attribute c (attribute b (name a))) (number 1))"),
        ("f(1, x=2)", "(call f (name f) (number 1) x=(number 2))"),
        ("f(*a, **b)", "(call f (name f) *=(name a) **=(name b))"),
        ("f(x for x in y)", "(call f (name f) (comprehension generator (name x) (name x) (name y)))"),
        ("f()()", "(call (call f (name f)))"),
        ("table[0](1)", "(call (subscript (name table) (number 0)) (number 1))"),
    ],
)
def test_calls(expression: Show, source: str, shown: str) -> None:
    assert expression(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[x for x in y]", "(comprehension list (name x) (name x) (name y))"),
        ("{x for x in y if x if z}", "(comprehension set (name x) (name x) (name y) (name x) (name z))"),
        ("{k: v for k in y}", "(comprehension dict (tuple (name k) (name v)) (name k) (name y))"),
        (
            "[a async for b in c for d in e]",
            "(comprehension list (name a) (name b) (name c) (name d) (name e))",
        ),
    ],
)
def test_comprehensions(expression: Show, source: str, shown: str) -> None:
    assert expression(source) == shown


def test_a_lambda_is_a_reference_to_its_definition(expression: Show) -> None:
    assert expression("f(lambda x: x)") == "(call f (name f) (function 1))"


def test_a_long_sum_nests_little_and_keeps_its_order(read: Callable[[str], object]) -> None:
    value = read(" + ".join(f"t{n}" for n in range(900))).definitions[0].body[0].value  # type: ignore[attr-defined]
    level, levels, leaves = [value], 0, []
    while level:
        levels += 1
        level = [operand for node in level for operand in node.operands]
    assert levels == 11

    def collect(node: object) -> None:
        for operand in node.operands:  # type: ignore[attr-defined]
            collect(operand)
        if not node.operands:  # type: ignore[attr-defined]
            leaves.append(node.text)  # type: ignore[attr-defined]

    collect(value)
    assert leaves == [f"t{n}" for n in range(900)]


def test_lines_are_those_of_the_identifier(read: Callable[[str], object]) -> None:
    facts = read(
        """\
        value = (
            page
            .locator("#total")  # first
            .inner_text(
                timeout=1,
            )
        )
        """
    )
    call = facts.definitions[0].body[0].value  # type: ignore[attr-defined]
    assert (call.kind, call.text, call.line) == ("call", "inner_text", 4)
    locator = call.operands[0].operands[0]
    assert (locator.text, locator.line) == ("locator", 3)
    assert locator.operands[0].operands[0].line == 2
    assert call.operands[1].line == 5
