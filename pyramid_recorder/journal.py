"""The record of one process: a file that is only appended to, a whole record at a time."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping

from pyramid_recorder import FORMAT

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Journal:
    """Appends records; what has been appended survives any end of the process.

    ``kind`` is ``process`` for what an application ran and ``tests`` for what a test run asked.
    Raises OSError when the folder cannot be written.
    """

    def __init__(
        self,
        folder: str,
        kind: str,
        about: Mapping[str, object],
        renewed: Callable[[], Iterable[object]] = tuple,
    ) -> None:
        """``renewed`` gives what a further file has to say first."""
        self._folder = folder
        self._kind = kind
        self._about = dict(about)
        self._renewed = renewed
        self._complained = False
        self._renewing = threading.Lock()
        self._file = self._open()

    def append(self, *records: object) -> None:
        """One write for all the records, a line each."""
        try:
            if not os.fstat(self._file).st_nlink:
                self._renew()
            os.write(self._file, _lines(records))
        except OSError as error:
            self._complain(error)

    def reopen(self) -> None:
        """A file of its own for a process that was just forked."""
        self._renewing = threading.Lock()  # another thread may have held it
        try:
            os.close(self._file)
            self._file = self._open()
        except OSError as error:
            self._complain(error)

    def _renew(self) -> None:
        """The file was put together with others and taken away, while the process goes on."""
        with self._renewing:
            if not os.fstat(self._file).st_nlink:
                new = self._open(*self._renewed())
                os.dup2(new, self._file, inheritable=False)
                os.close(new)

    def _complain(self, error: OSError) -> None:
        """Once; a full disk must not end the application."""
        if not self._complained:
            self._complained = True
            print(f"pyramid-recorder: cannot record in {self._folder}: {error}", file=sys.stderr)

    def _open(self, *records: object) -> int:
        """A new file that begins with its header and the records."""
        if not os.path.isdir(self._folder):
            os.makedirs(self._folder, exist_ok=True)
            with open(os.path.join(self._folder, ".gitignore"), "w") as file:
                file.write("*\n")
        name = f"{self._kind}-{_host()}-{os.getpid()}-{os.urandom(4).hex()}.jsonl"
        number = os.open(os.path.join(self._folder, name.replace(os.sep, "_")), _FLAGS, 0o644)
        os.write(number, _lines((self._header(), *records)))
        return number

    def _header(self) -> dict[str, object]:
        return {
            "pyramid_record": FORMAT,
            "kind": self._kind,
            "host": _host(),
            "pid": os.getpid(),
            "parent": os.getppid(),
            "python": ".".join(map(str, sys.version_info[:3])),
            "started": round(time.time(), 3),
            "command": [os.path.basename(word) for word in sys.orig_argv[:4]],
            **self._about,
        }


def _lines(records: Iterable[object]) -> bytes:
    return "".join(json.dumps(record, separators=(",", ":")) + "\n" for record in records).encode()


def _host() -> str:
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "host")
