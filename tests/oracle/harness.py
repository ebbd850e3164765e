"""Run an oracle application and a real browser suite against it, and compare what was recorded.

    python tests/oracle/harness.py [--rounds 10] [--workers 2] [NAME ...]

compares with this interpreter for each application (default: all) and prints a line for each:
pairs of test and function in the application's own log, those missing from the record, those
that are in it and not in the log, and those recorded for nobody.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from pyramid_recorder.configuration import Configuration, write  # noqa: E402
from pyramid_recorder.records import Record, read  # noqa: E402

APPS, SUITE = HERE / "apps", HERE / "suite"
Pairs = frozenset[tuple[str, str]]
_GUNICORN = (
    "-m",
    "gunicorn",
    "--workers",
    "2",
    "--threads",
    "8",
    "--bind",
    "fd://{fd}",
    "--log-level",
    "error",
)
_UVICORN = ("-m", "uvicorn", "--fd", "{fd}", "--log-level", "error")
#: What a flood asks for; nothing of it goes on after its answer.
CALLS = ("price", "rows", "order", "stock")
#: How each application is served.
SERVERS: Mapping[str, tuple[str, ...]] = {
    "flask": (*_GUNICORN, "flask_app:app"),
    "flask-preload": (*_GUNICORN, "--preload", "--max-requests", "7", "flask_app:app"),
    "fastapi": (*_UVICORN, "fastapi_app:app"),
    "fastapi-workers": (*_UVICORN, "--workers", "2", "fastapi_app:app"),
    "starlette": (*_UVICORN, "starlette_app:app"),
    "django-wsgi": (*_GUNICORN, "django_app:wsgi"),
    "django-asgi": (*_UVICORN, "django_app:asgi"),
    "aiohttp": ("-m", "aiohttp_app", "{fd}"),
    "tornado": ("-m", "tornado_app", "{fd}"),
}


@dataclass(frozen=True)
class Compared:
    """The log of the application and the record, as pairs of test and function."""

    oracle: Pairs
    recorded: Pairs
    nobody: frozenset[str]
    status: int
    out: str
    record: Record

    @property
    def exact(self) -> bool:
        """Whether they say the same, and nothing that was asked for is nobody's."""
        return bool(self.oracle) and self.recorded == self.oracle and not self.nobody

    def __str__(self) -> str:
        missing, extra = len(self.oracle - self.recorded), len(self.recorded - self.oracle)
        return f"{len(self.oracle)} pairs, {missing} missing, {extra} extra, {len(self.nobody)} for nobody"


def compare(folder: Path, records: Path, status: int = 0, out: str = "") -> Compared:
    """Only functions that the application logs can be compared."""
    lines = (
        (folder / "oracle.log").read_text("utf-8").splitlines() if (folder / "oracle.log").exists() else []
    )
    oracle = frozenset((key, name) for key, name in (line.split("\t") for line in lines))
    logged = {name for _, name in oracle}
    record = read([records])
    ran = frozenset(
        (test.rpartition("suite/")[2], place.name)
        for test, own, setup in record.tests()
        for place in own | setup
        if place.name in logged
    )
    nobody = frozenset(place.name for place in record.outside() if place.name in logged)
    return Compared(
        frozenset((key.rpartition("suite/")[2], name) for key, name in oracle),
        ran,
        nobody,
        status,
        out,
        record,
    )


