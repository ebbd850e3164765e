"""How often files change, from git; kept for the same commit, nothing where there is no git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from pyramid.model.churn import FileChanges
from pyramid.workspace import churn as module
from pyramid.workspace import churn_of


def git(root: Path, *words: str, day: str = "2026-01-02") -> None:
    moment = f"{day}T12:00:00 +0000"
    names = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, **names, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    subprocess.run(("git", *words), cwd=root, env=env, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "r"
    (root / "sub").mkdir(parents=True)
    git(root, "init", "-q")
    for number, day in enumerate(("2026-01-02", "2026-02-03", "2026-03-04")):
        (root / "a.py").write_text(f"{number}")
        if number != 1:
            (root / "sub" / "odd näme.py").write_text(f"{number}")
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", "words\n\nsub/b.py", day=day)
    return root


def test_commits_and_the_last_day(repository: Path) -> None:
    assert churn_of(repository, None) == {
        "a.py": FileChanges(commits=3, last="2026-03-04"),
        "sub/odd näme.py": FileChanges(commits=2, last="2026-03-04"),
    }


def test_paths_are_told_from_the_root(repository: Path) -> None:
    assert list(churn_of(repository / "sub", None)) == ["odd näme.py"]


def test_nothing_without_git(tmp_path: Path) -> None:
    assert churn_of(tmp_path, None) == {}


def test_the_history_is_read_once_for_a_commit(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = churn_of(repository, tmp_path / "cache")
    monkeypatch.setattr(module, "_read", lambda root: pytest.fail("read again"))
    assert churn_of(repository, tmp_path / "cache") == first


@pytest.mark.parametrize("data", [b"", b"[]", b'{"a": 1}', b'{"a": ["x", "y"]}', b"\xff"])
def test_a_damaged_cache_is_no_answer(data: bytes) -> None:
    assert module._decoded(data) is None
