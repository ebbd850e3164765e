"""Programs that are run under the recorder, by every CPython that the machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pyramid_recorder.configuration import BOOT
from pyramid_recorder.records import Record, read

from .suites import Echo, Ran, run_suite

PROGRAMS = Path(__file__).with_name("programs")
LABELLED = "x-pyr-"
Pairs = set[tuple[str, str]]


#: This interpreter outside its virtual environment, where no recorder is installed that would start, too.
THIS: str = getattr(sys, "_base_executable", sys.executable)


def _version(python: str) -> str:
    """Major and minor version of an interpreter, "" when it does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2], sys.implementation.name)"
    try:
        done = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    version, _, name = done.stdout.strip().partition(" ")
    return version if name == "cpython" else ""


def _interpreters() -> dict[str, str]:
    """This interpreter, and one of each further supported version that is installed."""
    found = {f"{sys.version_info[0]}.{sys.version_info[1]}": THIS}
    folders = [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part]
    for minor in range(10, 15):
        named = [folder / f"python3.{minor}" for folder in folders]
        built = sorted((Path.home() / ".pyenv" / "versions").glob(f"3.{minor}.*/bin/python"))
        for candidate in (*named, *built):
            if f"3.{minor}" not in found and candidate.exists() and _version(str(candidate)) == f"3.{minor}":
                found[f"3.{minor}"] = str(candidate)
    return dict(sorted(found.items()))


INTERPRETERS = _interpreters()
#: Interpreter and back-end: both where both can be had.
CELLS = [
    pytest.param(python, backend, id=f"{version}-{backend}")
    for version, python in INTERPRETERS.items()
    for backend in (("probes",) if version in ("3.10", "3.11") else ("monitoring", "probes"))
]


@dataclass(frozen=True)
class Recorded:
    """What a program said, what was recorded, and what its own log says."""

    out: str
    record: Record
    oracle: Pairs

    def pairs(self) -> Pairs:
        """Token and function, of the functions that the program itself logs."""
        logged = {name for _, name in self.oracle}
        return {
            (token, place.name)
            for token, asker in self.record.askers.items()
            for place in (*asker.ran, *asker.late)
            if place.name in logged
        }


@dataclass
class Recorder:
    """Runs programs under the recorder."""

    folder: Path
    python: str = THIS
    backend: str = ""
    lines: bool = False
    boot: str = BOOT

    @property
    def records(self) -> Path:
        return self.folder / "records"

    @property
    def log(self) -> Path:
        return self.folder / "oracle.log"

    def environment(self, **more: str) -> Mapping[str, str]:
        """A plain environment, with the recorder in it."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "PYTHONPATH": self.boot,
            "PYRAMID_RECORD": str(self.records),
            "PYRAMID_RECORD_ROOT": str(self.folder),
            "PYRAMID_RECORD_MODE": "lines" if self.lines else "functions",
            "PYRAMID_RECORD_BACKEND": self.backend,
            "ORACLE": str(self.log),
            **more,
        }

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def program(self, name: str) -> Path:
        """A copy of one of the programs, in the application's folder."""
        return self.write(name, (PROGRAMS / name).read_text("utf-8"))

    def mutate(self, module: str, before: str, after: str) -> None:
        """From here on use a copy of the recorder with a mistake in it."""
        package = self.folder / "mutant" / "pyramid_recorder"
        shutil.copytree(Path(BOOT).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
        text = (package / module).read_text("utf-8")
        assert text.count(before) == 1, f"{module} has changed: the mutation does not apply"
        (package / module).write_text(text.replace(before, after), "utf-8")
        self.boot = str(package / "boot")

    def command(self, *arguments: str) -> list[str]:
        return [self.python, *arguments]

    def run(self, *arguments: str, **more: str) -> Recorded:
        """Run to the end; the program must end well."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment(**more),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        assert "pyramid-recorder" not in done.stderr
        return self.recorded(done.stdout)

    def recorded(self, out: str = "") -> Recorded:
        """What is on record now."""
        lines = self.log.read_text("utf-8").splitlines() if self.log.exists() else []
        oracle = {(key, name) for key, name in (line.split("\t") for line in lines)}
        return Recorded(out, read([self.records]) if self.records.exists() else Record(), oracle)


@pytest.fixture
def recorder(tmp_path: Path) -> Callable[..., Recorder]:
    """A recorder for an interpreter and a back-end (default: this one and its best)."""

    def make(python: str = THIS, backend: str = "", *, lines: bool = False) -> Recorder:
        return Recorder(tmp_path, python, backend, lines)

    return make


def token(number: int) -> str:
    """A token as tests have them."""
    return f"{7:08x}-{number:08x}"


def header(number: int) -> str:
    """The carrier's value for it."""
    return f"{LABELLED}{token(number)}"


def numbers(count: int) -> Sequence[str]:
    return [token(number) for number in range(count)]


@pytest.fixture
def suite(tmp_path: Path) -> Callable[..., Ran]:
    """Run a suite with the plugin."""
    return lambda text, *options, **more: run_suite(tmp_path, text, *options, **more)


@pytest.fixture
def echo() -> Iterator[str]:
    """A server that is not recorded and answers with the headers that it gets."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
