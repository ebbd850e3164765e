"""The bytes of a file of the audited tree, and of no other."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads files below ``root`` (an absolute, resolved path); can be sent to another process.

    ``limit`` is the largest file that is read, in bytes.
    """

    root: str
    limit: int

    def __call__(self, path: str) -> bytes:
        """The content of a file, named by its POSIX path relative to the root.

        Raises OSError: the file is gone or may not be read, it is a link or no regular file, it
        lies outside the root, or it has become larger than the limit.
        """
        place = os.path.join(self.root, path)
        if not _inside(self.root, os.path.dirname(place)):
            raise OSError(errno.EPERM, "lies outside the audited root", path)
        with open(_open(place), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "is no regular file", path)
            content = file.read(self.limit + 1)
        if len(content) > self.limit:
            raise OSError(errno.EFBIG, f"has more than {self.limit:,} bytes", path)
        return content


def _open(place: str) -> int:
    """No link is followed, and a pipe is not waited for."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    return os.open(place, flags)


@lru_cache(maxsize=4096)
def _inside(root: str, folder: str) -> bool:
    real = os.path.realpath(folder)
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)
