"""Labels cross Celery's queue into a real worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sysconfig
import threading
from collections.abc import Callable, Sequence

import pytest

from .conftest import Pairs, Recorder, numbers

TASKS = {"first", "plain", "second", "retried", "after_retry", "parent", "child"}
POOLS = [["--pool", "prefork"], ["--pool", "threads"], ["--pool", "solo"]]
COUNT = 6


@pytest.fixture
def queue(recorder: Callable[..., Recorder]) -> Recorder:
    here = recorder()
    for name in ("results", "control"):
        (here.folder / "queue" / name).mkdir(parents=True)
    here.program("tasks.py")
    return here


def environment(here: Recorder) -> dict[str, str]:
    """Celery is installed where these tests run, beside a recorder that must not be the one that starts."""
    path = os.pathsep.join([here.boot, sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    return {"QUEUE": str(here.folder / "queue"), "PYTHONPATH": path}


def work(here: Recorder, pool: Sequence[str]) -> None:
    """A worker in a process group of its own, until every task of the log has run; then it is killed."""
    command = ["-m", "celery", "-A", "tasks", "worker", "--concurrency", "4", "-l", "error", *pool]
    process = subprocess.Popen(
        here.command(*command, "--without-heartbeat", "--without-gossip", "--without-mingle"),
        cwd=here.folder,
        env=here.environment(**environment(here), C_FORCE_ROOT="1"),
        start_new_session=True,
    )
    pause = threading.Event()
    try:
        for _ in range(600):
            if len([name for _, name in here.recorded().oracle if name in TASKS]) == len(TASKS) * (COUNT + 1):
                return
            pause.wait(0.1)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("pool", POOLS, ids=lambda pool: pool[1])
def test_a_task_works_for_the_test_that_sent_it(pool: Sequence[str], queue: Recorder) -> None:
    queue.run("tasks.py", "send", str(COUNT), **environment(queue))
    work(queue, pool)
    done = queue.recorded()
    assert _expected() - done.oracle == set()
    assert done.pairs() == done.oracle
    assert not done.record.errors and not done.record.unseen()


def test_a_task_that_runs_at_once_keeps_its_label(queue: Recorder) -> None:
    done = queue.run("tasks.py", "send", str(COUNT), **environment(queue), EAGER="1")
    assert done.pairs() == done.oracle == _expected()


def test_a_worker_without_a_recorder_is_told(queue: Recorder) -> None:
    done = queue.run("tasks.py", "send", "2", **environment(queue))
    assert done.record.unseen() == {"celery://celery": 2}


def test_without_the_header_tasks_are_nobodys(queue: Recorder) -> None:
    """The test above can fail."""
    queue.mutate("queues.py", 'headers[HEADER] = f"{PREFIX}{token}"', "pass")
    queue.run("tasks.py", "send", str(COUNT), **environment(queue))
    work(queue, POOLS[-1])
    assert {name for key, name in queue.recorded().pairs() if key} == {"application"}


def _expected() -> Pairs:
    return {(key, name) for key in (*numbers(COUNT), "") for name in (*TASKS, "application")}
