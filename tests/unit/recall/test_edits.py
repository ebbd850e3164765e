"""Whatever is done to the files of a project: what is kept never makes an answer differ from a fresh one.

Small projects of files made of pieces that refer to each other, and random edits of them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyramid.cli import main

#: How many sequences of edits are tried; the bar is 500.
SEQUENCES = int(os.environ.get("PYRAMID_SEQUENCES", "25"))
SETTINGS = '[project]\nname = "shop"\n[tool.pyramid]\njobs = 1\n'
PAGE = '<h1 id="title">{{ title }}</h1>\n<p id="value">{{ value }}</p>\n'
MODULES = tuple(f"shop/m{number}.py" for number in range(3))
TESTS = ("tests/test_one.py", "tests/test_two.py", "tests/e2e/test_pages.py")
PLACES = (*MODULES, "shop/deep/m3.py", "shop/m1/__init__.py", "tests/helpers.py", "conftest.py", *TESTS)
_HEADS = (
    "import shop.m0 as m0\nfrom shop import m1, m2\n",
    "from shop.m0 import *\nfrom shop.m1 import f1, C1\nfrom shop.m2 import f2, C2\n",
    "from shop.m2 import f0, C0\nfrom shop.m0 import f1, C1\nfrom shop.m1 import f2, C2\n",
    "import unittest, pytest, contextlib, functools\n",
)
#: ``{a}`` and ``{b}`` are names' numbers, ``{n}`` is a literal.
_CODE = (
    "def f{a}(x=1, *rest, **named):\n    return f{b}(x)",
    "def f{a}(x=1):\n    if x > {n}:\n        return 'k{n}'\n    return C{b}().run(x)",
    "def f{a}(x=None):\n    known = {{'a': f{b}, 'b': C{b}}}\n    return known['a' if x else 'b']({n})",
    "def f{a}(x=None):\n    def inner(y):\n        return x(y)\n    return inner",
    "def f{a}(x=None):\n    for each in m1.f{b}([{n}, 'k{n}']):\n        yield each",
    "def f{a}(x=None):\n    return getattr(C{b}(), 'run')({n})",
    "def f{a}(x=None):\n    x.kept = C{b}\n    return x.kept",
    "async def f{a}(x=None):\n    return await f{b}(x)",
    "class C{a}:\n    field = {n}\n    def run(self, x=None):\n        self.kept = x\n"
    "        return f{b}(self.kept)",
    "class C{a}(C{b}):\n    def __init__(self, x=None):\n        super().__init__()\n"
    "        self.other = f{b}",
    "class C{a}(m0.C{b}):\n    @property\n    def run(self):\n        return self.field or f{b}",
    "class C{a}:\n    def __call__(self, x=None):\n        return C{b}\n    @staticmethod\n"
    "    def run(x=None):\n        return f{b}({n})",
    "@f{b}\ndef f{a}(x=None):\n    return x",
    "@contextlib.contextmanager\ndef f{a}(x=None):\n    yield C{b}()",
    "f{a} = functools.partial(f{b}, C{b})",
    "f{a} = m2.f{b}",
    "C{a} = C{b}",
    "from flask import Flask, render_template\napp = Flask(__name__)\n\n\n@app.get('/p{a}')\ndef page{a}():\n"
    "    return render_template('page.html', title='k{n}', value=f{b}({n}))",
)
_TEST = (
    "def test_{a}():\n    assert f{b}({n}) == 'k{n}'",
    "def test_{a}(fix{b}):\n    assert fix{b}.run({n})  # k{n}",
    "class Test{a}(unittest.TestCase):\n    def setUp(self):\n        self.made = C{b}()\n"
    "    def test_run(self):\n        self.assertEqual(self.made.run({n}), f{b}())",
    "@pytest.mark.parametrize('x', [{n}, 'k{n}'])\ndef test_{a}(x):\n    with f{b}(x) as made:\n"
    "        assert made.run(x)",
    "@pytest.fixture\ndef fix{a}():\n    return C{b}()",
    "def test_{a}(monkeypatch):\n    monkeypatch.setattr('shop.m1.f{b}', C{b})\n    assert m1.f{b}({n})",
    "from playwright.sync_api import Page, expect\n\n\ndef test_{a}(page: Page):\n    page.goto('/p{b}')\n"
    "    expect(page.locator('#value')).to_have_text('k{n}')",
)
_BROKEN = "def broken(:\n"
_NOTE = "# a line more"
_TEXT = "'''What it does, told by index.html'''"

_pieces = {
    "code": st.builds(
        lambda text, a, b, n: text.format(a=a, b=b, n=n),
        st.sampled_from(_CODE),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(1, 9),
    ),
    "test": st.builds(
        lambda text, a, b, n: text.format(a=a, b=b, n=n),
        st.sampled_from(_TEST),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(1, 9),
    ),
}
Tree = dict[str, list[str]]


def _kind(path: str) -> str:
    return "code" if path.startswith("shop") else "test"


def trees() -> st.SearchStrategy[Tree]:
    """Projects with three modules and three files of tests, two to four pieces each."""
    return st.fixed_dictionaries(
        {
            path: st.tuples(
                st.sampled_from(_HEADS[1:3]) if _kind(path) == "code" else st.just(_HEADS[1] + _HEADS[3]),
                st.lists(_pieces[_kind(path)], min_size=2, max_size=4),
            ).map(lambda made: [made[0], *made[1]])
            for path in (*MODULES, *TESTS)
        }
    )


def edited(tree: Tree, draw: Callable[[st.SearchStrategy], object]) -> Tree:
    """The tree after one random edit."""
    edit = draw(st.sampled_from(_EDITS))
    path = draw(st.sampled_from(sorted(tree)))
    changed = {each: list(pieces) for each, pieces in tree.items()}
    edit(changed, path, draw)
    return changed or tree


def write(root: Path, before: Mapping[str, list[str]], after: Mapping[str, list[str]], quick: bool) -> None:
    """Make the folder hold the tree; ``quick`` files keep the time of their last write."""
    for path in before.keys() - after.keys():
        (root / path).unlink()
    for path, pieces in after.items():
        if before.get(path) != pieces:
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("\n\n\n".join(pieces) + "\n")
            if quick:
                os.utime(place, (1_000_000_000, 1_000_000_000))


def _add(tree: Tree, path: str, draw) -> None:
    tree[path].insert(draw(st.integers(1, len(tree[path]))) if tree[path] else 0, draw(_pieces[_kind(path)]))


def _replace(tree: Tree, path: str, draw) -> None:
    if tree[path]:
        tree[path][draw(st.integers(0, len(tree[path]) - 1))] = draw(_pieces[_kind(path)])


def _body(tree: Tree, path: str, draw) -> None:
    """Another literal, another function called."""
    position = draw(st.integers(0, max(0, len(tree[path]) - 1)))
    for old, new in (("1", "2"), ("f0", "f2"), ("k3", "k4"), (">", ">="), ("C1", "C0")):
        if tree[path] and old in tree[path][position] and draw(st.booleans()):
            tree[path][position] = tree[path][position].replace(old, new)


def _remove(tree: Tree, path: str, draw) -> None:
    if tree[path]:
        del tree[path][draw(st.integers(0, len(tree[path]) - 1))]


def _head(tree: Tree, path: str, draw) -> None:
    tree[path][:1] = [draw(st.sampled_from(_HEADS))]


def _shift(tree: Tree, path: str, draw) -> None:
    """A line more, between the pieces or inside one."""
    position = draw(st.integers(0, len(tree[path])))
    if position < len(tree[path]) and draw(st.booleans()):
        more = draw(st.sampled_from((_NOTE, _TEXT)))
        tree[path][position] = tree[path][position].replace("\n    ", f"\n    {more}\n    ", 1)
    else:
        tree[path].insert(position, _NOTE)


def _break(tree: Tree, path: str, draw) -> None:
    tree[path].append(_BROKEN)


def _mend(tree: Tree, path: str, draw) -> None:
    for pieces in tree.values():
        pieces[:] = [piece for piece in pieces if piece != _BROKEN]


def _move(tree: Tree, path: str, draw) -> None:
    tree[draw(st.sampled_from(PLACES))] = tree.pop(path)


def _swap(tree: Tree, path: str, draw) -> None:
    other = draw(st.sampled_from(sorted(tree)))
    tree[path], tree[other] = tree[other], tree[path]


def _delete(tree: Tree, path: str, draw) -> None:
    if len(tree) > 2:
        del tree[path]


def _create(tree: Tree, path: str, draw) -> None:
    place = draw(st.sampled_from(PLACES))
    tree[place] = [draw(st.sampled_from(_HEADS)), draw(_pieces[_kind(place)])]


_EDITS = (
    _add,
    _add,
    _replace,
    _body,
    _body,
    _remove,
    _head,
    _shift,
    _break,
    _mend,
    _move,
    _swap,
    _delete,
    _create,
)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["audit", "--format", "json", *arguments])
    return status, *capsys.readouterr()


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(tree=trees(), data=st.data())
def test_a_warm_answer_is_a_cold_one(tree: Tree, data: st.DataObject, monkeypatch, capsys) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "shop" / "templates").mkdir(parents=True)
        (root / "pyproject.toml").write_text(SETTINGS)
        (root / "shop" / "templates" / "page.html").write_text(PAGE)
        monkeypatch.chdir(root)
        before: Tree = {}
        for _ in range(data.draw(st.integers(2, 5), label="edits")):
            write(root, before, tree, quick=data.draw(st.booleans(), label="same times"))
            fresh = told(capsys, "--no-cache")
            assert told(capsys) == fresh
            assert told(capsys) == fresh  # and so is the kept one
            before, tree = tree, edited(tree, data.draw)
        monkeypatch.chdir("/")
