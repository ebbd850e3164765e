"""Processes and threads that read files, and that never outlive the audit that started them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

Result = TypeVar("Result")


@contextmanager
def process_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of fresh processes; forked ones would inherit locks that other threads hold.

    They end with the block.  When it is left by an error or an interrupt, they are ended at once:
    nobody wants what they are still reading.
    """
    before = frozenset(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_follow_parent)
    try:
        yield pool
    except BaseException:
        for process in frozenset(multiprocessing.active_children()) - before:
            process.terminate()
        pool.shutdown(cancel_futures=True)
        raise
    finally:
        pool.shutdown()


@contextmanager
def one_thread() -> Iterator[ThreadPoolExecutor]:
    """A thread of this process; an error or an interrupt takes from it what it has not begun."""
    pool = ThreadPoolExecutor(1)
    try:
        yield pool
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    finally:
        pool.shutdown()


def submit(executor: Executor, work: Callable[..., Result], *given: Any) -> Future[Result]:
    """Hand work to an executor, whose processes must not hear an interrupt from the keyboard.

    The terminal sends one to every process.  This process alone decides what comes of it; the
    others would each print a traceback.  A new process inherits the signals that are blocked.
    """
    if not hasattr(signal, "pthread_sigmask"):
        return executor.submit(work, *given)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return executor.submit(work, *given)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _follow_parent() -> None:
    """End this process with the one that started it, however that one ended.

    A pool's process waits for work for ever: it holds the writing end of its own queue.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.join,), name="parent", daemon=True).start()


def _end_after(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)


@contextmanager
def executor_for(jobs: int) -> Iterator[Executor | None]:
    """As many processes as asked for; None leaves the choice to the extraction."""
    if jobs == 0:
        yield None
    elif jobs == 1:
        with one_thread() as alone:
            yield alone
    else:
        with process_pool(jobs) as pool:
            yield pool
