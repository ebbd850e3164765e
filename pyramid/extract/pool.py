"""Work on many files at once, through any ``concurrent.futures.Executor``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from concurrent.futures.process import BrokenProcessPool

from pyramid.extract.processes import process_pool, submit
from pyramid.extract.worker import Product, Reader, crashed, extract_chunk
from pyramid.model.facts import SourceFile

#: Source bytes of a chunk: a second of work or less, so that the workers end together.
CHUNK_BYTES = 128 * 1024
#: Processes that may die one after the other before no more are started.
MAX_FAILURES = 3
#: Source bytes that are read faster than a pool is started.
ALONE_BYTES = 192 * 1024


def extract_all(files: Iterable[SourceFile], read: Reader, executor: Executor | None) -> Iterator[Product]:
    """The outcome of each file, in the order in which they are done.

    Without an executor: in this process when there is little to do, else in a process for
    each usable core.  A file that takes its process down costs nothing but itself.
    """
    chunks = _chunks(files)
    if executor is not None:
        yield from _through(executor, chunks, read)
    elif _cores() == 1 or sum(file.size for chunk in chunks for file in chunk) <= ALONE_BYTES:
        for chunk in chunks:
            yield from extract_chunk(chunk, read)
    else:
        with process_pool(min(_cores(), len(chunks))) as pool:
            yield from _through(pool, chunks, read)


def _through(executor: Executor, chunks: Sequence[Sequence[SourceFile]], read: Reader) -> Iterator[Product]:
    pending: dict[Future[list[Product]], Sequence[SourceFile]] = {}
    lost: list[SourceFile] = []
    for chunk in chunks:
        try:
            pending[submit(executor, extract_chunk, chunk, read)] = chunk
        except BrokenProcessPool:
            lost += chunk
    for future in as_completed(pending):
        try:
            yield from future.result()
        except BrokenProcessPool:
            lost += pending[future]
    yield from _one_by_one(lost, read)


def _one_by_one(files: Sequence[SourceFile], read: Reader) -> Iterator[Product]:
    """Files whose process died, alone, to tell the one that did it from the others.

    Where no process can be started at all (a script without a main guard is run again by each
    of its children), every attempt fails: after a few in a row the work is done here.
    """
    rest, failures = list(files), 0
    while rest and failures < MAX_FAILURES:
        with process_pool(1) as pool:
            while rest:
                file = rest.pop()
                try:
                    yield from submit(pool, extract_chunk, (file,), read).result()
                    failures = 0
                except BrokenProcessPool:
                    failures += 1
                    yield crashed(file)
                    break
    yield from extract_chunk(rest, read)


def _chunks(files: Iterable[SourceFile]) -> list[list[SourceFile]]:
    """Largest files first, so that no core is left with a large one at the end."""
    chunks: list[list[SourceFile]] = []
    room = 0
    for file in sorted(files, key=lambda file: (-file.size, file.path)):
        if room <= 0:
            chunks.append([])
            room = CHUNK_BYTES
        chunks[-1].append(file)
        room -= file.size
    return chunks


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
