"""The files that hold results: one, a folder, a pattern, or a zip as CI keeps it.

All of it may come from an artifact that somebody else made, so everything has a limit.
"""

from __future__ import annotations

import glob
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pyramid.results.attempt import ResultsFileError

MOST_BYTES = 64 * 1024 * 1024  # one file
MOST_TOGETHER = 1024 * 1024 * 1024  # all files of one source
MOST_FILES = 20_000
MOST_PACKED = 200  # times that a file may be smaller packed than it is
_ENDINGS = (".xml", ".json")
_MARKS = "*?["


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """One file: its name as users see it, and its bytes."""

    name: str
    data: bytes


class Source:
    """The files of one configured place.  ``usual`` places may hold other things and may not be there."""

    def __init__(self, root: Path, text: str, *, usual: bool = False) -> None:
        self._root, self._text, self._usual = root, text, usual
        self._left, self._files = MOST_TOGETHER, 0
        self.refused: list[tuple[str, ResultsFileError]] = []

    def blobs(self) -> Iterator[Blob]:
        """Every file, sorted by name.  What cannot be read is in ``refused``."""
        for path in self._paths():
            shown = self._shown(path)
            try:
                if path.suffix.lower() == ".zip":
                    yield from self._packed(path, shown)
                else:
                    yield Blob(name=shown, data=self._take(path))
            except ResultsFileError as error:
                self.refused.append((shown, error))
                if error.slug == "results-too-many":
                    return
            except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
                self.refused.append((shown, _unreadable(error)))

    def _paths(self) -> list[Path]:
        place = self._root / self._text
        if os.path.isdir(place):
            return sorted(self._below(place))
        if os.path.exists(place):
            return [place]
        found = glob.glob(str(place), recursive=True) if set(_MARKS) & set(self._text) else []
        paths = [Path(name) for name in sorted(found)]
        inner = [each for path in paths for each in (sorted(self._below(path)) if path.is_dir() else [path])]
        if not inner and not self._usual:
            self.refused.append((self._text, _absent()))
        return inner

    def _below(self, folder: Path) -> Iterator[Path]:
        """Files that may be results; links are not followed."""
        for here, folders, names in os.walk(folder, followlinks=False):
            folders.sort()
            for name in names:
                path = Path(here, name)
                if name.lower().endswith((*_ENDINGS, ".zip")) and stat.S_ISREG(path.lstat().st_mode):
                    yield path

    def _take(self, path: Path) -> bytes:
        self._count(path.stat().st_size)
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
        return data

    def _packed(self, path: Path, shown: str) -> Iterator[Blob]:
        with zipfile.ZipFile(path) as archive:
            for info in sorted(archive.infolist(), key=lambda each: each.filename):
                if info.is_dir() or not info.filename.lower().endswith(_ENDINGS):
                    continue
                try:
                    yield Blob(name=f"{shown}/{info.filename}", data=self._member(archive, info))
                except ResultsFileError as error:
                    if error.slug == "results-too-many":
                        raise
                    self.refused.append((f"{shown}/{info.filename}", error))

    def _member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        if not _is_inside(info.filename):
            raise ResultsFileError(
                "results-refused", "was refused: its name leads out of the archive", _AGAIN
            )
        if info.file_size > MOST_PACKED * max(info.compress_size, 1024):
            raise ResultsFileError("results-refused", "was refused: it is packed like a bomb", _AGAIN)
        self._count(info.file_size)
        with archive.open(info) as file:
            return file.read(info.file_size + 1)[: info.file_size]

    def _count(self, size: int) -> None:
        if size > MOST_BYTES:
            message = f"was refused: it is larger than {MOST_BYTES // 1024 // 1024} MiB"
            raise ResultsFileError("results-too-large", message, "Write one report a run.")
        self._left -= size
        self._files += 1
        if self._left < 0 or self._files > MOST_FILES:
            message = f"was not read: there are more than {MOST_FILES:,} files or 1 GiB of results"
            raise ResultsFileError("results-too-many", message, "Name fewer runs.")

    def _shown(self, path: Path) -> str:
        try:
            return path.relative_to(self._root).as_posix()
        except ValueError:
            return path.as_posix()


_AGAIN = "Take the report from the run again."


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return not path.is_absolute() and ".." not in path.parts and ":" not in name.partition("/")[0]


def _unreadable(error: Exception) -> ResultsFileError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return ResultsFileError("results-unreadable", f"cannot be read: {reason}", "Check the file.")


def _absent() -> ResultsFileError:
    fix = "Check the path, or run the tests with a report first."
    return ResultsFileError("results-not-found", "is not there", fix)
