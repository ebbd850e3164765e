"""The formats of recorded coverage: each module of this folder reads one.

A module has ``NAME``, ``recognises(head)`` for the first bytes of a file, and ``read(path)`` that
gives a Recording or raises CoverageFileError.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from pyramid.cover.recording import CoverageFileError, Recording

_HEAD = 4096  # bytes


@cache
def formats() -> tuple[ModuleType, ...]:
    """Every format, by name of the module."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


def read_recording(path: Path) -> Recording:
    """The recording in a file of any known format, or in a folder of records.  Raises CoverageFileError."""
    if os.path.isdir(path) and any(path.glob("*.jsonl")):
        folder: Recording = importlib.import_module(f"{__name__}.record").read(path)
        return folder
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        slug = "coverage-not-found" if gone else "coverage-unreadable"
        fix = "Check the path, or run the tests with coverage first."
        raise CoverageFileError(slug, f"cannot be read: {error.strerror}", fix) from error
    if not head.strip():
        message, fix = "is empty: no run has been recorded in it", "Run the tests with coverage again."
        raise CoverageFileError("coverage-empty-file", message, fix)
    for module in formats():
        if module.recognises(head):
            recording: Recording = module.read(path)
            return recording
    known = ", ".join(module.NAME for module in formats())
    raise CoverageFileError("coverage-unknown-format", "is no coverage data", f"Give one of these: {known}.")
