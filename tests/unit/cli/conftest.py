"""A command line whose audit gives the hand-made report of the formats' tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from pyramid import pipeline
from pyramid.cli import answering, main
from pyramid.cli.surroundings import AGENT_VARIABLES
from pyramid.model.report import Report
from pyramid.recall import Recall
from pyramid.settings import Settings

UNKEPT = Settings(cache=False)  # each run asks anew
SAMPLE = Path(__file__).resolve().parents[1] / "render" / "sample.json"


@dataclass
class Audits:
    """What the audit was asked, and what it answers."""

    report: Report
    asked: list[tuple[Path, tuple[str, ...], object, bool]] = field(default_factory=list)

    def __call__(
        self,
        root: Path,
        paths: tuple[str, ...],
        settings: object,
        *,
        reach: bool,
        progress: object,
        shelf: object = None,
    ) -> Report:
        self.asked.append((root, tuple(paths), settings, reach))
        return self.report


@dataclass(frozen=True)
class Ran:
    """What a run of the command line left."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the outer environment changes what is printed."""
    outer = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYRAMID_OUTPUT_FORMAT", "COVERAGE_FILE")
    for name in (*outer, *AGENT_VARIABLES):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, the current folder."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def audits(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Audits]:
    """The audit, answered by the sample report."""
    table = msgspec.json.decode(SAMPLE.read_bytes())
    for entry in table["recommendations"]:
        entry["from_"] = entry.pop("from")
    found = Audits(msgspec.convert(table, Report))
    monkeypatch.setattr(pipeline, "audit", found)
    monkeypatch.setattr(
        answering, "Recall", lambda root, paths, settings, question: Recall(root, paths, UNKEPT, question)
    )
    yield found


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process."""

    def call(*arguments: str) -> Ran:
        status = main(arguments)
        captured = capsys.readouterr()
        return Ran(int(status), captured.out, captured.err)

    return call
