"""Whole projects on other lines: an analysis that is taken up again tells what a fresh one would."""

from __future__ import annotations

import ast
import os
import shutil
import tokenize
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pyramid import pipeline
from pyramid.cli import main

PROJECTS = Path(__file__).resolve().parents[2] / "projects"
TIMES = int(os.environ.get("PYRAMID_SEQUENCES", "12"))
_MORE = (
    "# a note",
    "",
    "'a text that says nothing'",
    "# pyramid: ignore[PYR] told elsewhere",
    "#: and more\n\n",
)


def places(source: bytes) -> list[tuple[int, int]]:
    """Line (from 0) and column of the first word of each logical line."""
    found, first = [], True
    for token in tokenize.tokenize(BytesIO(source).readline):
        if token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT):
            first = True
        elif first and token.type in (tokenize.NAME, tokenize.OP):
            found.append((token.start[0] - 1, token.start[1]))
            first = False
    return found


def edited(source: bytes, data: st.DataObject) -> bytes:
    """The source with some lines more, that say nothing."""
    lines = source.decode().split("\n")
    chosen = data.draw(st.lists(st.sampled_from(places(source)), min_size=1, max_size=4, unique=True))
    for line, column in sorted(chosen, reverse=True):
        before = list(lines)
        lines.insert(line, f"{' ' * column}{data.draw(st.sampled_from(_MORE))}")
        try:
            ast.parse("\n".join(lines))
        except SyntaxError:  # no statement may stand there
            lines = before
    return "\n".join(lines).encode()


@pytest.mark.parametrize("name", ["shop", "tickets", "library"])
def test_other_lines(name: str, tmp_path: Path, monkeypatch, capsys) -> None:
    root = tmp_path / name
    shutil.copytree(PROJECTS / name, root, ignore=shutil.ignore_patterns(".*", "__pycache__", "node_modules"))
    monkeypatch.chdir(root)
    analysed: list[int] = []
    real = pipeline.resolve

    def counted(*given, **named):
        analysed.append(1)
        return real(*given, **named)

    monkeypatch.setattr(pipeline, "resolve", counted)

    def told(*more: str) -> tuple[int, str]:
        status = main(["audit", "--all", "--format", "json", *more])
        return status, capsys.readouterr().out

    told()
    sources = {path: path.read_bytes() for path in sorted(root.rglob("*.py")) if places(path.read_bytes())}
    resumed: list[bool] = []

    @settings(
        max_examples=TIMES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        for path in data.draw(st.lists(st.sampled_from(list(sources)), min_size=1, max_size=3, unique=True)):
            path.write_bytes(edited(sources[path], data))
        before = len(analysed)
        warm = told()
        resumed.append(len(analysed) == before)
        assert warm == told("--no-cache")
        for path, source in sources.items():
            path.write_bytes(source)

    tried()
    assert sum(resumed) > len(resumed) / 2
