"""The formats of recorded results: each module of this folder reads one.

A module has ``NAME``, ``recognises(name, head)`` for the name and the first bytes of a file, and
``read(data, run)`` that gives attempts or raises ResultsFileError.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from types import ModuleType

from pyramid.results.attempt import Attempt

HEAD = 4096  # bytes


@cache
def formats() -> tuple[ModuleType, ...]:
    """Every format, by name of the module."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


def format_names() -> tuple[str, ...]:
    """What the formats are called."""
    return tuple(str(module.NAME) for module in formats())


def read_attempts(name: str, data: bytes, run: str) -> Iterable[Attempt] | None:
    """The attempts in a file of any known format, None when it is of none.  Raises ResultsFileError."""
    head = data[:HEAD]
    for module in formats():
        if module.recognises(name, head):
            found: Iterable[Attempt] = module.read(data, run)
            return found
    return None
