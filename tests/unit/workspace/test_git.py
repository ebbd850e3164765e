import os
import stat
from pathlib import Path

import pytest

from pyramid.workspace import changed_since

RECORDED = 1_700_000_000


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for git that answers from files named after the subcommand."""
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\nfor word in "$@"; do case $word in log|status|diff|rev-list|ls-files) break; esac; done\n'
        f'echo "$@" >> "{tmp_path}/asked"\n'
        f'[ -f "{tmp_path}/$word" ] || exit 128\nexec cat "{tmp_path}/$word"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent) + os.pathsep + os.environ["PATH"])
    return tmp_path


def answers(git: Path, **texts: str) -> None:
    for name, text in texts.items():
        (git / name.replace("_", "-")).write_text(text)


def written(place: Path, seconds: int) -> None:
    place.write_text("")
    os.utime(place, (seconds, seconds))


def test_changes_since_the_commit_of_a_committed_record(git: Path) -> None:
    answers(git, log="0123abcd\n", status="", diff="a.py\0b/c d.py\0")
    assert changed_since(git, git / ".coverage") == {"a.py", "b/c d.py"}
    assert " 0123abcd " in (git / "asked").read_text().splitlines()[-1]


def test_changes_since_an_uncommitted_record_was_written(git: Path) -> None:
    written(git / ".coverage", RECORDED)
    written(git / "edited.py", RECORDED + 60)
    written(git / "dirty_before.py", RECORDED - 60)
    written(git / "new.py", RECORDED + 60)
    answers(
        git,
        log="",
        status="",
        rev_list="4567cdef\n",
        diff="edited.py\0dirty_before.py\0deleted.py\0",
        ls_files="new.py\0",
    )
    assert changed_since(git, git / ".coverage") == {"edited.py", "deleted.py", "new.py"}
    asked = (git / "asked").read_text()
    assert "HEAD@{2023-11-14 22:13:20 +0000}" in asked
    assert " 4567cdef " in asked


def test_a_committed_record_that_was_written_again(git: Path) -> None:
    written(git / ".coverage", RECORDED)
    answers(git, log="0123abcd\n", status=" M .coverage\n", rev_list="", diff="", ls_files="")
    assert changed_since(git, git / ".coverage") == frozenset()
    assert "0123abcd" not in (git / "asked").read_text()


def test_a_failing_git_tells_nothing(git: Path) -> None:
    written(git / ".coverage", RECORDED)
    assert changed_since(git, git / ".coverage") is None


def test_no_git_and_no_record_tell_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert changed_since(tmp_path, tmp_path / ".coverage") is None
    written(tmp_path / ".coverage", RECORDED)
    assert changed_since(tmp_path, tmp_path / ".coverage") is None
