"""A project's own collection patterns, from the runner's settings files."""

from __future__ import annotations

import pytest

from pyramid.rulebook import Runner, configured_runners

RUNNER = Runner(
    name="r",
    files=("test_*.py",),
    functions=("test*",),
    classes=("Test*",),
    configured=("p.toml tool.r", "r.ini r", "setup.cfg tool:r"),
    options={"r_files": "files", "r_functions": "functions", "r_classes": "classes"},
)


def configured(**files: str) -> Runner:
    given = {name.replace("__", "."): text.encode() for name, text in files.items()}
    return configured_runners([RUNNER], given.get)[0]


def test_nothing_configured() -> None:
    assert configured() == RUNNER


def test_ini_words_and_prefixes() -> None:
    runner = configured(r__ini="[r]\nr_files = tests.py *_spec.py\nr_functions = check it_*\n")
    assert runner.files == ("tests.py", "*_spec.py")
    assert runner.functions == runner.methods == ("check*", "it_*")
    assert runner.classes == RUNNER.classes


def test_toml_lists_come_first() -> None:
    runner = configured(p__toml='[tool.r]\nr_classes = ["Describe*"]\n', r__ini="[r]\nr_classes = No\n")
    assert runner.classes == ("Describe*",)


def test_a_file_without_the_section_is_passed_over() -> None:
    assert configured(p__toml="[tool.other]\n", setup__cfg="[tool:r]\nr_files=a.py\n").files == ("a.py",)


@pytest.mark.parametrize("text", ["no section", "[r]\nr_files", "[[[", "[tool]\nr = 3\n"])
def test_what_cannot_be_read_counts_as_absent(text: str) -> None:
    assert configured(p__toml=text, r__ini=text) in (RUNNER, configured(r__ini=text))
