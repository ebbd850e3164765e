"""Whole answers of earlier audits, kept beside the facts."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from pyramid.model.coverage import Notice
from pyramid.workspace.cache import FactCache
from pyramid.workspace.cache_folder import TAG
from pyramid.workspace.contents import Entry, decode_index, encode_index

MAX_BYTES = 64_000_000
#: Bytes of an inflated answer that are accepted; far beyond that of any tree.
INFLATED_LIMIT = 512 * 1024 * 1024
_INDEX = "contents"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was printed, and the severities of the findings in it."""

    text: str
    severities: tuple[str, ...]


class Answers:
    """Answers by key, in the folder of the cache.

    ``owner`` tells this folder from every other, a copy of it included: whoever makes keys puts it
    in, so that an answer that came with a repository is never found.
    """

    def __init__(self, directory: Path | None) -> None:
        self._cache = FactCache(directory, MAX_BYTES, name="answers")
        self.owner = _owner(directory) if directory is not None else ""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is to be said about the file."""
        return self._cache.notices

    def index(self) -> Mapping[str, Entry]:
        """What is known of files that were read before."""
        return decode_index(self._cache.get(f"{_INDEX}-{self.owner}"))

    def keep_index(self, learnt: Mapping[str, Entry]) -> None:
        """Remember it for the next run."""
        self._cache.put(f"{_INDEX}-{self.owner}", encode_index(learnt))

    def find(self, key: str, type: type[T]) -> T | None:
        """The value of a key; None when there is none, or of another shape."""
        data = self._cache.get(key)
        if data is None:
            return None
        try:
            inflater = zlib.decompressobj()
            plain = inflater.decompress(data, INFLATED_LIMIT)
            return msgspec.msgpack.decode(plain, type=type) if inflater.eof else None
        except (zlib.error, msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
            return None

    def keep(self, key: str, value: object) -> None:
        """Keep a value; one that cannot be written down is not kept."""
        try:
            data = zlib.compress(msgspec.msgpack.encode(value), 1)
        except (UnicodeEncodeError, msgspec.MsgspecError, RecursionError):
            return
        self._cache.put(key, data)

    def close(self) -> None:
        """Write, and let go of the file."""
        self._cache.close()


def _owner(directory: Path) -> str:
    """No archive and no version control can bring a file with this inode and time of change."""
    try:
        status = os.stat(directory / TAG)
    except OSError:
        return ""
    return f"{status.st_ino:x}.{status.st_ctime_ns:x}"
