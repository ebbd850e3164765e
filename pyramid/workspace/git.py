"""A few facts from git, where there is git."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path

_SECONDS = 10.0
# A repository's own configuration can name programs to run; none is wanted for what we ask.
_SAFE = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "core.quotePath=false")
_FILTERS = r"^filter\..*\.(clean|smudge|process|required)$"
_NAMES = ("--name-only", "--no-ext-diff", "--no-textconv", "--no-renames", "--relative", "-z")


def changed_since(root: Path, record: Path) -> frozenset[str] | None:
    """The files below ``root`` whose content changed after ``record`` was made.

    A record that is committed was made with its commit.  Any other was made when it was last
    written: what git had checked out then is compared with the files now, so that a fresh
    checkout, in which every file is new, does not pass for a change.  Paths are POSIX and
    relative to the root.  None when git cannot tell: it is not installed, takes too long, or the
    root is in no work tree.
    """
    place = os.path.realpath(record)
    commit = _committed_with(root, place)
    if commit:
        return _names(root, "diff", *_NAMES, commit, "--", ".")
    try:
        written = os.stat(place).st_mtime
    except OSError:
        return None
    changed = _names(root, "diff", *_NAMES, _checked_out_at(root, written), "--", ".")
    others = _names(root, "ls-files", "--others", "--exclude-standard", "-z")
    if changed is None or others is None:
        return None
    return frozenset(path for path in changed | others if _written(root / path) > written)


def _committed_with(root: Path, place: str) -> str:
    """The last commit of the record, "" when there is none or the file was written since."""
    commit = ask(root, "log", "-1", "--format=%H", "--", place) or ""
    return "" if ask(root, "status", "--porcelain", "--", place) else commit.strip()


def _checked_out_at(root: Path, seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M:%S +0000")
    for start in (f"HEAD@{{{moment}}}", "HEAD"):
        commit = ask(root, "rev-list", "-1", f"--before={moment}", start, "--")
        if commit:
            return commit.strip()
    return "HEAD"


def _names(root: Path, *words: str) -> frozenset[str] | None:
    listed = ask(root, *words)
    return None if listed is None else frozenset(path for path in listed.split("\0") if path)


def _written(place: Path) -> float:
    """Seconds; a file that is gone has changed."""
    try:
        return place.stat().st_mtime
    except OSError:
        return float("inf")


def ask(root: Path, *words: str) -> str | None:
    """The output of one git command, None when there is none.

    Nothing that comes from outside may stand before ``--`` in ``words`` unless it was looked at.
    """
    try:
        done = subprocess.run(
            command(*words),
            cwd=root,
            env=surroundings(root),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return done.stdout.decode("utf-8", "surrogateescape")


def command(*words: str) -> tuple[str, ...]:
    """A git command that asks nobody, pages nothing and starts no program of the repository's."""
    return ("git", *_SAFE, "--no-pager", *words)


def surroundings(root: Path) -> dict[str, str]:
    """The environment for git: it takes no lock, asks for no password, fetches nothing, and runs no
    filter that only the repository's own configuration names."""
    environment = {
        **os.environ,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C",
    }
    given = os.environ.get("GIT_CONFIG_COUNT", "")
    for number, key in enumerate(_own_filters(root), int(given) if given.isdigit() else 0):
        environment[f"GIT_CONFIG_KEY_{number}"] = key
        environment[f"GIT_CONFIG_VALUE_{number}"] = ""
        environment["GIT_CONFIG_COUNT"] = str(number + 1)
    return environment


@lru_cache(maxsize=8)
def _own_filters(root: Path) -> tuple[str, ...]:
    """The names of the settings by which this repository runs programs over files."""
    words = ("config", "--local", "--includes", "-z", "--name-only", "--get-regexp", _FILTERS)
    try:
        done = subprocess.run(
            ("git", *words),
            cwd=root,
            env={**os.environ, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    names = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    return tuple(dict.fromkeys(name for name in names if name))