def environment(folder: Path, records: Path, *, recorder: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a recorded process; ``recorder`` replaces the variables that start it."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "CHROMIUM") if key in os.environ}
    found = {**kept, "ORACLE": str(folder / "oracle.log"), "PYTHONDONTWRITEBYTECODE": "1"}
    write(Configuration(folder=str(records), roots=(str(APPS),)), found)
    found["PYTHONPATH"] = os.pathsep.join([found["PYTHONPATH"], str(APPS)])
    return {**found, **(recorder or {})}


@contextmanager
def served(
    command: Sequence[str],
    variables: Mapping[str, str],
    python: str = sys.executable,
    end: int = signal.SIGKILL,
    folder: Path = APPS,
) -> Iterator[str]:
    """A server's address.  It listens before it is started, so that nobody has to wait for it, and its
    whole process group is ended by a signal."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(256)
        number = listening.fileno()
        words = [word.format(fd=number) for word in command]
        process = subprocess.Popen(
            [python, *words], env=variables, cwd=folder, pass_fds=(number,), start_new_session=True
        )
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, end)
            process.wait()
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def browse(
    names: Sequence[str],
    folder: Path,
    *,
    rounds: int = 1,
    workers: int = 2,
    python: str = sys.executable,
    package: Path = HERE.parents[1],
    server: Mapping[str, str] | None = None,
) -> Compared:
    """The suite in a real browser against two servers of each application, one for each origin."""
    records = folder / "records"
    variables = environment(folder, records, recorder=server)
    with ExitStack() as stack:
        origins = {
            name: [stack.enter_context(served(SERVERS[name], variables, python)) for _ in range(2)]
            for name in names
        }
        mine = environment(folder, records)
        mine.update(ORIGINS=json.dumps(origins), ROUNDS=str(rounds), PYTHONPATH=str(package))
        mine.pop("PYRAMID_RECORD")
        command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pyramid_recorder.testing.plugin"]
        command += ["--pyramid-record", "--pyramid-records", str(records), "-n", str(workers)]
        done = subprocess.run(
            [python, *command, f"--rootdir={SUITE}", str(SUITE)],
            env=mine,
            cwd=SUITE,
            capture_output=True,
            text=True,
        )
    return compare(folder, records, done.returncode, done.stdout + done.stderr)


def flood(base: str, labels: Sequence[str], *, at_once: int = 32, calls: Sequence[str] = CALLS) -> None:
    """Ask for every label, each followed by a request without one, over connections that are kept open."""
    left, lock = iter(enumerate(labels)), threading.Lock()
    place = base.removeprefix("http://")

    def worker() -> None:
        connection = http.client.HTTPConnection(place, timeout=120)
        while True:
            with lock:
                number, label = next(left, (0, ""))
            if not label:
                return connection.close()
            _ask(connection, f"/call/{calls[number % len(calls)]}?key={label}", label)
            _ask(connection, "/page?key=", "")

    with ThreadPoolExecutor(at_once) as pool:
        for done in [pool.submit(worker) for _ in range(at_once)]:
            done.result()


def _ask(connection: http.client.HTTPConnection, path: str, label: str) -> None:
    for attempt in range(20):
        try:
            connection.request("GET", path, headers={"Content-Language": f"x-pyr-{label}"} if label else {})
            answer = connection.getresponse()
            assert answer.status == 200, (path, answer.status)
            answer.read()
            return
        except (ConnectionError, http.client.BadStatusLine):  # a worker has ended between two requests
            connection.close()
            if attempt == 19:
                raise


def flooded(folder: Path) -> Compared:
    """The log and the record by label, "" for requests without one; nobody's are compared like the rest."""
    found = compare(folder, folder / "records")
    logged = {name for _, name in found.oracle}
    ran = {
        (token, place.name)
        for token, asker in found.record.askers.items()
        for place in (*asker.ran, *asker.late)
        if place.name in logged
    }
    return replace(found, recorded=frozenset(ran), nobody=frozenset())


def main() -> int:
    """Compare, print, and fail when anything differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", default=list(SERVERS))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    wrong = 0
    for name in given.names or SERVERS:
        with tempfile.TemporaryDirectory() as folder:
            found = browse([name], Path(folder), rounds=given.rounds, workers=given.workers)
        wrong += not found.exact or found.status != 0
        print(f"{sys.version.split()[0]} {name}: {found}, status {found.status}", flush=True)
        if found.status:
            print(found.out[-3000:])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
