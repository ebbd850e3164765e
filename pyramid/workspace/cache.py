"""Facts of unchanged files, kept between runs."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pyramid.model.coverage import Notice
from pyramid.workspace.cache_folder import ForeignCacheError, prepare_folder
from pyramid.workspace.store import Store

MAX_BYTES = 256_000_000
_DAY = 86_400  # seconds; a finer clock would make every look-up a write
_FLUSH_BYTES = 16_000_000


class FactCache:
    """A store of bytes by key in one SQLite file, called ``name``; several audits may use it at once.

    A damaged file is replaced.  What cannot be healed (no space, no permission, a folder or file
    that is not ours) turns the cache off: nothing is found any more, nothing is kept, and the
    audit goes on.  Either gives one entry in ``notices``.  Values are plain bytes, and whoever
    decodes them must expect anything: the file may come with a cloned repository.  For use by one
    thread.
    """

    def __init__(
        self,
        directory: Path | None,
        max_bytes: int = MAX_BYTES,
        clock: Callable[[], float] = time.time,
        name: str = "facts",
    ) -> None:
        self.notices: tuple[Notice, ...] = ()
        self._directory = directory
        self._max_bytes = max_bytes
        self._clock = clock
        self._name = name
        self._store: Store | None = None
        self._pending: dict[str, bytes] = {}
        self._pending_bytes = 0
        self._touched: set[str] = set()
        self._attempt(self._open)

    @classmethod
    def open(cls, directory: Path) -> FactCache:
        """The cache in a folder, which is made when it is not there.  Never raises."""
        return cls(directory)

    @classmethod
    def off(cls) -> FactCache:
        """A cache that keeps nothing."""
        return cls(None)

    def get(self, key: str) -> bytes | None:
        """The value kept for a key."""
        return self.get_many((key,)).get(key)

    def get_many(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """The values kept for some keys; much faster than one by one."""
        wanted = tuple(keys)
        found = {key: self._pending[key] for key in wanted if key in self._pending}
        self._attempt(lambda: self._look_up([key for key in wanted if key not in found], found))
        return found

    def expect(self, keys: Iterable[str]) -> None:
        """Looking up a key on the disk is quick: nothing to prepare."""

    def put(self, key: str, value: bytes) -> None:
        """Keep a value; it is on the disk after ``flush`` or ``close``."""
        if self._store is None:
            return
        self._pending[key] = value
        self._pending_bytes += len(value)
        if self._pending_bytes >= _FLUSH_BYTES:
            self.flush()

    def put_many(self, values: Mapping[str, bytes]) -> None:
        """Keep some values."""
        for key, value in values.items():
            self.put(key, value)

    def flush(self) -> None:
        """Write what is kept in memory, in one transaction."""
        self._attempt(self._write)
        self._pending.clear()
        self._pending_bytes = 0

    def close(self) -> None:
        """Write, make room when the cache has grown too large, and let go of the file."""
        self.flush()
        self._attempt(self._trim)
        self._let_go()

    def __enter__(self) -> FactCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        if self._directory is not None:
            prepare_folder(self._directory)
            self._store = Store(self._directory, self._name)

    def _look_up(self, keys: list[str], found: dict[str, bytes]) -> None:
        if self._store is None or not keys:
            return
        stale = self._clock() - _DAY
        for key, value, used in self._store.select(keys):
            found[key] = value
            if used < stale:
                self._touched.add(key)

    def _write(self) -> None:
        if self._store is not None and (self._pending or self._touched):
            self._store.write(self._pending, self._touched, int(self._clock()))
            self._touched.clear()

    def _trim(self) -> None:
        if self._store is not None:
            self._store.trim(self._max_bytes)

    def _attempt(self, step: Callable[[], object]) -> None:
        """Do one step on the file; heal or turn off when it fails."""
        try:
            step()
        except sqlite3.OperationalError as error:
            self._turn_off(f"{error}")
        except sqlite3.DatabaseError as error:
            self._replace(f"{error}")
        except ForeignCacheError as error:
            self._turn_off(f"{error}")
        except OSError as error:
            self._turn_off(error.strerror or f"{error}")

    def _replace(self, reason: str) -> None:
        """A damaged file is worth nothing: begin a new one, once."""
        self._let_go()
        if self.notices or self._directory is None:
            self._turn_off(reason)
            return
        self._tell(
            "cache-rebuilt", f"the cache was damaged ({reason}) and begins anew", "Nothing to do.", "note"
        )
        try:
            Store.remove(self._directory, self._name)
            self._store = Store(self._directory, self._name)
        except (OSError, sqlite3.Error, ForeignCacheError) as error:
            self._turn_off(f"{error}")

    def _turn_off(self, reason: str) -> None:
        self._let_go()
        fix = "The audit is complete but slower. Choose another folder with `cache-dir`, or use --no-cache."
        self._tell("cache-off", f"the cache cannot be used: {reason}", fix, "warning")

    def _tell(self, slug: str, message: str, fix: str, severity: str) -> None:
        notice = Notice(slug=slug, message=message, fix=fix, path=str(self._directory), severity=severity)
        self.notices = (notice,)

    def _let_go(self) -> None:
        store, self._store = self._store, None
        self._pending.clear()
        if store is not None:
            store.close()
