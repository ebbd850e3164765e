from __future__ import annotations

from collections.abc import Callable

import pytest

from pyramid.model.facts import Definition, FileFacts

Read = Callable[[str], FileFacts]

_SOURCE = """\
'''Docs.'''
import abc

@register(lambda: 1)
@final

class Cart(Base[int], *mixins, metaclass=abc.ABCMeta, **options):
    total = 0

    @property
    async def sum(self, a, /, b: int = 1, *args, c=lambda: 2, **kwargs) -> int:
        def inner(*, d): return d
        return inner(d=lambda x: lambda y: x)

    # the end

    def last(self): pass

x = lambda: 0
"""


def test_names_nesting_and_lines(read: Read) -> None:
    assert [
        (d.kind, d.qualname, d.parent, d.start_line, d.line, d.end_line) for d in read(_SOURCE).definitions
    ] == [
        ("module", "", -1, 1, 1, 19),
        ("lambda", "<lambda1>", 0, 4, 4, 4),
        ("class", "Cart", 0, 4, 7, 17),
        ("lambda", "Cart.<lambda1>", 2, 11, 11, 11),
        ("async", "Cart.sum", 2, 10, 11, 13),
        ("function", "Cart.sum.inner", 4, 12, 12, 12),
        ("lambda", "Cart.sum.<lambda1>", 4, 13, 13, 13),
        ("lambda", "Cart.sum.<lambda1>.<lambda1>", 6, 13, 13, 13),
        ("function", "Cart.last", 2, 17, 17, 17),
        ("lambda", "<lambda2>", 0, 19, 19, 19),
    ]


def test_define_statements_point_at_their_definitions(read: Read) -> None:
    facts = read(_SOURCE)
    for definition in facts.definitions:
        for statement in definition.body:
            if statement.kind == "define":
                target = facts.definitions[int(statement.text)]
                assert facts.definitions[target.parent] is definition
                assert (target.line, target.end_line) == (statement.line, statement.end_line)


def test_headers(read: Read) -> None:
    facts = read(_SOURCE)
    cart, method = facts.definitions[2], facts.definitions[4]
    assert [d.kind for d in cart.decorators] == ["call", "name"]
    assert [b.kind for b in cart.bases] == ["subscript", "starred"]
    assert [(name, value.text) for name, value in cart.keywords] == [
        ("metaclass", "ABCMeta"),
        ("**", "options"),
    ]
    assert [(p.name, p.kind, bool(p.annotation), bool(p.default)) for p in method.parameters] == [
        ("self", "positional-only", False, False),
        ("a", "positional-only", False, False),
        ("b", "positional", True, True),
        ("args", "*", False, False),
        ("c", "keyword-only", False, True),
        ("kwargs", "**", False, False),
    ]
    assert method.returns is not None and method.returns.text == "int"


def test_a_lambda_has_one_return(read: Read) -> None:
    (statement,) = read("f = lambda a, b=1: (\n  a)").definitions[1].body
    assert (statement.kind, statement.line, statement.end_line) == ("return", 1, 2)


def test_type_parameters_are_passed_over(read: Read) -> None:
    facts = read("def f[T: (\n  int, str), *Ts, **P](a: T = g()) -> T:\n  return h\nclass A[T]: pass\n")
    assert [(d.qualname, d.line, d.end_line) for d in facts.definitions[1:]] == [("f", 1, 3), ("A", 4, 4)]


@pytest.mark.parametrize(
    ("body", "complexity"),
    [
        ("pass", 1),
        ("if a: pass", 2),
        ("if a: pass\n elif b: pass\n else: pass", 3),
        ("for a in b: pass\n else: pass", 2),
        ("while a: pass", 2),
        ("try: pass\n except A: pass\n except B: pass\n finally: pass", 3),
        ("with a: pass", 1),
        ("assert a", 2),
        ("a and b and c or d", 4),
        ("a if b else c", 2),
        ("[a for a in b if c]", 3),
        ("match a:\n  case 1: pass\n  case b if c: pass\n  case _: pass", 4),
        ("def g():\n  if a: pass", 1),
        ("f(lambda: a if b else c)", 1),
    ],
)
def test_complexity(read: Read, body: str, complexity: int) -> None:
    function: Definition = read(f"def f():\n {body}\n").definitions[1]
    assert function.complexity == complexity
