"""The program as a process: help, version, laziness, pipes, interrupts, the neighbour of our name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import pyramid
from pyramid.cli import failure, neighbours
from pyramid.cli.app import program
from pyramid.cli.failure import Failure

ROOT = Path(__file__).resolve().parents[3]
COMMANDS = [
    "audit",
    "combine",
    "comment",
    "graph",
    "init",
    "mcp",
    "plan",
    "prove",
    "record",
    "rule",
    "tests",
    "why",
    "write",
]
HEAVY = {"libcst", "networkx", "rich", "jinja2", "coverage"}


def process(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_version_as_a_module() -> None:
    ran = process("-m", "pyramid", "--version")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"pyramid {pyramid.__version__}\n", "")


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_nothing_heavy_is_imported_to_say_little(argument: str) -> None:
    code = (
        "import sys, json; from pyramid.cli import main; main([sys.argv[1]]);"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    loaded = set(json.loads(process("-c", code, argument).stderr))
    assert not loaded & HEAVY


def test_commands_are_the_modules_of_the_folder() -> None:
    assert program.list_commands(None) == COMMANDS  # type: ignore[attr-defined,arg-type]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert ran.out.startswith(f"Usage: pyramid {command}")
    assert "--help" in ran.out


def test_help_names_every_command(run) -> None:
    text = run("--help").out
    assert all(f"\n  {command} " in text for command in COMMANDS)


def test_misspelt_command_has_a_suggestion(run) -> None:
    ran = run("adit")
    assert ran.status == 2
    assert "Did you mean `pyramid audit`?" in ran.err


def test_errors_keep_streams_apart() -> None:
    ran = process("-m", "pyramid", "audit", "--root", str(ROOT / "tests"), "no-such-folder")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "no-such-path" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("arguments", [("rule",), ("--help",)])
def test_a_closed_output_is_nobody_reading(arguments: tuple[str, ...]) -> None:
    code = "import os, sys; os.closerange(1, 3); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    assert process("-c", code, "-m", "pyramid", *arguments).returncode == 0


@pytest.mark.parametrize("arguments", [("rule",), ("rule", "--help")])
def test_a_reader_that_leaves_is_no_error(arguments: tuple[str, ...]) -> None:
    """The pipe's far end is closed before anything is written."""
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(
        [sys.executable, "-m", "pyramid", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (ran.returncode, ran.stderr) == (141, b"")


def test_an_output_that_takes_nothing_is_told() -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "pyramid", "rule"],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 2
    assert "unwritable-output" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_no_command_is_a_short_error(run) -> None:
    ran = run()
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines() == ["error: Missing command.", "  next: See `pyramid --help`."]


def test_ascii_terminal_gets_ascii() -> None:
    ran = process("-m", "pyramid", "rule", PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert ran.stdout.isascii()
    assert "PYR101" in ran.stdout


def neighbour(site: Path) -> None:
    """Another distribution with our import name, as an installer records it and leaves its files."""
    (site / "pyramid").mkdir()
    (site / "pyramid" / "config.py").touch()  # from 3.12 on, files that are not there are not told
    info = site / "pyramid-2.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pyramid\nVersion: 2.1\n", encoding="utf-8")
    (info / "RECORD").write_text("pyramid/__init__.py,,\npyramid/config.py,,\n", encoding="utf-8")


def test_neighbour_of_our_name_is_a_warning(tmp_path: Path) -> None:
    neighbour(tmp_path)
    ran = process("-m", "pyramid", "rule", PYTHONPATH=os.pathsep.join([str(ROOT), str(tmp_path)]))
    assert ran.returncode == 0
    assert "package-shared" in ran.stderr
    assert "pipx install pyramid-audit" in ran.stderr


def test_overwritten_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    neighbour(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delattr(pyramid, "__version__")
    with pytest.raises(Failure) as caught:
        neighbours.refuse_or_warn()
    assert caught.value.slug == "package-overwritten"
    assert "uv tool install pyramid-audit" in caught.value.fix


def test_a_neighbour_that_left_with_our_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two installed into one place, one of them removed: the front file goes with it."""
    monkeypatch.delattr(pyramid, "__version__")
    with pytest.raises(Failure) as caught:
        neighbours.refuse_or_warn()
    assert caught.value.slug == "package-incomplete"
    assert "--force-reinstall" in caught.value.fix


def test_an_internal_error_is_told_without_our_front_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delattr(pyramid, "__version__")
    assert failure.report(KeyError("x"), []) == 2
    assert "pyramid unknown" in capsys.readouterr().err


def test_no_neighbour_no_word(capsys: pytest.CaptureFixture[str]) -> None:
    neighbours.refuse_or_warn()
    assert capsys.readouterr().err == ""
