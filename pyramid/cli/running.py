"""Run a command of the user's as if it had been started by itself: its signals, its status."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from pyramid.cli.failure import Failure

_FORWARDED = ("SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGWINCH")


def run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run to the end; the exit status, 128 and the signal's number when one ended it.

    Every signal that can be passed on is.  Raises Failure when there is no such program.
    """
    try:
        process = subprocess.Popen(command, env=environment)
    except OSError as error:
        cause = f"cannot be run: {error.strerror}"
        raise Failure("command-not-run", cause, "Check the spelling of the command.", command[0]) from error
    with _passing_on(process):
        status = process.wait()
    return status if status >= 0 else 128 - status


@contextmanager
def _passing_on(process: subprocess.Popen[bytes]) -> Iterator[None]:
    def forward(number: int, frame: object) -> None:
        if number == signal.SIGINT and _in_foreground():
            return  # the terminal has told the whole group
        with suppress(ProcessLookupError):
            process.send_signal(number)

    before = {}
    for name in _FORWARDED:
        with suppress(ValueError, OSError):  # not of this system, or not in the main thread
            number = getattr(signal, name, None)
            if number is not None:
                before[number] = signal.signal(number, forward)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _in_foreground() -> bool:
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError, AttributeError):
        return False
