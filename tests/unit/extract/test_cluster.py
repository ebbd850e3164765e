"""A scheduler and two worker processes on loopback give what one process gives."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from pyramid.extract import extract_files
from pyramid.extract.engine import executor
from pyramid.model.errors import PyramidError
from pyramid.model.facts import SourceFile

distributed = pytest.importorskip("distributed")
LOCAL = ("--host", "127.0.0.1", "--no-dashboard")


class Disk:
    """Reads below a folder; it stays in this process, as the disk does."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def __reduce__(self):
        raise TypeError("stays here")


@contextmanager
def ended(program: str, *words: str, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of the cluster, which ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{program}", *words],
        cwd=cwd,
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def address_of(scheduler: subprocess.Popen[str]) -> str:
    assert scheduler.stdout is not None
    return next(line for line in scheduler.stdout if "Scheduler at" in line).split()[-1]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("cluster")
    with ExitStack() as stack:
        scheduler = stack.enter_context(ended("dask_scheduler", *LOCAL, "--port", "0", cwd=folder))
        address = address_of(scheduler)
        for _ in range(2):
            words = (address, *LOCAL, "--nthreads", "1", "--local-directory", str(folder))
            stack.enter_context(ended("dask_worker", *words, cwd=folder))
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address.replace("tcp://", "dask://")


@pytest.fixture
def files(tmp_path) -> tuple[SourceFile, ...]:
    for number in range(30):
        (tmp_path / f"m{number}.py").write_text(f"def f{number}(x):\n    return g(x, {number})\n" * 400)
    (tmp_path / "broken.py").write_text("def f(:\n")
    found = [source(path.name, path.stat().st_size) for path in sorted(tmp_path.glob("*.py"))]
    return (*found, source("gone.py", 10))


def source(path: str, size: int) -> SourceFile:
    return SourceFile(path=path, size=size, language="python")


def test_two_workers_give_the_same_bytes(cluster, files, tmp_path):
    with ThreadPoolExecutor(1) as one:
        alone = extract_files(files, Disk(tmp_path), executor=one)
    with executor(0, cluster) as there:
        elsewhere = extract_files(files, Disk(tmp_path), executor=there)
    assert len(elsewhere) == 32
    assert {path: elsewhere[path].data for path in elsewhere.paths} == {
        path: alone[path].data for path in alone.paths
    }


def test_the_work_is_done_by_the_workers(cluster, files, tmp_path):
    with distributed.Client(cluster.replace("dask://", "tcp://"), set_as_default=False) as client:
        before = steps(client)
        with executor(0, cluster) as there:
            extract_files(files, Disk(tmp_path), executor=there)
        after = steps(client)
    assert len(after) == 2
    assert all(after[worker] > before[worker] for worker in after)


def steps(client) -> dict[str, int]:
    """What each worker has done so far."""
    return client.run(lambda dask_worker: dask_worker.state.transition_counter)


def test_nobody_at_the_address_is_said(monkeypatch):
    monkeypatch.setattr("pyramid.extract.cluster.PATIENCE", 0.2)
    with pytest.raises(PyramidError) as found, executor(0, "dask://127.0.0.1:9"):
        pass
    assert found.value.slug == "no-scheduler"


def test_a_scheduler_without_workers_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr("pyramid.extract.cluster.PATIENCE", 2)
    with ended("dask_scheduler", *LOCAL, "--port", "0", cwd=tmp_path) as scheduler:
        engine = address_of(scheduler).replace("tcp://", "dask://")
        with pytest.raises(PyramidError) as found, executor(0, engine):
            pass
    assert found.value.slug == "no-worker"


def test_a_worker_of_another_release_is_said(cluster, monkeypatch):
    monkeypatch.setattr("pyramid.extract.cluster.expected_version", lambda: "another")
    with pytest.raises(PyramidError) as found, executor(0, cluster):
        pass
    assert found.value.slug == "unfit-worker"


def test_what_no_worker_can_do_is_done_here(tmp_path):
    """It counts as a process that died: the files are read one by one."""
    from pyramid.extract.cluster import Cluster

    class Broken:
        def get_executor(self, **_: object) -> ThreadPoolExecutor:
            return ThreadPoolExecutor(1)

    def dies(*_: object) -> None:
        raise RuntimeError("the worker was killed")

    (tmp_path / "a.py").write_text("x = 1\n")
    file = source("a.py", 6)
    future: Future[object] = Cluster(Broken(), 1).submit(dies, (file,), Disk(tmp_path))
    assert isinstance(future.exception(20), BrokenProcessPool)
