"""Kept answers: found when nothing has changed, and never otherwise."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pyramid import pipeline
from pyramid.cli import main

SOURCE = (
    "def price(total):\n    if total > 100:\n        return total // 5\n    return 0\n\n\n"
    "def unused(total):\n    return 1 if total > 100 else 2\n"
)
TEST = "from shop import price\n\n\ndef test_price():\n    assert price(10) == 0\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "shop-root"
    (root / "tests").mkdir(parents=True)
    (root / "pyproject.toml").write_text('[project]\nname = "shop"\n[tool.pyramid]\njobs = 1\n')
    (root / "shop.py").write_text(SOURCE)
    (root / "tests" / "test_shop.py").write_text(TEST)
    monkeypatch.chdir(root)
    for name in ("COVERAGE_FILE", "PYRAMID_OUTPUT_FORMAT", "CLAUDECODE", "AI_AGENT"):
        monkeypatch.delenv(name, raising=False)
    return root


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each audit that was really made."""
    calls: list[int] = []
    real = pipeline.audit

    def counted(*given, **named):
        calls.append(1)
        return real(*given, **named)

    monkeypatch.setattr(pipeline, "audit", counted)
    return calls


def ask(capsys, *arguments: str, form: str = "json") -> str:
    assert main(["audit", "--exit-zero", "--format", form, *arguments]) == 0
    return capsys.readouterr().out


def test_the_same_question_is_answered_once(project: Path, made, capsys) -> None:
    first = ask(capsys)
    assert ask(capsys) == first
    assert len(made) == 1


def test_another_format_needs_no_other_audit(project: Path, made, capsys) -> None:
    ask(capsys)
    kept = ask(capsys, form="concise")
    assert len(made) == 1
    assert ask(capsys, "--no-cache", form="concise") == kept


def change_source(root: Path) -> None:
    (root / "shop.py").write_text(SOURCE.replace("100", "200"))


def new_document(root: Path) -> None:
    (root / "shop.feature").write_text("Feature: shop\n  Scenario: open\n    Given a shop\n")


def new_file(root: Path) -> None:
    (root / "more.py").write_text("")


def removed(root: Path) -> None:
    (root / "shop.py").unlink()


def template(root: Path) -> None:
    (root / "page.html").write_text("<p>1</p>")


def runner_settings(root: Path) -> None:
    (root / "pytest.ini").write_text("[pytest]\npython_files = check_*.py\n")


def own_settings(root: Path) -> None:
    (root / "pyproject.toml").write_text('[tool.pyramid]\njobs = 1\nexclude = ["x/"]\n')


def ignored(root: Path) -> None:
    (root / ".gitignore").write_text("shop.py\n")


def recorded(root: Path) -> None:
    (root / "coverage.json").write_text(json.dumps({"files": {}}))


def recorded_elsewhere(root: Path) -> None:
    (root / "runs").mkdir()
    (root / "runs" / "data").write_bytes(b"SQLite format 3\0")


def result_file(root: Path) -> None:
    (root / "test-results").mkdir()
    (root / "test-results" / "run.xml").write_text("<testsuite/>")


def own_record(root: Path) -> None:
    (root / ".pyramid-records").mkdir()
    (root / ".pyramid-records" / "1.jsonl").write_text("{}\n")


def compiler_settings(root: Path) -> None:
    (root / "web").mkdir()
    (root / "web" / "a.ts").write_text("")
    (root / "web" / "tsconfig.json").write_text('{"compilerOptions": {"paths": {"@/*": ["src/*"]}}}')


STEPS = [
    change_source,
    new_file,
    new_document,
    removed,
    template,
    runner_settings,
    own_settings,
    ignored,
    recorded,
]


@pytest.mark.parametrize("step", [*STEPS, result_file, own_record, compiler_settings])
def test_a_change_asks_anew(project: Path, made, capsys, step) -> None:
    ask(capsys)
    step(project)
    ask(capsys)
    assert len(made) == 2


def test_recorded_runs_in_a_place_of_their_own(project: Path, made, capsys) -> None:
    (project / ".coveragerc").write_text("[run]\ndata_file = runs/data\n")
    ask(capsys)
    recorded_elsewhere(project)
    ask(capsys)
    assert len(made) == 2


@pytest.mark.parametrize("arguments", [("--reach",), ("--select", "PYR1"), ("shop.py",)])
def test_another_question_is_another_key(project: Path, made, capsys, arguments) -> None:
    ask(capsys)
    assert ask(capsys, *arguments) == ask(capsys, "--no-cache", *arguments)
    assert len(made) == 3


def test_rules_and_baseline_count(project: Path, made, capsys) -> None:
    base = project / "accepted.json"
    assert main(["audit", "-q", "--write-baseline", str(base)]) == 0
    ask(capsys, "--baseline", str(base))
    base.write_text(base.read_text() + "\n")
    ask(capsys, "--baseline", str(base))
    assert len(made) == 2


def test_a_file_written_meanwhile_is_not_kept(project: Path, monkeypatch, capsys) -> None:
    """The answer would stand under the key of a state that was never audited."""
    real = pipeline.audit

    def slow(*given, **named):
        change_source(project)
        return real(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "audit", slow)
        ask(capsys)
    (project / "shop.py").write_text(SOURCE)
    assert ask(capsys) == ask(capsys, "--no-cache")


def test_answers_that_came_with_a_repository_are_not_found(project: Path, made, capsys) -> None:
    """A copy of the folder, byte by byte, is not the folder."""
    ask(capsys)
    shutil.copytree(project / ".pyramid_cache", project / "copy")
    shutil.rmtree(project / ".pyramid_cache")
    os.rename(project / "copy", project / ".pyramid_cache")
    ask(capsys)
    assert len(made) == 2


@pytest.mark.parametrize("damage", [b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 4000])
def test_damaged_answers_heal(project: Path, made, capsys, damage: bytes) -> None:
    first = ask(capsys)
    (file,) = (project / ".pyramid_cache").glob("answers-*.db")
    for companion in file.parent.glob("answers-*.db-*"):
        companion.unlink()
    file.write_bytes(damage)
    assert ask(capsys) == first
    assert ask(capsys) == first
    assert len(made) == 2


def test_the_exit_status_is_kept_too(project: Path, made, capsys) -> None:
    statuses = [main(["audit", "-q", "--fail-on", level]) for level in ("note", "note", "never")]
    assert statuses == [1, 1, 0]
    assert len(made) == 1


IMPORTED = """
import sys
from pyramid.cli import main
status = main(["audit", "-q", "--exit-zero"])
heavy = {"libcst", "networkx", "tree_sitter", "coverage", "jinja2", "rich"}
heavy |= {"pyramid.pipeline", "pyramid.extract"}
print("HEAVY", sorted(heavy & set(sys.modules)), file=sys.stderr)
sys.exit(status)
"""


def test_a_warm_run_imports_little(project: Path) -> None:
    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True, cwd=project
        )

    first, second = run(), run()
    assert "libcst" in first.stderr and "pyramid.pipeline" in first.stderr
    assert "HEAVY []" in second.stderr
    assert second.stdout == first.stdout
