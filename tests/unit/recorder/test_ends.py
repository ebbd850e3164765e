"""However a server ends, nothing that it ran is lost."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from .conftest import CELLS, Recorder, header, token

ENDS = [signal.SIGTERM, signal.SIGINT, signal.SIGKILL]


@contextmanager
def serving(here: Recorder, how: str) -> Iterator[tuple[int, int]]:
    """A server in a process group of its own: its group and port."""
    here.program("server.py")
    process = subprocess.Popen(
        here.command("server.py", how),
        cwd=here.folder,
        env=here.environment(),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        yield process.pid, int(process.stdout.readline())
    finally:
        with_group(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def with_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)


def ask(port: int, number: int, path: str = "/page", name: str = "Content-Language", value: str = "") -> str:
    """The answer to a labelled request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"{path}?{token(number)}", headers={name: value or header(number)})
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.name)
@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_nothing_is_lost_when_the_server_is_killed(
    python: str, backend: str, end: signal.Signals, recorder: Callable[..., Recorder]
) -> None:
    here = recorder(python, backend)
    with serving(here, "preload") as (group, port):
        for number in range(6):
            ask(port, number)
        with_group(group, end)
    done = here.recorded()
    assert len(done.oracle) == 6
    assert done.pairs() == done.oracle


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_nothing_is_lost_when_workers_are_recycled(
    python: str, backend: str, recorder: Callable[..., Recorder]
) -> None:
    here = recorder(python, backend)
    with serving(here, "preload") as (_, port):
        workers = {ask(port, number, "/end") for number in range(4)}
    done = here.recorded()
    assert len(workers) >= 2
    assert {name for _, name in done.oracle} == {"page", "recycled"}
    assert done.pairs() == done.oracle


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Language", f"de, {header(3)}"),
        ("Content-Language", header(3).upper()),
        ("baggage", f"user=7,test.id={header(3)}"),
        ("Cookie", f"session=1; pyramid-test-id={header(3)}"),
    ],
)
def test_the_token_is_found_in_each_carrier(name: str, value: str, recorder: Callable[..., Recorder]) -> None:
    here = recorder()
    with serving(here, "plain") as (_, port):
        ask(port, 3, name=name, value=value)
    assert here.recorded().pairs() == {(token(3), "page")}


@pytest.mark.parametrize("value", ["de", "x-pyr-", "x-pyr-12345678", f"x-pyr-{7:08x}-123456789"])
def test_what_is_no_token_is_nobody(value: str, recorder: Callable[..., Recorder]) -> None:
    here = recorder()
    with serving(here, "plain") as (_, port):
        ask(port, 3, value=value)
    assert here.recorded().pairs() == {("", "page")}


@pytest.mark.parametrize(("python", "backend"), CELLS)
def test_records_that_were_taken_away_begin_again(
    python: str, backend: str, recorder: Callable[..., Recorder]
) -> None:
    """``pyramid combine`` takes the files away while a server goes on, for the next run of the tests."""
    here = recorder(python, backend)
    with serving(here, "preload") as (_, port):
        for number in range(4):
            ask(port, number)
        first = here.recorded().pairs()
        loaded = here.recorded().record.files
        for file in here.records.glob("*.jsonl"):
            file.unlink()
        for number in range(4, 8):
            ask(port, number)
        ask(port, 0)  # the same test once more
        again = here.recorded()
    assert first == {(token(number), "page") for number in range(4)}
    assert again.pairs() == {(token(number), "page") for number in (*range(4, 8), 0)}
    assert again.record.files <= loaded and not again.record.errors
