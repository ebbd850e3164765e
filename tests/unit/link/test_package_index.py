"""Which file a dotted name means, whatever the files and the name are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.extract import extract_source
from pyramid.link.packages import PackageIndex
from pyramid.model.facts import Extracted

_NAMES = st.sampled_from(["a", "b", "A", "B", "a.b", "a.A", ""])
_FILES = st.dictionaries(st.sampled_from(["x/A.java", "y/A.java", "B.java"]), _NAMES, max_size=3)


@settings(deadline=None)
@given(
    _FILES, st.lists(st.sampled_from(["a", "b", "A", "B", ""]), max_size=4), st.sampled_from(["x/C.java", ""])
)
def test_any_name_is_answered(files: dict[str, str], parts: list[str], importer: str) -> None:
    index = PackageIndex()
    for path, package in files.items():
        source = f"package {package}; class A {{}}" if package else "class A {}"
        outcome = extract_source(path, source.encode(), "java")
        if isinstance(outcome, Extracted):
            index.add(outcome.facts)
    found = index.find(".".join(parts), importer)
    if found is not None:
        path, rest = found
        assert path in files and rest and rest == parts[len(parts) - len(rest) :]


def test_the_nearest_of_several_files() -> None:
    index = PackageIndex()
    for path in ("x/t/A.java", "y/t/A.java"):
        outcome = extract_source(path, b"package p; class A {}", "java")
        assert isinstance(outcome, Extracted)
        index.add(outcome.facts)
    assert index.find("p.A.B.m", "y/u/C.java") == ("y/t/A.java", ["A", "B", "m"])
    assert index.find("p", "y/u/C.java") is None
