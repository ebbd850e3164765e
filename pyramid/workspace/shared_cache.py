"""Facts that machines share: beside the cache of this machine, a place that everybody can reach.

A value is kept under its key with a digest in front, so that half an upload is no value.  What comes
from there is decoded like what comes from the disk: whoever may write there may lie about the code.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pyramid.model.coverage import Notice
from pyramid.model.errors import PyramidError
from pyramid.workspace.cache import FactCache

_LAYOUT = "facts-1"
_DIGEST = 16  # bytes
_LARGEST = 64_000_000  # bytes of a value; more is no value of ours
#: Values in one request: they are all in memory at once, and their requests under way.
BATCH = 500


def fact_cache(folder: Path | None, shared: str = "") -> FactCache | SharedCache:
    """The cache in a folder, none without one, with the one behind a URL when there is one.

    Raises PyramidError when the URL cannot be used at all.
    """
    local = FactCache(folder)
    return SharedCache(local, *_place(shared)) if shared else local


class SharedCache:
    """A cache that asks this machine first, and keeps what it finds elsewhere.  For use by one thread.

    What fails there is said once, and not tried again: the audit goes on with what this machine has.
    """

    def __init__(self, local: FactCache, system: Any, root: str, url: str) -> None:
        self._local = local
        self._system = system
        self._root = root.rstrip("/")
        self._url = url
        self._found: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}
        self._off = False
        self._notices: tuple[Notice, ...] = ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What went wrong, here and there."""
        return (*self._local.notices, *self._notices)

    def expect(self, keys: Sequence[str]) -> None:
        """Bring what this machine does not have, many at a time."""
        for start in range(0, len(keys), BATCH):
            part = keys[start : start + BATCH]
            here = self._local.get_many(part)
            missing = [key for key in dict.fromkeys(part) if key not in here]
            self._found.update(self._fetch(missing))

    def get(self, key: str) -> bytes | None:
        """The value kept for a key, here or there."""
        value = self._local.get(key)
        if value is None:
            value = self._found.get(key)
            if value is not None:
                self._local.put(key, value)
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep a value, here and there."""
        self._local.put(key, value)
        self._new[key] = value
        if len(self._new) >= BATCH:
            self._send()

    def __enter__(self) -> SharedCache:
        self._local.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._send()
        self._local.__exit__(*error)

    def _fetch(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        paths = {self._path(key): key for key in keys}
        if self._off or not paths:
            return {}
        try:
            answers = self._system.cat(list(paths), on_error="return")
        except Exception as error:
            self._turn_off(error)
            return {}
        found = {}
        for path, answer in answers.items():
            if isinstance(answer, FileNotFoundError):
                continue
            if isinstance(answer, Exception):
                self._turn_off(answer)
                break
            value = unpacked(answer)
            if value is not None:
                found[paths[path]] = value
        return found

    def _send(self) -> None:
        values, self._new = self._new, {}
        if self._off or not values:
            return
        try:
            self._system.pipe({self._path(key): packed(value) for key, value in values.items()})
        except Exception as error:
            self._turn_off(error)

    def _path(self, key: str) -> str:
        return f"{self._root}/{_LAYOUT}/{key[:2]}/{key}"

    def _turn_off(self, error: Exception) -> None:
        self._off = True
        self._notices = (
            Notice(
                slug="shared-cache-off",
                message=f"the shared cache cannot be used: {type(error).__name__}: {error}",
                fix="The audit is complete but slower. Check the URL, and the right to read and write there.",
                path=self._url,
                severity="warning",
            ),
        )


def packed(value: bytes) -> bytes:
    """A value as it is sent."""
    body = zlib.compress(value, 1)
    return _digest(body) + body


def unpacked(answer: bytes) -> bytes | None:
    """The value that was sent; None when it is not whole."""
    digest, body = answer[:_DIGEST], answer[_DIGEST:]
    if digest != _digest(body):
        return None
    try:
        engine = zlib.decompressobj()
        value = engine.decompress(body, _LARGEST)
    except zlib.error:
        return None
    return value if engine.eof else None


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST).digest()


def _place(url: str) -> tuple[Any, str, str]:
    """The file system behind a URL, and the folder on it."""
    try:
        from fsspec.core import url_to_fs
        from fsspec.implementations.local import LocalFileSystem
    except ModuleNotFoundError as error:
        fix = 'Install it with its extra: pip install "pyramid-audit[remote]".'
        raise PyramidError("no-remote", f"the library {error.name} is not installed", fix, url) from None
    try:
        system, root = url_to_fs(url)
    except (ImportError, ValueError) as error:
        fix = "Check the URL; its kind may need a library of its own, s3fs for s3:// say."
        raise PyramidError("bad-cache-url", f"nothing is reached by this URL: {error}", fix, url) from None
    if isinstance(system, LocalFileSystem):
        system.auto_mkdir = True
    return system, root, url
