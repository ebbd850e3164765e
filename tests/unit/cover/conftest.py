"""A small program and recordings of it, made without running anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from coverage import CoverageData

from pyramid.extract.languages import python
from pyramid.model.facts import Extracted, FileFacts
from pyramid.model.program import Symbol

#: Context → file → lines.
Runs = Mapping[str, Mapping[str, Sequence[int]]]


def facts_of(path: str, text: str) -> FileFacts:
    """The facts of a source text."""
    outcome = python.extract(path, text.encode())
    assert isinstance(outcome, Extracted), outcome
    return outcome.facts


class Sources:
    """The part of a program that coverage asks for, over files that are also on the disk."""

    def __init__(self, root: Path, files: Mapping[str, str]) -> None:
        self.root = root
        self._facts = {path: facts_of(path, text) for path, text in files.items()}
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self._facts))

    def facts(self, path: str) -> FileFacts:
        return self._facts[path]

    def symbol_at(self, path: str, index: int) -> Symbol:
        definition = self._facts[path].definitions[index]
        module = path.removesuffix(".py").replace("/", ".")
        return Symbol(
            f"{module}.{definition.qualname}",
            path,
            index,
            definition.kind,
            definition.line,
            definition.start_line,
            definition.end_line,
        )


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., Sources]:
    """Write sources below the root."""
    return lambda files: Sources(tmp_path, files)


@pytest.fixture
def record(tmp_path: Path) -> Callable[..., Path]:
    """Write a data file as coverage.py does."""

    def write(runs: Runs, name: str = ".coverage", touch: Sequence[str] = ()) -> Path:
        data = CoverageData(basename=str(tmp_path / name))
        data.add_lines({file: () for file in touch})
        for context, files in runs.items():
            data.set_context(context)
            data.add_lines(files)
        data.write()
        data.close()
        return tmp_path / name

    return write
