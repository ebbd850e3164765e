"""A launcher that becomes the application does not leave the recorder behind.

Tracers are started by a program that puts a folder with a ``sitecustomize`` of its own in front of
the path and executes the application.  The recorder's runs what it hides; theirs does not: so ours
stays in front.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from pyramid_recorder.configuration import BOOT


def stay_in_front() -> Callable[[], None]:
    """Keep the recorder's folder first on the path of what this process becomes; gives the way back."""
    execv, execve = os.execv, os.execve

    def replaced(path: Any, argv: Any) -> Any:
        put_in_front(os.environ)
        return execv(path, argv)

    def replaced_with(path: Any, argv: Any, env: Mapping[Any, Any]) -> Any:
        mine = dict(env)
        put_in_front(mine)
        return execve(path, argv, mine)

    os.execv, os.execve = replaced, replaced_with

    def undo() -> None:
        os.execv, os.execve = execv, execve

    return undo


def put_in_front(environment: MutableMapping[str, str]) -> None:
    """Move the recorder's folder to the front, if it is on the path at all."""
    parts = environment.get("PYTHONPATH", "").split(os.pathsep)
    if BOOT in parts and parts[0] != BOOT:
        environment["PYTHONPATH"] = os.pathsep.join([BOOT, *(part for part in parts if part != BOOT)])
