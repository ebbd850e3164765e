"""What changed between a commit and the files as they are now."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyramid.model.change import Changes
from pyramid.model.errors import PyramidError
from pyramid.workspace.git import ask
from pyramid.workspace.patch import changed_lines, patches

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_DIFF = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames", "--relative")
_HISTORY = "Fetch the history: `git fetch --unshallow`, or a checkout with depth 0 in CI."
#: pre-commit sets it to the commit that its run compares with.
FROM = "PRE_COMMIT_FROM_REF"


class ChangeError(PyramidError):
    """Git cannot tell what changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed since ``base`` (the id of a commit, "" for nothing at all), told from the root."""

    base: str
    changes: Changes


def since(root: Path, revision: str, paths: Collection[str] = ()) -> Difference:
    """What this branch and the files that are not committed change, from the commit at which the
    branch left ``revision``.  Raises ChangeError.

    ``paths`` (POSIX, from the root; files or folders) leave everything else out.
    """
    base, head = commit_of(root, revision), commit_of(root, "HEAD")
    common = (ask(root, "merge-base", base, head) or "").strip()
    if not _COMMIT.fullmatch(common):
        raise ChangeError("no-common-history", f"HEAD and {revision} have no common commit here", _HISTORY)
    lines, renamed = _worktree(root, common)
    return Difference(base=common, changes=_within({**lines, **_others(root)}, renamed, paths))


def staged(root: Path, environment: Mapping[str, str], paths: Collection[str] = ()) -> Difference:
    """What the next commit changes, or, under pre-commit, what it says to look at.  Raises ChangeError."""
    given = environment.get(FROM, "")
    if given.strip("0"):
        return since(root, given, paths)
    _in_repository(root)
    head = "" if given else (ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}") or "").strip()
    lines, renamed = _worktree(root, head or empty_tree(root))
    others = _others(root)
    if given:
        return Difference(base=head, changes=_within({**lines, **others}, renamed, paths))
    named = ask(root, *_DIFF, "--cached", "--name-only", "-z", "--", ".") or ""
    indexed = [path for path in named.split("\0") if path]
    asked = [path for path in indexed if not paths or _below(path, paths)]
    return Difference(base=head, changes=_within({**lines, **others}, renamed, asked, everything=False))


def commit_of(root: Path, revision: str) -> str:
    """The id of the commit that a revision names.  Raises ChangeError.

    The text comes from outside: nothing that git could take for an option reaches it.
    """
    _in_repository(root)
    if not revision or revision.startswith("-") or re.search(r"[\0-\x1f\x7f]", revision):
        raise ChangeError("no-revision", f"{revision!r} is no revision", "Name a branch, a tag or a commit.")
    found = (ask(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") or "").strip()
    if not _COMMIT.fullmatch(found):
        raise ChangeError("no-such-revision", f"git knows no commit {revision!r} here", _HISTORY)
    return found


def empty_tree(root: Path) -> str:
    """The id of the tree without files, in this repository's way to hash."""
    return (ask(root, "hash-object", "-t", "tree", "--stdin") or "").strip()


def _in_repository(root: Path) -> None:
    if (ask(root, "rev-parse", "--is-inside-work-tree") or "").strip() != "true":
        fix = "Audit a folder in a work tree of git; `git status` says what is wrong with this one."
        raise ChangeError("no-repository", "git finds no work tree here, or is not installed", fix, str(root))


def _worktree(root: Path, tree: str) -> tuple[dict[str, frozenset[int] | None], dict[str, str]]:
    """The changed lines by path, and the former names, from a commit or tree to the files now."""
    listed = ask(root, *_DIFF, "--raw", "-z", tree, "--", ".")
    patch = ask(root, *_DIFF, "--unified=0", "--submodule=short", tree, "--", ".")
    if listed is None or patch is None:
        raise ChangeError("no-difference", "git cannot compare", _HISTORY, str(root))
    names = _listed(listed)
    parts = list(patches(patch))
    lines: dict[str, frozenset[int] | None] = {}
    for number, (status, path, _) in enumerate(names):
        if status != "D":
            # Both lists have the same order; where they do not fit, every line counts as changed.
            known = len(parts) == len(names) and status not in "AU"
            lines[path] = changed_lines(parts[number]) if known else None
    return lines, {path: former for status, path, former in names if status == "R"}


def _listed(raw: str) -> list[tuple[str, str, str]]:
    """Status letter, path and former path (the same one but for renames) of each entry."""
    fields = iter(raw.split("\0"))
    found = []
    for field in fields:
        if not field.startswith(":"):
            continue
        status = field.rsplit(" ", 1)[-1][:1]
        former = next(fields, "")
        path = next(fields, "") if status in "RC" else former
        found.append((status, path, former))
    return found


def _others(root: Path) -> dict[str, frozenset[int] | None]:
    """Files that git does not know yet: new as a whole."""
    listed = ask(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".") or ""
    return dict.fromkeys(filter(None, listed.split("\0")))


def _within(
    lines: Mapping[str, frozenset[int] | None],
    renamed: Mapping[str, str],
    paths: Collection[str],
    *,
    everything: bool = True,
) -> Changes:
    """Only what is in the paths; ``everything`` when there is none."""
    wanted = {path for path in lines if _below(path, paths) or (everything and not paths)}
    return Changes(
        lines={path: lines[path] for path in sorted(wanted)},
        renamed=dict(sorted(renamed.items())),
        left_out=frozenset(lines.keys() - wanted),
    )


def _below(path: str, paths: Collection[str]) -> bool:
    return any(path == each or path.startswith(f"{each}/") for each in paths)


def relative(root: Path, paths: Collection[str]) -> tuple[str, ...]:
    """Absolute paths as git tells them from the root."""
    top = os.path.realpath(root)
    return tuple(os.path.relpath(os.path.realpath(path), top).replace(os.sep, "/") for path in paths)
