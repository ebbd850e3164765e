"""The folder of the cache: made, and marked as ours and as no part of the repository."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

TAG = "CACHEDIR.TAG"
_FILES = {
    # https://bford.info/cachedir/
    TAG: "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache; it may be deleted.\n",
    ".gitignore": "*\n",
}


class ForeignCacheError(Exception):
    """The folder or the file holds something that is not ours."""


def prepare_folder(directory: Path) -> None:
    """Make the folder of the cache.

    Raises ForeignCacheError when it holds something else (the cache never moves in with the
    user's files), OSError when it cannot be made.
    """
    directory.mkdir(parents=True, exist_ok=True)
    if (directory / TAG).is_file():
        return
    strange = next((entry.name for entry in directory.iterdir() if not _ours(entry.name)), None)
    if strange is not None:
        raise ForeignCacheError(f"the folder holds other files ({strange}) and no {TAG}")
    for name, text in _FILES.items():
        with suppress(FileExistsError), open(directory / name, "x", encoding="utf-8") as file:
            file.write(text)


def _ours(name: str) -> bool:
    return name in _FILES or name.startswith(("facts-", "answers-", "proofs-", "churn-", "draft-"))
