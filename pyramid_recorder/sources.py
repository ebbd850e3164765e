"""Which files are the application's own, and what they are called in a record."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Sequence
from typing import NamedTuple

_LIBRARIES = frozenset(("site-packages", "dist-packages"))
_OWN = os.path.dirname(os.path.abspath(__file__))
_SIZE = 16  # bytes of a digest


class Source(NamedTuple):
    """A file of the application: its POSIX path below the root, and where it is."""

    name: str
    path: str


class Sources:
    """Tells the application's files from the libraries'.

    A file below a root is the application's, unless it lies in an environment or in Python's own
    library.  A root may itself lie in one: then an installed package is meant.
    """

    def __init__(self, roots: Sequence[str]) -> None:
        self._roots = tuple(dict.fromkeys(_folder(p) for r in roots for p in (r, os.path.realpath(r))))
        self._outside = tuple(
            folder
            for folder in map(_folder, _outside())
            if not any(root.startswith(folder) for root in self._roots)
        )
        self._known: dict[str, Source | None] = {}

    def find(self, filename: str) -> Source | None:
        """The application's file of that name, None for any other."""
        try:
            return self._known[filename]
        except KeyError:
            return self._known.setdefault(filename, self._find(filename))

    def _find(self, filename: str) -> Source | None:
        if not filename.endswith(".py"):
            return None
        path = os.path.abspath(filename)
        if path.startswith(self._outside):
            return None
        for root in self._roots:
            if path.startswith(root):
                name = path[len(root) :].replace(os.sep, "/")
                return None if _LIBRARIES.intersection(name.split("/")) else Source(name, path)
        return None


def digest(path: str) -> str:
    """A hash of a source file, whatever its line ends; "" when it cannot be read."""
    from hashlib import blake2b

    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return ""
    return blake2b(content.replace(b"\r\n", b"\n"), digest_size=_SIZE).hexdigest()


def standard_library() -> tuple[str, ...]:
    """The folders of Python's own library, each with its last separator."""
    return tuple(_folder(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib"))


def _outside() -> list[str]:
    """A system's prefix may hold applications; an environment's holds none."""
    environment = [sys.prefix] if sys.prefix != sys.base_prefix else []
    return [_OWN, *environment, *standard_library()]


def _folder(path: str) -> str:
    return os.path.join(os.path.abspath(path), "")
