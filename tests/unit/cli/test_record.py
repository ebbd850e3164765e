"""``pyramid record`` and ``pyramid combine``."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pyramid_recorder.records import read

SCRIPT = "def begun(): print('ready', flush=True)\nbegun()\n"
TOKEN = "00000001-00000001"
TESTS = [{"pyramid_record": 1, "kind": "tests"}, ["test", TOKEN, "t.py::test"], ["sent", TOKEN, "http://a"]]


def write(path: Path, rows: list[object]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_the_command_is_recorded_and_its_status_kept(project: Path, run) -> None:
    (project / "main.py").write_text(SCRIPT + "raise SystemExit(7)\n")
    ran = run("record", "--", sys.executable, "main.py")
    assert ran.status == 7
    assert "Recorded 1 process" in ran.err and "Next: pyramid combine" in ran.err
    record = read([project / ".pyramid-records"])
    assert [place.name for place in record.asker("").ran] == ["begun"]
    assert (project / ".pyramid-records" / ".gitignore").read_text() == "*\n"


def test_options_of_the_command_are_its_own(project: Path, run) -> None:
    assert run("record", "--lines", sys.executable, "-c", "pass", "--root").status == 0
    (process,) = read([project / ".pyramid-records"]).processes
    assert process["mode"] == "lines"


@pytest.mark.parametrize("arguments", [(), ("--",)])
def test_a_command_is_needed(run, project: Path, arguments: tuple[str, ...]) -> None:
    ran = run("record", *arguments)
    assert ran.status == 2 and "(no-command)" in ran.err


def test_a_command_that_cannot_be_run_is_told(run, project: Path) -> None:
    ran = run("record", "--", "no-such-program-here")
    assert ran.status == 2 and "no-such-program-here" in ran.err and "(command-not-run)" in ran.err


def test_a_command_without_a_heartbeat_is_an_error(run, project: Path) -> None:
    ran = run("record", "--", sys.executable, "-S", "-c", "pass")
    assert ran.status == 2 and "(recorder-not-started)" in ran.err


def test_the_environment_for_containers(run, project: Path) -> None:
    ran = run("record", "--print-environment", "--lines")
    said = dict(line.removeprefix("export ").split("=", 1) for line in ran.out.splitlines())
    assert said["PYRAMID_RECORD"] == str(project / ".pyramid-records")
    assert said["PYRAMID_RECORD_MODE"] == "lines"
    assert said["PYTHONPATH"].split(os.pathsep)[0].endswith(os.path.join("pyramid_recorder", "boot"))


@contextmanager
def recording(project: Path, text: str) -> Iterator[subprocess.Popen[str]]:
    (project / "main.py").write_text(text)
    process = subprocess.Popen(
        [sys.executable, "-m", "pyramid", "record", "--", sys.executable, "main.py"],
        cwd=project,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_reach_the_command(project: Path, number: signal.Signals) -> None:
    handled = f"import signal, sys; signal.signal({int(number)}, lambda *_: sys.exit(9))\n"
    with recording(project, f"{handled}{SCRIPT}while True: signal.pause()\n") as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        process.send_signal(number)
        assert process.wait() == 9


def test_the_status_of_a_killed_command(project: Path) -> None:
    text = f"{SCRIPT}import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n"
    with recording(project, text) as process:
        assert process.wait() == 128 + 9


def test_combining_takes_the_parts_away(project: Path, run) -> None:
    (project / "main.py").write_text(SCRIPT)
    for _ in range(2):
        assert run("record", "--", sys.executable, "main.py").status == 0
    ran = run("combine")
    assert (ran.status, ran.out) == (0, "")
    assert "1 functions of 1 files, 0 tests, 2 processes" in ran.err
    assert not list((project / ".pyramid-records").glob("*.jsonl"))
    assert len(read([project / ".pyramid-record"]).processes) == 2
    run("record", "--", sys.executable, "main.py")
    run("combine", "--append", "--keep")
    assert len(read([project / ".pyramid-record"]).processes) == 3
    assert len(list((project / ".pyramid-records").glob("*.jsonl"))) == 1


def test_a_label_without_a_recorder_is_an_error(project: Path, run) -> None:
    write(project / ".pyramid-records" / "tests-a.jsonl", TESTS)
    ran = run("combine")
    assert ran.status == 2
    assert "t.py::test" in ran.err and "http://a" in ran.err and "(label-without-recorder)" in ran.err
    assert (project / ".pyramid-record").exists()


def test_a_place_that_no_record_names_is_noted(project: Path, run) -> None:
    """It may be a proxy, or a server of files: no error as long as the test ran something elsewhere."""
    answered = [{"pyramid_record": 1, "kind": "process"}, ["request", TOKEN, "a"]]
    write(project / ".pyramid-records" / "tests-a.jsonl", [*TESTS, ["sent", TOKEN, "http://b"]])
    write(project / ".pyramid-records" / "process-b.jsonl", answered)
    ran = run("combine")
    assert ran.status == 0
    assert "1 tests sent to http://b" in ran.err and "(place-without-recorder)" in ran.err
    assert "http://a" not in ran.err
    assert "1 tests ran nothing that is on record, such as t.py::test" in ran.err


def test_an_answered_label_is_none(project: Path, run) -> None:
    write(project / "here" / "tests-a.jsonl", TESTS)
    write(project / "there" / "b.jsonl", [{"pyramid_record": 1, "kind": "process"}, ["request", TOKEN, "a"]])
    assert run("combine", "here", "there", "-o", "all").status == 0
    assert [name for name, _, _ in read([project / "all"]).tests()] == ["t.py::test"]


def test_nothing_to_combine(project: Path, run) -> None:
    ran = run("combine")
    assert ran.status == 2 and "(no-records)" in ran.err


def test_lines_for_coverage(project: Path, run) -> None:
    (project / "main.py").write_text(SCRIPT)
    run("record", "--lines", "--", sys.executable, "main.py")
    assert run("combine", "--to-coverage", "data").status == 0
    assert (project / "data").read_bytes().startswith(b"SQLite format 3")


def test_functions_are_no_lines(project: Path, run) -> None:
    (project / "main.py").write_text(SCRIPT)
    run("record", "--", sys.executable, "main.py")
    ran = run("combine", "--keep", "--to-coverage", "data")
    assert ran.status == 2 and "(record-without-lines)" in ran.err
