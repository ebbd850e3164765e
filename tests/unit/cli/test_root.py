"""Which project a path belongs to."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pyramid.cli.options import find_root, project_folder
from pyramid.model.errors import PyramidError


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for folder in ("shop/tests/unit", "backend/tests", "loose/deep"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "shop" / "pyproject.toml").touch()
    (tmp_path / "backend" / "tests" / "test_a.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "root"),
    [
        ((), "."),
        (("shop",), "shop"),
        (("shop/tests/unit",), "shop"),
        (("backend/tests",), "."),
        (("backend/tests/test_a.py",), "."),
        (("shop/tests", "backend/tests"), "."),
        ((".",), "."),
    ],
)
def test_nearest_project_up_to_here(tree: Path, paths: tuple[str, ...], root: str) -> None:
    assert find_root([tree / path for path in paths], tree) == tree / root


def test_a_folder_of_no_project_is_its_own_root(tree: Path) -> None:
    (tree / "pyproject.toml").unlink()
    assert find_root([tree / "loose"], tree) == tree / "loose"
    assert find_root([tree / "loose"], tree / "shop") == tree / "loose"


@pytest.mark.parametrize("command", ["audit", "graph", "rule", "init"])
@pytest.mark.parametrize(("root", "slug"), [("nowhere", "no-such-root"), ("file.py", "root-is-a-file")])
def test_a_root_is_a_folder(project: Path, run, command: str, root: str, slug: str) -> None:
    (project / "file.py").touch()
    ran = run(command, "--root", root)
    assert (ran.status, ran.out) == (2, "")
    assert slug in ran.err
    assert str(project / root) in ran.err


def test_the_current_folder_may_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    with pytest.raises(PyramidError) as caught:
        project_folder(None)
    assert caught.value.slug == "no-such-root"


def test_a_path_outside_the_root_is_an_error(project: Path, run) -> None:
    for name in ("a", "b"):
        (project / name).mkdir()
    ran = run("audit", "--root", "a", "b")
    assert (ran.status, ran.out) == (2, "")
    assert "b: lies outside the audited root" in ran.err


def test_a_link_to_the_root_is_the_root(audits, project: Path, run) -> None:
    (project / "a").mkdir()
    (project / "a" / "x.py").touch()
    os.symlink("a", project / "link")
    assert run("audit", "--exit-zero", "--root", "a", "link/x.py").status == 0


def test_a_folder_that_cannot_be_entered_is_no_crash(
    project: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in it cannot be told: not whether it is a project, nor whether coverage was recorded."""
    locked = project / "locked"
    locked.mkdir()

    def refusing(call: Callable[..., object], inside: str) -> Callable[..., object]:
        def refused(path: object = ".", *given: object, **named: object) -> object:
            if isinstance(path, str | os.PathLike) and os.fspath(path).startswith(inside):
                raise PermissionError(13, "Permission denied", path)
            return call(path, *given, **named)

        return refused

    monkeypatch.setattr(os, "stat", refusing(os.stat, f"{locked}/"))
    monkeypatch.setattr(os, "scandir", refusing(os.scandir, str(locked)))
    ran = run("audit", "--root", "locked", "--no-cache")
    assert (ran.status, ran.err) == (0, "")
    assert "unreadable-folder" in ran.out
    assert "no-sources" in ran.out
