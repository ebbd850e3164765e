"""Processes end with the audit that started them, and only it hears an interrupt."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pyramid.extract.processes import one_thread, process_pool, submit

SCRIPT = """
import os, signal
from pyramid.extract.processes import process_pool, submit

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
    try:
        with process_pool(2) as pool:
            submit(pool, os.getpid).result()
            endless = [submit(pool, signal.pause) for _ in range(50)]
            print("up", flush=True)
            endless[0].result()
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


@pytest.fixture
def program(tmp_path: Path) -> subprocess.Popen[str]:
    """A program whose processes never end by themselves, in a process group of its own."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    started = subprocess.Popen(
        [sys.executable, str(script)],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stdout is not None and started.stdout.readline() == "up\n"
    return started


def test_an_interrupt_ends_all_and_is_told_once(program: subprocess.Popen[str]) -> None:
    os.killpg(program.pid, signal.SIGINT)
    assert program.communicate(timeout=60) == ("interrupted\n", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_processes_follow_the_one_that_started_them(program: subprocess.Popen[str], number: int) -> None:
    """They hold its output open: the end of it is seen when the last of them is gone."""
    program.send_signal(number)
    assert program.communicate(timeout=60)[0] == ""
    assert program.returncode == -number


def test_an_error_ends_what_is_still_running() -> None:
    with pytest.raises(ZeroDivisionError), process_pool(1) as pool:
        submit(pool, os.getpid).result()
        endless = submit(pool, signal.pause)
        raise ZeroDivisionError
    assert not multiprocessing.active_children()
    assert endless.done()


def test_an_error_leaves_what_has_not_begun() -> None:
    begun: list[int] = []
    go = threading.Event()
    with pytest.raises(ZeroDivisionError), one_thread() as thread:
        thread.submit(go.wait, 30)
        rest = [thread.submit(begun.append, number) for number in range(3)]
        rest[-1].add_done_callback(lambda _: go.set())
        raise ZeroDivisionError
    assert not begun and all(future.cancelled() for future in rest)
