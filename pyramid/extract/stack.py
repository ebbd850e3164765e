"""Room for parsers that recurse in native code, where too deep means the end of the process."""

from __future__ import annotations

import threading
from collections.abc import Callable

#: Bytes of address space; the system hands out memory only for what is really used.
STACK_BYTES = 512 * 1024 * 1024

_sizing = threading.Lock()


def roomy(work: Callable[[], None]) -> None:
    """Call ``work`` with a stack of ``STACK_BYTES``, or with the usual one where that is refused."""
    raised: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    thread = _started(guarded)
    if thread is None:
        work()
        return
    thread.join()
    if raised:
        raise raised[0]


def _started(target: Callable[[], None]) -> threading.Thread | None:
    """A running thread with a large stack; None when the system does not grant it."""
    with _sizing:
        try:
            before = threading.stack_size(STACK_BYTES)
        except (ValueError, RuntimeError):
            return None
        thread = threading.Thread(target=target, name="extract", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            return None
        finally:
            threading.stack_size(before)
    return thread
