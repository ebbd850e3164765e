"""The files of a commit, laid out in a folder without a checkout: no filter, no link, no hook."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from pyramid.workspace.candidates import FRONTEND, TEMPLATES
from pyramid.workspace.difference import ChangeError
from pyramid.workspace.git import ask, command, surroundings

_REGULAR = ("100644", "100755")
_SETTINGS = (".toml", ".ini", ".cfg", ".gitignore")
_FIX = "Fetch the history with its files: `git fetch --unshallow`, and no partial clone."
_CHUNK = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a tree: its path, as told from the root, and the id of its content."""

    path: str
    id: str


def tree_files(root: Path, tree: str, suffixes: Collection[str]) -> tuple[Blob, ...]:
    """The files of a commit or tree below the root that an audit may read, sorted.

    ``suffixes`` are those of sources.  Raises ChangeError.
    """
    listed = ask(root, "ls-tree", "-r", "-z", tree)
    if listed is None:
        raise ChangeError("no-tree", f"git cannot list the files of {tree[:12]}", _FIX, str(root))
    rows = (row.partition("\t") for row in listed.split("\0") if row)
    return _readable(((head.split(" ")[0], head.split(" ")[2], path) for head, _, path in rows), suffixes)


def index_files(root: Path, suffixes: Collection[str]) -> tuple[Blob, ...] | None:
    """The same of the next commit, when it is what lies in the folder now, else None."""
    listed = ask(root, "ls-files", "--stage", "-z", "--", ".")
    edited = ask(root, "diff-files", "--name-only", "-z", "--relative", "--", ".")
    others = ask(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    if listed is None or edited is None or others is None:
        return None
    if any(_is_wanted(path, suffixes) for path in (*edited.split("\0"), *others.split("\0"))):
        return None
    rows = [row.partition("\t") for row in listed.split("\0") if row]
    if any(head.split(" ")[2] != "0" for head, _, _ in rows):
        return None
    return _readable(((head.split(" ")[0], head.split(" ")[1], path) for head, _, path in rows), suffixes)


def listing_digest(files: tuple[Blob, ...]) -> str:
    """Equal for equal files under equal names."""
    text = "".join(f"{blob.path}\0{blob.id}\0" for blob in files)
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def lay_out(root: Path, files: tuple[Blob, ...], folder: Path, limit: int) -> None:
    """Write the files into an empty folder; those of more than ``limit`` bytes are cut
    one byte above it.  Raises ChangeError when git lacks one."""
    with TemporaryFile() as asked:
        asked.write("".join(f"{blob.id}\n" for blob in files).encode("ascii"))
        asked.seek(0)
        process = subprocess.Popen(
            command("cat-file", "--batch"),
            cwd=root,
            env=surroundings(root),
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with process:
            assert process.stdout is not None
            for blob in files:
                _write(blob, process.stdout, folder, limit)


def _write(blob: Blob, stream: IO[bytes], folder: Path, limit: int) -> None:
    head = stream.readline().split()
    if len(head) != 3 or head[1] != b"blob":
        raise ChangeError("incomplete-history", "the content of a former version is missing", _FIX, blob.path)
    place, size = folder / blob.path, int(head[2])
    content = stream.read(min(size, limit + 1))
    left = size - len(content) + 1  # and the end of the line
    while left > 0:
        left -= len(stream.read(min(left, _CHUNK))) or left
    place.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), open(place, "xb") as file:  # a disk may not tell two names apart
        file.write(content)


def _readable(rows: Iterator[tuple[str, str, str]], suffixes: Collection[str]) -> tuple[Blob, ...]:
    """Regular files under honest names: a tree can be made by hand, with steps out of the folder."""
    found = (Blob(path, id) for mode, id, path in rows if mode in _REGULAR and _is_wanted(path, suffixes))
    return tuple(sorted((blob for blob in found if _is_honest(blob.path)), key=lambda blob: blob.path))


def _is_honest(path: str) -> bool:
    parts = path.split("/")
    strange = any(part in ("", ".", "..") or part.lower() == ".git" for part in parts)
    return not strange and "\\" not in path and ":" not in path and path.isprintable()


def _is_wanted(path: str, suffixes: Collection[str]) -> bool:
    name = path.rsplit("/", 1)[-1]
    suffix = os.path.splitext(name)[1].lower()
    return name.endswith(_SETTINGS) or suffix in suffixes or suffix in TEMPLATES or suffix in FRONTEND
