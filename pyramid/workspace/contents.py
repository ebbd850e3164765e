"""What files hold, told by digests; a file that was not written since is not read again."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b

import msgspec

#: Size in bytes, time of the last write and of the last change (nanoseconds), inode.
Stamp = tuple[int, int, int, int]
Entry = tuple[Stamp, str]

# As git's index has it: a file that was written in the same tick as it was read may be written
# once more without another time.  The coarsest file systems tick every two seconds.
_RACY = 2_000_000_000  # nanoseconds
_ABSENT, _UNREAD = "absent", "unread"
_SIZE = 20  # bytes: the same digests name contents in the cache of facts


class Contents:
    """Digests of the files below a root; ``known`` is what an earlier run has learnt.

    Paths are relative to the root or absolute.  What cannot be read has a digest of its own.
    """

    def __init__(
        self, root: str, known: Mapping[str, Entry], clock: Callable[[], int] = time.time_ns
    ) -> None:
        self.learnt: dict[str, Entry] = {}
        self.read: list[str] = []
        self._root = root
        self._known = known
        self._clock = clock

    def digest(self, paths: Iterable[str]) -> str:
        """One digest of the names and contents of some files, in their order."""
        whole = blake2b(digest_size=16)
        for path in paths:
            whole.update(f"{path}\0{self.of(path)}\0".encode("utf-8", "surrogateescape"))
        return whole.hexdigest()

    def of(self, path: str) -> str:
        """The digest of one file's content."""
        place = os.path.join(self._root, path)
        try:
            status = os.stat(place)
        except OSError:
            return _ABSENT
        if not stat.S_ISREG(status.st_mode):
            return _UNREAD
        stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        before = self._known.get(path)
        if before is not None and before[0] == stamp:
            self.learnt[path] = before
            return before[1]
        return self._learn(path, place, stamp)

    def _learn(self, path: str, place: str, stamp: Stamp) -> str:
        now = self._clock()
        try:
            with open(place, "rb") as file:
                digest = blake2b(file.read(), digest_size=_SIZE).hexdigest()
        except OSError:
            return _UNREAD
        self.read.append(path)
        if max(stamp[1], stamp[2]) + _RACY < now:
            self.learnt[path] = (stamp, digest)
        return digest


def encode_index(learnt: Mapping[str, Entry]) -> bytes:
    """What was learnt, for the next run."""
    return msgspec.msgpack.encode(
        {path.encode("utf-8", "surrogateescape"): entry for path, entry in learnt.items()}
    )


def decode_index(data: bytes | None) -> Mapping[str, Entry]:
    """What an earlier run has learnt; nothing when the bytes are of another hand."""
    if not data:
        return {}
    try:
        found = msgspec.msgpack.decode(data, type=dict[bytes, Entry])
    except (msgspec.MsgspecError, RecursionError):
        return {}
    return {path.decode("utf-8", "surrogateescape"): entry for path, entry in found.items()}
