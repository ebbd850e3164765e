import os
import stat
from pathlib import Path

import pytest

from pyramid.workspace import changed_since, is_work_tree


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for git that answers from files named after the subcommand."""
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\nfor word in "$@"; do case $word in log|status|diff) break;; esac; done\n'
        f'[ -f "{tmp_path}/$word" ] || exit 128\nexec cat "{tmp_path}/$word"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent) + os.pathsep + os.environ["PATH"])
    return tmp_path


def test_changes_since_the_commit_of_the_record(git: Path) -> None:
    (git / "log").write_text("0123abcd\n")
    (git / "status").write_text("")
    (git / "diff").write_text("a.py\0b/c d.py\0")
    assert changed_since(git, git / ".coverage") == {"a.py", "b/c d.py"}


def test_an_untracked_record_tells_nothing(git: Path) -> None:
    (git / "log").write_text("")
    assert changed_since(git, git / ".coverage") is None


def test_an_edited_record_tells_nothing(git: Path) -> None:
    (git / "log").write_text("0123abcd\n")
    (git / "status").write_text(" M .coverage\n")
    assert changed_since(git, git / ".coverage") is None


def test_a_failing_git_tells_nothing(git: Path) -> None:
    (git / "log").write_text("0123abcd\n")
    (git / "status").write_text("")
    assert changed_since(git, git / ".coverage") is None


def test_no_git_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert changed_since(tmp_path, tmp_path / ".coverage") is None


def test_a_work_tree_is_seen_without_git(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert not is_work_tree(tmp_path / "a")
    (tmp_path / ".git").write_text("gitdir: elsewhere")
    assert is_work_tree(tmp_path / "a")
