"""Labels cross threads and pools, which copy no context of their own accord."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from pyramid_recorder.agent import Agent
from pyramid_recorder.labels import CURRENT, NOBODY, Label


def carry(agent: Agent) -> Callable[[], None]:
    """Make threads and pool jobs work for the label that started them; gives the way back.

    A thread may outlive the test that started it, so its label is marked as inherited; a job
    belongs to who submitted it, and the pool's own threads to nobody.
    """
    start, submit = threading.Thread.start, ThreadPoolExecutor.submit

    def start_labelled(self: threading.Thread) -> None:
        label = CURRENT.get()
        if label is not NOBODY:
            inherited = agent.labels.of(label.token, inherited=True)
            self.run = _run_as(self, inherited)  # type: ignore[method-assign]
        start(self)

    def submit_labelled(
        self: ThreadPoolExecutor, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        label = CURRENT.get()
        before = CURRENT.set(NOBODY)
        try:
            return submit(self, _Job(fn, label), *args, **kwargs)
        finally:
            CURRENT.reset(before)

    threading.Thread.start = start_labelled  # type: ignore[method-assign]
    ThreadPoolExecutor.submit = submit_labelled  # type: ignore[method-assign,assignment]

    def undo() -> None:
        threading.Thread.start = start  # type: ignore[method-assign]
        ThreadPoolExecutor.submit = submit  # type: ignore[method-assign]

    return undo


def _run_as(thread: threading.Thread, label: Label) -> Callable[[], None]:
    run = thread.run

    def labelled() -> None:
        del thread.run  # no cycle that would keep the thread
        CURRENT.set(label)
        run()

    return labelled


class _Job:
    """A job of a pool under its own label; what it leaves behind is taken back."""

    __slots__ = ("_function", "_label")

    def __init__(self, function: Callable[..., Any], label: Label) -> None:
        self._function = function
        self._label = label

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        before = CURRENT.set(self._label)
        try:
            return self._function(*args, **kwargs)
        finally:
            CURRENT.reset(before)
