from __future__ import annotations

import ast
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyramid.extract.languages.python.walk.escapes import literal_value

Show = Callable[[str], str]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("'a'", "(string a)"),
        ('"""a"""', "(string a)"),
        ("''", "(string)"),
        ("r'\\d'", "(string \\d)"),
        ("'\\x41\\u00e9\\N{BULLET}'", "(string A\xe9\u2022)"),
        ("b'\\xff'", "(bytes \xff)"),
        ("rb'\\d'", "(bytes \\d)"),
        ("'a' 'b'", "(string ab)"),
        ("('a'\n 'b'\n # why\n 'c')", "(string abc)"),
        ("b'a' b'b'", "(bytes ab)"),
        ("'\\ud800'", "(string \ufffd)"),
    ],
)
def test_plain_strings(expression: Show, source: str, shown: str) -> None:
    assert expression(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("f''", "(format)"),
        ("f'a'", "(format (string a))"),
        ("f'/cart/{n}/items'", "(format (string /cart/) (name n) (string /items))"),
        ("f'{n}'", "(format (name n))"),
        ("f'{{{n}}}'", "(format (string {) (name n) (string }))"),
        ("f'{n!r:>10}'", "(format (name n))"),
        ("f'{n:{width}}'", "(format (format (name n) (name width)))"),
        ("f'{n = }'", "(format (name n))"),
        ("'a' f'b{x}' 'c'", "(format (string ab) (name x) (string c))"),
        ("f'{x}' 'c' f'd'", "(format (name x) (string cd))"),
        ("f'\\x41{x}'", "(format (string A) (name x))"),
        ("rf'\\d{x}'", "(format (string \\d) (name x))"),
        ('f"{d["k"]}"', "(format (subscript (name d) (string k)))"),
        ("t'a{x}'", "(format (string a) (name x))"),
        ("'a' t'b{x}' rt'\\d' f'c'", "(format (string ab) (name x) (string \\dc))"),
    ],
)
def test_strings_with_interpolation(expression: Show, source: str, shown: str) -> None:
    assert expression(source) == shown


def test_lines_inside_a_string_of_several_lines(read: Callable[[str], object]) -> None:
    facts = read('x = f"""a\nb {\n  c} d\n"""\ny = "a\\\nb"\nz')
    body = facts.definitions[0].body  # type: ignore[attr-defined]
    assert [(s.line, s.end_line) for s in body] == [(1, 4), (5, 6), (7, 7)]
    assert [part.line for part in body[0].value.operands] == [1, 3, 3]


def test_lines_behind_a_concatenation(read: Callable[[str], object]) -> None:
    facts = read("""x = ('a' '''b

c'''
  f'{d}')
y""")
    assigned, last = facts.definitions[0].body  # type: ignore[attr-defined]
    assert (assigned.end_line, assigned.value.operands[1].line, last.line) == (4, 4, 5)


def test_docstrings_are_cut_to_200_characters_and_other_strings_to_4000(
    read: Callable[[str], object],
) -> None:
    facts = read(f'"""{"d" * 300}"""\nx = "{"s" * 5000}"')
    docstring, assigned = facts.definitions[0].body  # type: ignore[attr-defined]
    assert (len(docstring.value.text), len(assigned.value.text)) == (200, 4000)


_CHARACTERS = st.sampled_from(
    [*"\\\\\\\\nrtxuN018{}afAF'\n \u00e9", "\\x41", "\\u00e9", "\\N{BULLET}", "\\777"]
)


@given(st.lists(_CHARACTERS, max_size=12).map("".join), st.sampled_from(["", "r", "b", "Rb", "u"]))
@example("\\777", "")
@example("\\777", "b")
@example("\\U00110000", "")
@pytest.mark.filterwarnings("ignore:invalid:SyntaxWarning", "ignore:invalid:DeprecationWarning")
def test_values_are_those_of_the_interpreter(inside: str, prefix: str) -> None:
    source = f'{prefix}"""{inside}"""'
    try:
        value = ast.literal_eval(source)
        value = value.decode("latin-1") if isinstance(value, bytes) else value
        value.encode()
    except (SyntaxError, UnicodeEncodeError, ValueError):
        return
    assert literal_value(source)[1] == value
