"""Every example of the layer and role rules, through the real corridor.

A mark is ``# expect: layer LAYER [TAG ...]`` or ``# expect: role ROLE`` on the line of a ``def``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pyramid.model.analysis import Analysis
from pyramid.pipeline import analyse
from pyramid.rulebook import load_rules
from pyramid.settings import Settings

MARK = re.compile(r"#\s*expect:\s*(layer|role)\s+(\S.*)$")
Place = tuple[str, int]


def examples() -> Iterator[Any]:
    rules = load_rules()
    for file in (*rules.layers, *rules.roles):
        for example in file.table.get("example", ()):
            marks = [pytest.mark.xfail(reason=example["todo"], strict=True)] if example.get("todo") else []
            yield pytest.param(example["files"], id=f"{file.id}: {example['title']}", marks=marks)


@pytest.mark.parametrize("files", list(examples()))
def test_example(files: dict[str, str], tmp_path: Path) -> None:
    for name, text in files.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    analysis = analyse(tmp_path, (), Settings(cache=False, jobs=1))
    wanted = {kind: dict(marks(files, kind)) for kind in ("layer", "role")}
    if wanted["layer"]:
        assert layers(analysis) == wanted["layer"]
    roles = found_roles(analysis)
    assert {place: roles.get(place) for place in wanted["role"]} == wanted["role"]


@pytest.mark.parametrize("file", [*load_rules().layers, *load_rules().roles], ids=lambda file: file.id)
def test_a_rule_file_has_an_example_that_fires_and_one_that_does_not(file: Any) -> None:
    assert len(file.table.get("example", ())) >= 2


def marks(files: dict[str, str], kind: str) -> Iterator[tuple[Place, str]]:
    for name, text in files.items():
        for number, line in enumerate(text.splitlines(), 1):
            found = MARK.search(line)
            if found and found[1] == kind:
                yield (name, number), found[2].strip()


def layers(analysis: Analysis) -> dict[Place, str]:
    return {
        (test.path, test.line): " ".join(
            [analysis.verdicts[test.symbol].layer.value, *analysis.verdicts[test.symbol].tags]
        )
        for test in analysis.tests
    }


def found_roles(analysis: Analysis) -> dict[Place, str]:
    symbols = analysis.program.symbols()
    return {(symbols[name].path, symbols[name].line): role.value for name, role in analysis.roles.items()}
