import pathspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.settings import Settings, matches


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.py", "a/b.py", True),
        ("*.py", "a/b.pyc", False),
        ("/*.py", "a/b.py", False),
        ("a/*.py", "a/b.py", True),
        ("a/*.py", "a/b/c.py", False),
        ("a/**/c.py", "a/c.py", True),
        ("a/**/c.py", "a/b/b/c.py", True),
        ("**/c.py", "c.py", True),
        ("a/**", "a/b/c.py", True),
        ("a/**", "b/a/c.py", False),
        ("tests", "x/tests/y.py", True),
        ("tests/", "x/tests/y.py", True),
        ("tests/", "x/tests", False),
        ("x/tests/", "x/tests/y.py", True),
        ("test_?.py", "test_a.py", True),
        ("test_[a-c].py", "test_b.py", True),
        ("test_[!a-c].py", "test_b.py", False),
        ("a.py", "aXpy", False),
        ("[z-a].py", "z.py", False),
        ("[z-a].py", "[z-a].py", True),
        ("[!].py", "a.py", False),
    ],
)
def test_matches(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path) is expected


PART = st.text("ab", min_size=1, max_size=2)
PATH = st.lists(PART, min_size=1, max_size=4).map("/".join)
PATTERN = st.lists(st.one_of(PART, st.sampled_from(["*", "a*", "?", "**"])), min_size=1, max_size=4)


@settings(deadline=None, max_examples=400)
@given(PATTERN, st.sampled_from(["", "/"]), st.sampled_from(["", "/"]), PATH)
def test_agrees_with_gitignore(parts: list[str], before: str, after: str, path: str) -> None:
    after = "" if parts[-1] == "**" else after  # the peer takes `a/**/` for `a/**`, git does not
    pattern = before + "/".join(parts) + after
    expected = pathspec.GitIgnoreSpec.from_lines([pattern]).match_file(path)
    assert matches(pattern, path) is expected


def test_codes_are_ignored_by_prefix_and_by_file() -> None:
    chosen = Settings(select=("PYR1", "PYR2"), ignore=("PYR102",), per_file_ignores={"old/": ("PYR2",)})
    assert not chosen.ignored("a.py", "PYR101")
    assert chosen.ignored("a.py", "PYR102")
    assert chosen.ignored("a.py", "PYR301")
    assert not chosen.ignored("a.py", "PYR201")
    assert chosen.ignored("old/a.py", "PYR201")
