"""Reading files on a cluster: their contents are sent, their facts come back.

The workers need the same release as this process, and nothing of the audited tree.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from distributed import Client
from distributed import TimeoutError as TooLate  # asyncio's own before Python 3.11

from pyramid.extract.version import extractor_version
from pyramid.extract.worker import Reader
from pyramid.model.errors import PyramidError
from pyramid.model.facts import SourceFile

SCHEME = "dask://"
#: Seconds to wait for the scheduler, and for the first worker.
PATIENCE = 10
#: Chunks on their way at once, for each thread of a worker: the contents of more would fill the scheduler.
AHEAD = 8
#: Times that a chunk is tried again when its worker goes away.
RETRIES = 2


@contextmanager
def connected(engine: str) -> Iterator[Executor]:
    """The workers behind a scheduler, ``dask://HOST:PORT``, as an executor; they stay when it ends.

    Raises PyramidError when there is no scheduler, no worker, or a worker of another release.
    """
    address = f"tcp://{engine.removeprefix(SCHEME)}"
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        fix = "Check the address, and that the scheduler runs."
        raise PyramidError("no-scheduler", f"no scheduler answers: {error}", fix, engine) from None
    with client:
        yield Cluster(client, _threads(client, engine))


class Cluster(Executor):
    """An executor that sends the contents of the files with the work on them."""

    def __init__(self, client: Client, threads: int) -> None:
        self._executor = client.get_executor(retries=RETRIES)
        self._room = threading.BoundedSemaphore(threads * AHEAD)

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Hand over work on some files, the first of what it is given, and the reader, the second."""
        files, read, *rest = given
        self._room.acquire()
        sent = self._executor.submit(work, files, Sources.of(files, read), *rest, **named)
        result: Future[Any] = Future()
        sent.add_done_callback(lambda done: self._finish(done, result))
        return result

    def _finish(self, done: Future[Any], result: Future[Any]) -> None:
        """What a worker could not do is done again elsewhere, as after a broken process."""
        self._room.release()
        error = None if done.cancelled() else done.exception()
        if done.cancelled() or error is not None:
            result.set_exception(BrokenProcessPool(str(error)))
        else:
            result.set_result(done.result())


class Sources:
    """A reader that holds the contents of a few files, and goes to other machines with them."""

    def __init__(self, contents: Mapping[str, bytes], failures: Mapping[str, str]) -> None:
        self._contents = contents
        self._failures = failures

    @classmethod
    def of(cls, files: Sequence[SourceFile], read: Reader) -> Sources:
        """The files as they are read here."""
        contents, failures = {}, {}
        for file in files:
            try:
                contents[file.path] = read(file.path)
            except OSError as error:
                failures[file.path] = error.strerror or str(error)
        return cls(contents, failures)

    def __call__(self, path: str) -> bytes:
        """The bytes of a file.  Raises OSError as reading it did."""
        if path in self._failures:
            raise OSError(self._failures[path])
        return self._contents[path]


def expected_version() -> str:
    """What a worker must answer to read as this process does."""
    return extractor_version("python")


def _threads(client: Client, engine: str) -> int:
    """How many files the workers read at once, once each has told that it reads as this process does."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        versions = client.run(extractor_version, "python")
    except TooLate:
        raise PyramidError(
            "no-worker", "the scheduler has no worker", "Start workers for it.", engine
        ) from None
    except Exception as error:
        fix = "Install the same release of pyramid-audit in the environment of each worker."
        raise PyramidError("unfit-worker", f"a worker cannot read files: {error!r}", fix, engine) from None
    if set(versions.values()) != {expected_version()}:
        fix = "Install the release that runs here in the environment of each worker."
        raise PyramidError("unfit-worker", "a worker has another release", fix, engine)
    return max(1, sum(client.nthreads().values()))
