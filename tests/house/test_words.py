"""Knowledge about frameworks and tools is data: no name of one occurs in the code."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyramid.rulebook import KINDS, load_rules

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "pyramid").rglob("*.py"))
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
MACHINE = re.compile(r"/(?:work|tmp|root|home)/[a-z]")
# Packages whose names are plain words of programming: the word cannot be told from the package.
PLAIN_WORDS = {"attr", "attrs", "cached_property", "databases", "describe", "expect", "invoke"}
TOOLS_OF_PYTHON = {"unittest", "doctest"}  # part of Python, and yet test tools
_READERS = ("render/formats", "bot/hosts")
TEXTS = [
    path
    for folder in ("pyramid", "rules", "docs", "tests")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".toml", ".md"} and path != Path(__file__).resolve()
]


def _id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=_id)
def test_no_framework_or_tool_is_named(path: Path) -> None:
    words = {word.lower() for word in _words(path)}
    assert not words & FORBIDDEN


@pytest.mark.parametrize("path", TEXTS, ids=_id)
def test_no_path_of_a_machine(path: Path) -> None:
    assert not MACHINE.search(path.read_text(encoding="utf-8", errors="replace"))


def test_the_forbidden_words_are_found() -> None:
    """The derivation above has not silently become empty."""
    assert len(FORBIDDEN) >= 6


def _forbidden() -> set[str]:
    """Ids and package names of the rules that are no words of our own vocabulary.

    The model and the kinds are English ("request", "responses"); a package of that name cannot
    be told from the word.
    """
    files = [file for file in load_rules().files if file.kind in ("framework", "tool")]
    names = {file.id for file in files}
    names |= {name.partition(".")[0] for file in files for name in _dotted(file.table)}
    words = {name.lower() for name in names if len(name) > 3}
    python = {name for name in sys.stdlib_module_names} - TOOLS_OF_PYTHON
    return words - python - PLAIN_WORDS - _own_words()


def _dotted(value: object) -> Iterator[str]:
    """Dotted names anywhere in a rule file, its examples and paths from an object left out."""
    if isinstance(value, str):
        if re.fullmatch(r"\w+(\.[\w{}*]+)+", value):
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("example", "set", "where", "runs", "reads", "keeps"):
                yield from _dotted(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _dotted(inner)


def _own_words() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    dependencies = {match[0].lower() for text in project["dependencies"] if (match := WORD.match(text))}
    model = {word.lower() for path in (ROOT / "pyramid" / "model").glob("*.py") for word in _words(path)}
    kinds = {part for kind in KINDS for part in kind.split("-")}
    # A report format and a code host are called by the program that they are for.
    readers = {path.stem for place in _READERS for path in (ROOT / "pyramid" / place).glob("*.py")}
    return dependencies | kinds | readers | (model - TOOLS_OF_PYTHON - {"pytest"})


def _words(path: Path) -> Iterator[str]:
    for token in WORD.findall(path.read_text(encoding="utf-8")):
        yield token
        yield from re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", token)


FORBIDDEN = _forbidden()
