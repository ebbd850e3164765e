"""A copy of the repository to break; it vanishes, and what a killed run left behind with it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyramid.model.errors import PyramidError
from pyramid.prove.processes import end_marked, is_alive

_PREFIX = "pyramid-prove-"
_OURS = re.compile(rf"{_PREFIX}(\d+)-\w+")
_LEFT_OUT = {".git", ".hg", ".svn", ".jj", "__pycache__", "node_modules", ".tox", ".nox"}
_MARKS = ("pyvenv.cfg", "conda-meta", "CACHEDIR.TAG")  # environments and caches
_MOST = 2 * 1024**3  # bytes


@contextmanager
def sandbox(root: Path) -> Iterator[tuple[Path, Path]]:
    """The copy of ``root`` and a folder for temporary files, both gone afterwards.

    Where the root lies in a larger repository, the whole of it is copied when it is not too large:
    tests read what lies beside them.  Raises PyramidError when the root itself is too large.
    """
    sweep()
    top = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")).resolve()
    try:
        scratch = top / "tmp"
        scratch.mkdir()
        yield _fill(top, root.resolve()), scratch
    finally:
        shutil.rmtree(top, ignore_errors=True)


def _fill(top: Path, root: Path) -> Path:
    """Copy the repository; where the copy of the root is."""
    repository = next((each for each in (root, *root.parents) if (each / ".git").exists()), root)
    for source in dict.fromkeys((repository, root)):
        copy = top / (source.name or "root")
        try:
            _copy(source, copy, source, [_MOST])
        except PyramidError:
            if source == root:
                raise
            shutil.rmtree(copy)
            continue
        return copy / root.relative_to(source)
    raise AssertionError("the root is always tried")


def mark_of(scratch: Path) -> str:
    """What the processes of a sandbox are known by."""
    return scratch.parent.name


def sweep() -> None:
    """Remove the copies, and end the processes, of runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        found = _OURS.fullmatch(folder.name)
        if found and not is_alive(int(found[1])) and folder.is_dir() and not folder.is_symlink():
            end_marked(folder.name)
            shutil.rmtree(folder, ignore_errors=True)


def _copy(source: Path, target: Path, root: Path, left: list[int]) -> None:
    target.mkdir()
    for entry in sorted(os.scandir(source), key=lambda each: each.name):
        place = target / entry.name
        if entry.is_symlink():
            _link(Path(entry.path), place, root)
        elif entry.is_dir():
            if entry.name not in _LEFT_OUT and not any(os.path.exists(f"{entry.path}/{m}") for m in _MARKS):
                _copy(Path(entry.path), place, root, left)
        elif entry.is_file():
            left[0] -= entry.stat().st_size
            if left[0] < 0:
                fix = "Run it in the part of the repository that holds the function: --root FOLDER"
                raise PyramidError("prove-too-large", "the repository has more than 2 GiB to copy", fix)
            shutil.copy2(entry.path, place)


def _link(link: Path, place: Path, root: Path) -> None:
    """A link into the repository leads into the copy: the tests must not write to the original."""
    told = os.readlink(link)
    if os.path.isabs(told) and Path(told).is_relative_to(root):
        told = os.path.relpath(told, link.parent)
    os.symlink(told, place)
