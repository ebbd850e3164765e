"""A line break in any place where one may stand moves everything behind it by one line.

One sample of the whole syntax; a break goes into each gap between two tokens in turn, as a
continuation anywhere and as a commented line inside brackets.  A whitespace field that the
walk forgets fails here whatever node it belongs to.
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Callable, Iterator

import libcst as cst
import pytest

from pyramid.extract import extract_source
from pyramid.model.facts import Extracted, Failed, FileFacts

_SAMPLE = """\
import a.b as c, d
from . import e
from ..f.g import (h as i, j,)
from k import *
x = y = 1
x, *y = 2,
x += -1
x: int = 2
x @= y
del x, y
assert x, y
pass; break; continue
raise x from y
raise
return x
return
global p, q
nonlocal p, q
type A[T: int = str, *Ts = *U, **P] = list[T]
a.b(c, *d, e=f, **g)[1:2:3, ::, h]
a[*b]
(a + b - c ** d @ e // f)
a << b >> c | d & e ^ f
a and b or not c
a < b <= c != d is e is not f in g not in h
a if b else c
(a := b)
lambda: a
lambda a, /, b=1, *c, d, e=2, **f: (a)
lambda *, a: b
await a
yield
yield a
yield from a
() , (a,) , [a, *b], {a, *b}, {a: b, **c}, {}, []
[a async for b in c if d if e for f in g]
(a for b in c)
{a for b in c}
{a: b for c in d}
'a' 'b' f'c'
b'd' b'e'
~ a
def f[T](a, /, b: int = 1, *c: d, e=2, **g: h) -> i: return a
async def f(*, a): pass
@a.b(c)
class C[T](a, *b, metaclass=c, **d): pass
class D: pass
class E(): pass
if a: b
elif c: d
else: e
for a, b in c: d
else: e
async for a in b: c
while a: b
else: c
try: a
except (b, c) as d: e
except: f
else: g
finally: h
try: a
except * b as c: d
with a as b, c: d
with (a as b, c,): d
async with a: b
match a:
  case [b, *c] if d: e
  case (b, c) | {'k': d, **e} | (f): pass
  case C(1, d, e=f, g=h,) as i: pass
  case a.b | None | -1 | _: pass
  case C(): pass
  case *a, b: pass
end.of_sample
"""


def _gaps() -> Iterator[tuple[int, int, bool]]:
    """(line, column, inside brackets) of each gap between two tokens of one logical line."""
    depth, before = 0, None
    for token in tokenize.generate_tokens(io.StringIO(_SAMPLE).readline):
        inner = token.type in (tokenize.NAME, tokenize.NUMBER, tokenize.OP, tokenize.STRING)
        if inner and before is not None:
            yield (*token.start, depth > 0)
        if token.type == tokenize.OP:
            depth += (token.string in "([{") - (token.string in ")]}")
        before = token if inner or "STRING" in tokenize.tok_name[token.type] else None


def _broken(line: int, column: int, inside: str) -> str:
    lines = _SAMPLE.split("\n")
    lines[line - 1] = lines[line - 1][:column] + inside + lines[line - 1][column:]
    return "\n".join(lines)


_GAPS = list(_gaps())


@pytest.mark.parametrize("first", range(0, len(_GAPS), 50))
def test_continuations_count(read: Callable[[str], FileFacts], first: int) -> None:
    for line, column, _ in _GAPS[first : first + 50]:
        _check(read(_broken(line, column, " \\\n ")), line, column, 1)


@pytest.mark.parametrize("first", range(0, len(_GAPS), 50))
def test_lines_inside_brackets_count(read: Callable[[str], FileFacts], first: int) -> None:
    for line, column, inside in _GAPS[first : first + 50]:
        source = _broken(line, column, "\n# one\n\n  # two\n ")
        if inside and _is_kept(source):
            facts = read(source)
            _check(facts, line, column, 4)
            comments = [(comment.line, comment.text) for comment in facts.comments]
            assert comments == [(line + 1, "# one"), (line + 3, "# two")], (line, column)


@pytest.mark.parametrize("source", ["type A[*\nT] = b\n", "match a:\n  case {**\n b}: pass\n"])
def test_what_the_parser_loses_is_no_silent_error(source: str) -> None:
    outcome = extract_source("a.py", source.encode(), "python")
    assert isinstance(outcome, Failed) and outcome.slug == "extractor-error"


@pytest.mark.parametrize("end", ["", " ", "\n", "\n\n", "\n  \n  ", "\f", "# c", "\n# c", "\n\n \n\t# c"])
@pytest.mark.parametrize("start", ["", "x", "def f():\n  x"])
def test_ends_of_files(start: str, end: str) -> None:
    outcome = extract_source("a.py", (start + end).encode(), "python")
    assert isinstance(outcome, Extracted), outcome
    assert outcome.facts.lines == len((start + end).replace("\f", " ").splitlines())
    assert [c.line for c in outcome.facts.comments] == ([outcome.facts.lines] if "#" in end else [])
    assert outcome.facts.definitions[0].body[-1:] != () or not start


def _is_kept(source: str) -> bool:
    """Whether LibCST keeps every character; it drops breaks behind some stars."""
    try:
        return cst.parse_module(source).code == source
    except AttributeError:
        return True  # a check of LibCST's that is in error, not a loss


def _check(facts: FileFacts, line: int, column: int, added: int) -> None:
    last = facts.definitions[0].body[-1].value
    assert last is not None and last.text == "of_sample"
    assert last.line == _SAMPLE.count("\n") + added, f"{_SAMPLE.splitlines()[line - 1]!r}, column {column}"
