"""A few facts from git, where there is git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

_SECONDS = 10.0
# A repository's own configuration can name programs to run; none is wanted for what we ask.
_SAFE = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "core.quotePath=false")


def is_work_tree(root: Path) -> bool:
    """Does the root lie in a git work tree (whether or not git is installed)?"""
    return any((folder / ".git").exists() for folder in (root, *root.parents))


def changed_since(root: Path, record: Path) -> frozenset[str] | None:
    """The files below ``root`` that changed after ``record`` was last committed.

    Changes are later commits and edits not yet committed; paths are POSIX, relative to the root.
    None when git cannot tell: it is not installed or takes too long, the root is in no work
    tree, the record is not tracked, or it was edited since.
    """
    commit = _ask(root, "log", "-1", "--format=%H", "--", os.path.realpath(record)).strip()
    if not commit or _ask(root, "status", "--porcelain", "--", os.path.realpath(record)).strip():
        return None
    listed = _ask(
        root, "diff", "--name-only", "--no-ext-diff", "--relative", "-z", commit, "--", ".", failed="\1"
    )
    if listed == "\1":
        return None
    return frozenset(path for path in listed.split("\0") if path)


def _ask(root: Path, *words: str, failed: str = "") -> str:
    """The output of one git command, ``failed`` when there is none."""
    command: Sequence[str] = ("git", *_SAFE, "--no-pager", *words)
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command,
            cwd=root,
            env=environment,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return failed
    return done.stdout.decode("utf-8", "backslashreplace")
