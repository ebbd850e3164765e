"""Measured files → files of the tree, wherever and on whatever machine the run was."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: The folder of the run and the folder of the tree that stand for each other.
Pair = tuple[str, str]

_GENERIC = frozenset(("__init__.py", "__main__.py", "conftest.py", "setup.py"))
_ROUNDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Remapped:
    """``files`` maps measured names to paths of the tree; ``moved`` are the pairs of folders by
    which names that were recorded elsewhere were found, each with the number of its files."""

    files: Mapping[str, str]
    moved: tuple[tuple[Pair, int], ...] = ()


def remap(measured: Iterable[str], paths: Sequence[str], root: Path) -> Remapped:
    """Find each measured file in the tree.

    A name under the root, or relative to it, is taken as it is; when such a file is there and is
    not audited, it stands for no other.  The rest is matched by the end of the path: each file
    whose end fits votes for "this folder there is that folder here", and the folders with most
    votes win, so that one ``__init__.py`` is not taken for another.
    """
    known = frozenset(paths)
    files: dict[str, str] = {}
    left: list[str] = []
    for name in measured:
        here = _here(name, root)
        if here in known:
            files[name] = here
        elif not _is_below(name, root) and not _is_there(here, root):
            left.append(name)
    moved = _match_ends(left, paths, files)
    return Remapped(files=files, moved=tuple(moved))


def _match_ends(left: list[str], paths: Sequence[str], files: dict[str, str]) -> list[tuple[Pair, int]]:
    by_tail = _by_tail(paths)
    candidates = {name: _candidates(name, by_tail) for name in left}
    moved: list[tuple[Pair, int]] = []
    for _ in range(_ROUNDS):
        votes = Counter(pair for options in candidates.values() for pair in options)
        if not votes:
            break
        pair = min(votes, key=lambda pair: (-votes[pair], len(pair[0]) + len(pair[1]), pair))
        chosen = {name: options[pair] for name, options in candidates.items() if pair in options}
        candidates = {name: options for name, options in candidates.items() if name not in chosen}
        if _convincing(pair, chosen, left):
            files.update(chosen)
            moved.append((pair, len(chosen)))
    return moved


def _convincing(pair: Pair, chosen: Mapping[str, str], names: Iterable[str]) -> bool:
    """A folder in common convinces; bare file names only when most of a folder's files fit."""
    shared = [path[len(pair[1]) :].strip("/") for path in chosen.values()]
    if any("/" in end for end in shared):
        return True
    neighbours = sum(_posix(name).rpartition("/")[0] == pair[0] for name in names)
    alone = len(chosen) == 1 and "" not in pair
    return not alone and 2 * len(chosen) >= neighbours and not _GENERIC.issuperset(shared)


def _by_tail(paths: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[path.rsplit("/", 1)[-1]].append(path)
    return found


def _candidates(name: str, by_tail: Mapping[str, list[str]]) -> dict[Pair, str]:
    posix = _posix(name)
    return {_pair(posix, path): path for path in by_tail.get(posix.rsplit("/", 1)[-1], ())}


def _pair(name: str, path: str) -> Pair:
    """What is left in front of the longest common end."""
    there, here = name.split("/"), path.split("/")
    while there and here and there[-1] == here[-1]:
        there.pop()
        here.pop()
    return "/".join(there), "/".join(here)


def _posix(name: str) -> str:
    return name.replace("\\", "/")


def _is_below(name: str, root: Path) -> bool:
    return _posix(name).startswith(root.as_posix().rstrip("/") + "/")


def _is_there(name: str, root: Path) -> bool:
    return not os.path.isabs(name) and os.path.isfile(root / name)


def _here(name: str, root: Path) -> str:
    name = _posix(name)
    prefix = root.as_posix().rstrip("/") + "/"
    return name.removeprefix(prefix).removeprefix("./")
