"""Run a command and leave no process behind, also none that has left its group.

A browser's driver starts the browser in a group of its own; what was started is therefore known by a
variable of its environment as well, which children inherit.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "PYRAMID_PROVE"
_GRACE = 2.0  # seconds between asking and forcing
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended: its exit status (None: it took too long), seconds, its last output."""

    status: int | None
    seconds: float
    output: str


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], mark: str, limit: float, log: Path
) -> Ended:
    """Run a command for at most ``limit`` seconds.  Raises OSError when it cannot be started."""
    started = time.monotonic()
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**environment, VARIABLE: mark},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_parent if _LIBC is not None else None,
        )
        status: int | None = None
        try:
            status = process.wait(limit)
        except subprocess.TimeoutExpired:
            pass
        finally:
            seconds = time.monotonic() - started
            _end(process, mark)
    return Ended(status=status, seconds=round(seconds, 3), output=_tail(log))


def end_marked(mark: str) -> None:
    """End every process of this user that carries the mark."""
    for pid in _marked(mark):
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Whether a process of that number runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _end(process: subprocess.Popen[bytes], mark: str) -> None:
    """First the group, politely; then whatever is left of it; then what carries the mark."""
    if process.poll() is None:
        _signal(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
    _signal(process.pid, signal.SIGKILL)
    process.wait()
    end_marked(mark)


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(OSError):
        os.killpg(group, number)


def _marked(mark: str) -> list[int]:
    wanted = f"{VARIABLE}={mark}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted in (folder / "environ").read_bytes().split(b"\0") and int(folder.name) != os.getpid():
                found.append(int(folder.name))
    return found


def _die_with_parent() -> None:
    """In the child: the kernel ends it when we are killed."""
    if _LIBC is not None:
        _LIBC.prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _tail(log: Path, size: int = 4000) -> str:
    with suppress(OSError):
        return log.read_bytes()[-size:].decode("utf-8", "replace")
    return ""
