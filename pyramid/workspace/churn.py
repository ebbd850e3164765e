"""How often each file changed: one look into the history, kept for as long as the commit is the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pyramid.model.churn import FileChanges
from pyramid.workspace.cache import FactCache
from pyramid.workspace.git import ask

_COMMITS = 1000
_MARK = "\x01"
_LOG = (
    "--no-merges",
    "--no-renames",
    "--no-ext-diff",
    "--name-only",
    "--relative",
    "-z",
    f"--format={_MARK}%cs",
)


def churn_of(root: Path, directory: Path | None) -> Mapping[str, FileChanges]:
    """The files below the root by path (POSIX, relative), from the last thousand commits that are no
    merges.  Nothing without git.  ``directory`` is the folder of the cache, None for none."""
    head = (ask(root, "rev-parse", "HEAD") or "").strip()
    if not head:
        return {}
    with FactCache(directory, name="churn") as cache:
        key = f"{head} {root}"
        kept = cache.get(key)
        found = _decoded(kept) if kept is not None else None
        if found is None:
            found = _read(root)
            cache.put(
                key, json.dumps({path: [each.commits, each.last] for path, each in found.items()}).encode()
            )
    return found


def _read(root: Path) -> dict[str, FileChanges]:
    listed = ask(root, "log", f"-n{_COMMITS}", *_LOG, "--", ".")
    day, commits, last = "", dict[str, int](), dict[str, str]()
    for item in (listed or "").split("\0"):
        text = item.lstrip("\n")
        if text.startswith(_MARK):
            day = text.removeprefix(_MARK).strip()
        elif text:
            commits[text] = commits.get(text, 0) + 1
            last.setdefault(text, day)
    return {path: FileChanges(commits=number, last=last[path]) for path, number in sorted(commits.items())}


def _decoded(data: bytes) -> dict[str, FileChanges] | None:
    """None for what is damaged: the cache may come with a cloned repository."""
    try:
        table = json.loads(data)
        return {str(path): FileChanges(commits=int(n), last=str(day)) for path, (n, day) in table.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
