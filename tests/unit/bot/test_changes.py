"""The lines that a patch touches."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.model.change import Changes
from pyramid.workspace.patch import changed_lines


@pytest.mark.parametrize(
    ("patch", "lines"),
    [
        ("@@ -1,3 +1,4 @@\n a\n+b\n c\n d", {2}),
        ("@@ -0,0 +1,2 @@\n+a\n+b", {1, 2}),
        ("@@ -5 +5 @@ def f():\n-a\n+b\n\\ No newline at end of file", {5}),
        ("@@ -5,3 +5,2 @@\n a\n-b\n c", {6}),
        ("@@ -1 +1 @@\n-a\n+b\n@@ -9,2 +9,3 @@\n x\n+y\n z", {1, 10}),
        ("@@ -1 +1 @@\n-a\n+@@ -7 +7 @@", {1}),
        ("", set()),
        ("@@ nonsense\n+a", set()),
        ("@@ -1 +" + "9" * 5_000 + " @@\n+a", {999_999_999}),
    ],
)
def test_lines_of_a_patch(patch: str, lines: set[int]) -> None:
    assert changed_lines(patch) == lines


@settings(deadline=None)
@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_every_line_that_is_new_is_found(old: list[str], new: list[str]) -> None:
    patch = "\n".join(list(difflib.unified_diff(old, new, lineterm=""))[2:])
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    blocks = matcher.get_opcodes()
    added = {
        n + 1 for tag, _, _, start, end in blocks if tag in ("insert", "replace") for n in range(start, end)
    }
    found = changed_lines(patch)
    if len(added) == len([line for line in patch.split("\n") if line.startswith("+")]):
        assert added <= found
    assert all(1 <= line <= len(new) + 1 for line in found)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(patch: str) -> None:
    changed_lines(patch)


def test_a_file_without_a_patch_counts_as_a_whole() -> None:
    changes = Changes(lines={"a.py": None, "b.py": frozenset({3})})
    assert changes.touch("a.py", range(1, 2))
    assert changes.touch("b.py", range(1, 4)) and not changes.touch("b.py", range(4, 9))
    assert not changes.touch("c.py", range(1, 9))
