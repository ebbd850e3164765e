"""Two versions of a file that say the same on other lines, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.extract import extract_source
from pyramid.keep import moves
from pyramid.model.facts import Extracted, FileFacts

SOURCE = """\
import os
from shop import cart as basket


class Cart(basket.Base, metaclass=Meta):
    limit: int = 10

    @property
    def total(self, *extra, rate=0.5):
        if self.count > 3 and extra:
            return {"a": [1, 2], **os.environ}
        return lambda value: value[1:2]
"""


def facts(source: str, language: str = "python") -> FileFacts:
    outcome = extract_source("shop/m.py", source.encode(), language)
    assert isinstance(outcome, Extracted)
    return outcome.facts


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["", "# a note", "    # inside"]))))
def test_lines_more_move_what_is_below(more: list[tuple[int, str]]) -> None:
    lines = SOURCE.splitlines()
    for place, text in sorted(more, reverse=True):
        lines.insert(place, text)
    moved = moves(facts(SOURCE), facts("\n".join(lines) + "\n"))
    assert moved is not None
    expected = {old: old + sum(place < old for place, _ in more) for old in range(1, 13)}
    assert moved.lines == {old: expected[old] for old in moved.lines}
    # Only where the module began or ended together with a statement that has moved away is nothing known.
    assert {2, 5, 6, 8, 9, 10, 11} <= moved.lines.keys()
    assert moved.module[0] == 1


def test_another_layout_is_the_same() -> None:
    now = facts(SOURCE.replace('{"a": [1, 2], **os.environ}', "{'a': [1, 2], **os.environ}  # why"))
    moved = moves(facts(SOURCE), now)
    assert moved is not None
    assert moved.lines == {line: line for line in (1, 2, 5, 6, 8, 9, 10, 11, 12)}


def test_docstrings_say_nothing() -> None:
    now = facts(SOURCE.replace("    limit", '    """A cart,\n\n    full or empty."""\n\n    limit'))
    moved = moves(facts(SOURCE), now)
    assert moved is not None
    assert (moved.lines[5], moved.lines[6]) == (5, 10)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("os", "sys"),
        ("as basket", "as cart"),
        ("Cart(", "Basket("),
        ("metaclass", "other"),
        ("Meta", "Type"),
        (": int", ": str"),
        (" = 10", ""),
        ("    @property\n", ""),
        ("*extra", "extra"),
        ("rate=0.5", "rate=0.6"),
        ("> 3", "> 4"),
        (" and ", " or "),
        ("[1, 2]", "(1, 2)"),
        ("[1, 2]", "[[1], 2]"),
        ("[1, 2]", "[1, [2]]"),
        ("**os.environ", "'b': os.environ"),
        ("lambda value", "lambda other"),
        ("[1:2]", "[1]"),
        ("        return lambda", "        lambda"),
        ("import os\n", "import os\nimport re\n"),
        ("            return {", "            pass\n            return {"),
    ],
)
def test_other_words_are_another_file(old: str, new: str) -> None:
    assert old in SOURCE
    assert moves(facts(SOURCE), facts(SOURCE.replace(old, new))) is None


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("a()\nb()\n", "a(); b()\n"),
        ("a(); b()\n", "a()\nb()\n"),
        ("x = f(a,\n  b)\n", "x = f(a, b)\n"),
    ],
)
def test_lines_that_join_or_part_are_another_file(before: str, now: str) -> None:
    assert moves(facts(before), facts(now)) is None
