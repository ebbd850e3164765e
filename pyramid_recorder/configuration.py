"""What the environment asks the recorder to do."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from typing import NamedTuple

#: The folder that records go to; recording is on when it is set.
FOLDER = "PYRAMID_RECORD"
#: The folders whose code is the application's, separated as in PATH.
ROOTS = "PYRAMID_RECORD_ROOT"
#: ``functions`` or ``lines``.
MODE = "PYRAMID_RECORD_MODE"
#: ``monitoring`` or ``probes``; the best for the interpreter when it is not set.
BACKEND = "PYRAMID_RECORD_BACKEND"


#: Where records go, and what `pyramid combine` makes of them, below the project's folder.
RECORDS = ".pyramid-records"
COMBINED = ".pyramid-record"

#: The folder that starts the recorder when it is on the path.
BOOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "boot")


class Configuration(NamedTuple):
    """``folder`` for the records, ``roots`` of the application's code, whether ``lines`` are wanted,
    and the ``backend`` ("" for the best)."""

    folder: str
    roots: tuple[str, ...]
    lines: bool = False
    backend: str = ""


def read(environment: Mapping[str, str]) -> Configuration | None:
    """The configuration, None when nothing is to be recorded."""
    folder = environment.get(FOLDER)
    if not folder:
        return None
    roots = [root for root in environment.get(ROOTS, "").split(os.pathsep) if root]
    return Configuration(
        folder=os.path.abspath(folder),
        roots=tuple(os.path.abspath(root) for root in roots or [os.getcwd()]),
        lines=environment.get(MODE) == "lines",
        backend=environment.get(BACKEND, ""),
    )


def write(configuration: Configuration, environment: MutableMapping[str, str]) -> None:
    """Make every Python process that gets this environment record."""
    environment[FOLDER] = configuration.folder
    environment[ROOTS] = os.pathsep.join(configuration.roots)
    environment[MODE] = "lines" if configuration.lines else "functions"
    if configuration.backend:
        environment[BACKEND] = configuration.backend
    path = environment.get("PYTHONPATH", "")
    if BOOT not in path.split(os.pathsep):
        environment["PYTHONPATH"] = os.pathsep.join([BOOT, path]) if path else BOOT
