"""A test goes to the end of a file, with its imports; the rest keeps every byte."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.model.errors import PyramidError
from pyramid.write import NeededImport, insert_test

TEST = "def test_new() -> None:\n    assert total(1) == 2\n"
NEEDS = (NeededImport(module="shop.pricing", name="total"),)


def test_a_new_file() -> None:
    found = insert_test("", TEST, (*NEEDS, NeededImport(module="pytest")), "t.py")
    assert found == f"import pytest\n\nfrom shop.pricing import total\n\n\n{TEST}"


def test_an_existing_file_keeps_what_it_has() -> None:
    before = '''"""Doc."""
from shop.pricing import alpha,zeta  # odd spaces
x = [ 1,2 ]  # odd

def test_old():
  assert   x


# the last word
'''
    found = insert_test(before, TEST, (), "t.py")
    two = TEST.replace("    ", "  ")  # as the file indents
    assert found == f"{before}\n\n{two}"


def test_sorted_names_stay_sorted_and_others_stay_as_they_are() -> None:
    tidy = insert_test("from shop.pricing import alpha, zeta\n", TEST, NEEDS, "t.py")
    assert tidy.startswith("from shop.pricing import alpha, total, zeta\n")
    odd = insert_test("from shop.pricing import zeta, alpha\n", TEST, NEEDS, "t.py")
    assert "zeta, alpha" in odd and "total" in odd.splitlines()[0]


def test_an_import_that_is_there_is_not_repeated() -> None:
    before = "from shop.pricing import total\n"
    assert insert_test(before, TEST, NEEDS, "t.py").count("import") == 1


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_line_endings_stay(newline: str) -> None:
    before = f"x = 1{newline}y = 2{newline}"
    found = insert_test(before, TEST, NEEDS, "t.py")
    assert found.count("\r\n") == (found.count("\n") if newline == "\r\n" else 0)


def test_tabs_stay() -> None:
    assert "\n\tassert total(1)" in insert_test("def test_old():\n\tassert 1\n", TEST, (), "t.py")


def test_a_broken_file_is_told_and_left() -> None:
    with pytest.raises(PyramidError) as error:
        insert_test("def (:\n", TEST, NEEDS, "t.py")
    assert (error.value.slug, error.value.path) == ("write-broken-file", "t.py")


lines = st.sampled_from(
    ["x = 1", "import os", "from a import b, c", "def f():\n    pass", "# words", "", "if x:\n    y = 2"]
)


@settings(deadline=None)
@given(st.lists(lines, max_size=8))
def test_every_line_that_was_there_is_there(parts: list[str]) -> None:
    before = "".join(f"{part}\n" for part in parts)
    found = insert_test(before, TEST, NEEDS, "t.py")
    ast.parse(found)
    assert found.endswith(TEST) and not set(before.splitlines()) - set(found.splitlines())
