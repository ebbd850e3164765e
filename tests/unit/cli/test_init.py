"""``pyramid init`` adds a configuration and changes nothing else."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from pyramid.settings import DEFAULT, load_settings, settings_reference

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

BEFORE = '[project]\nname = "shop"  # ours\n\n[tool.other]\nx = 1'


def test_appends_to_pyproject(project: Path, run) -> None:
    file = project / "pyproject.toml"
    file.write_text(BEFORE, encoding="utf-8")
    ran = run("init")
    text = file.read_text(encoding="utf-8")
    assert ran.status == 0
    assert text.startswith(BEFORE + "\n")
    assert tomllib.loads(text)["tool"] == {"other": {"x": 1}, "pyramid": {}}
    assert "coverage" in ran.out


def test_every_plain_setting_is_there_and_true(project: Path, run) -> None:
    """Uncommented, each line is a setting at its default."""
    file = project / "pyproject.toml"
    run("init")
    text = file.read_text(encoding="utf-8")
    keys = [setting.key for setting in settings_reference() if setting.default and "." not in setting.key]
    uncommented = "\n".join(
        line[2:] if line.startswith(tuple(f"# {key} = " for key in keys)) else line
        for line in text.splitlines()
    )
    file.write_text(uncommented, encoding="utf-8")
    table = tomllib.loads(uncommented)["tool"]["pyramid"]
    assert set(table) == set(keys)
    assert load_settings(project).exclude == DEFAULT.exclude
    assert load_settings(project).default_exclude == DEFAULT.default_exclude


def test_twice_is_once(project: Path, run) -> None:
    run("init")
    once = (project / "pyproject.toml").read_bytes()
    ran = run("init")
    assert (project / "pyproject.toml").read_bytes() == once
    assert "nothing was changed" in ran.out


def test_without_pyproject_its_own_file(project: Path, run) -> None:
    (project / "pyproject.toml").unlink()
    run("init")
    assert [path.name for path in project.iterdir()] == ["pyramid.toml"]
    assert tomllib.loads((project / "pyramid.toml").read_text(encoding="utf-8")) == {}


def test_own_file_when_asked(project: Path, run) -> None:
    before = (project / "pyproject.toml").read_bytes()
    run("init", "--pyramid-toml")
    assert (project / "pyproject.toml").read_bytes() == before
    assert (project / "pyramid.toml").exists()


def test_windows_lines_stay_windows_lines(project: Path, run) -> None:
    file = project / "pyproject.toml"
    file.write_bytes(b'[project]\r\nname = "shop"\r\n')
    run("init")
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")


def test_broken_pyproject_is_left_alone(project: Path, run) -> None:
    file = project / "pyproject.toml"
    file.write_text("[project\n", encoding="utf-8")
    ran = run("init")
    assert ran.status == 2
    assert "pyproject.toml:1" in ran.err
    assert file.read_text(encoding="utf-8") == "[project\n"


def test_a_table_that_cannot_be_added_to_is_left_alone(project: Path, run) -> None:
    file = project / "pyproject.toml"
    file.write_text("tool = { other = { x = 1 } }\n", encoding="utf-8")
    ran = run("init")
    assert (ran.status, "closed-table" in ran.err, "--pyramid-toml" in ran.err) == (2, True, True)
    assert file.read_text(encoding="utf-8") == "tool = { other = { x = 1 } }\n"
    assert run("init", "--pyramid-toml").status == 0


@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_mode_and_link_are_kept(project: Path, run, mode: int) -> None:
    real = project / "real.toml"
    real.write_text(BEFORE, encoding="utf-8")
    real.chmod(mode)
    (project / "pyproject.toml").unlink()
    os.symlink(real, project / "pyproject.toml")
    run("init")
    assert (project / "pyproject.toml").is_symlink()
    assert "tool.pyramid" in real.read_text(encoding="utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == mode
