"""The record of one process: a file that is only appended to, a whole record at a time."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping

from pyramid_recorder import FORMAT

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Journal:
    """Appends records; what has been appended survives any end of the process.

    ``kind`` is ``process`` for what an application ran and ``tests`` for what a test run asked.
    Raises OSError when the folder cannot be written.
    """

    def __init__(self, folder: str, kind: str, about: Mapping[str, object]) -> None:
        self._folder = folder
        self._kind = kind
        self._about = dict(about)
        self._complained = False
        self._open()

    def append(self, *records: object) -> None:
        """One write for all the records, a line each."""
        text = "".join(json.dumps(record, separators=(",", ":")) + "\n" for record in records)
        try:
            os.write(self._file, text.encode())
        except OSError as error:
            self._complain(error)

    def reopen(self) -> None:
        """A file of its own for a process that was just forked."""
        try:
            os.close(self._file)
            self._open()
        except OSError as error:
            self._complain(error)

    def _complain(self, error: OSError) -> None:
        """Once; a full disk must not end the application."""
        if not self._complained:
            self._complained = True
            print(f"pyramid-recorder: cannot record in {self._folder}: {error}", file=sys.stderr)

    def _open(self) -> None:
        if not os.path.isdir(self._folder):
            os.makedirs(self._folder, exist_ok=True)
            with open(os.path.join(self._folder, ".gitignore"), "w") as file:
                file.write("*\n")
        host = _host()
        name = f"{self._kind}-{host}-{os.getpid()}-{os.urandom(4).hex()}.jsonl"
        self._file = os.open(os.path.join(self._folder, name.replace(os.sep, "_")), _FLAGS, 0o644)
        self.append(
            {
                "pyramid_record": FORMAT,
                "kind": self._kind,
                "host": host,
                "pid": os.getpid(),
                "parent": os.getppid(),
                "python": ".".join(map(str, sys.version_info[:3])),
                "started": round(time.time(), 3),
                "command": [os.path.basename(word) for word in sys.orig_argv[:4]],
                **self._about,
            }
        )


def _host() -> str:
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "host")
