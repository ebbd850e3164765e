"""The file of the cache: one table in SQLite."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pyramid.workspace.cache_folder import ForeignCacheError

SCHEMA = 1
_APPLICATION = 0x50595241  # "PYRA"
_TABLE = "CREATE TABLE facts (key TEXT PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL)"
_PATIENCE = 5.0  # seconds to wait for another audit's transaction
_BATCH = 500  # keys in one question, below the limit of every SQLite
_KEPT = 0.7  # share of the largest size that is left after making room


class Store:
    """An open store in a folder.

    Every method raises sqlite3.OperationalError when the system refuses (locked, full, read
    only) and another sqlite3.DatabaseError when the file is damaged.
    """

    def __init__(self, directory: Path, name: str = "facts") -> None:
        self._name = file_name(name)
        place = directory / self._name
        if place.is_symlink():
            place.unlink()  # a link that came with a repository must not make us write elsewhere
        self._database = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._database.close()
            raise

    @staticmethod
    def remove(directory: Path, name: str = "facts") -> None:
        """Delete the file of the store and its companions."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                os.unlink(f"{directory / file_name(name)}{suffix}")

    def select(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes, int]]:
        """Key, value and time of last use (seconds) of those that are there."""
        for start in range(0, len(keys), _BATCH):
            part = keys[start : start + _BATCH]
            marks = ",".join("?" * len(part))
            for key, value, used in self._database.execute(
                f"SELECT key, value, used FROM facts WHERE key IN ({marks})", part
            ):
                if isinstance(value, bytes) and isinstance(used, int):
                    yield key, value, used

    def write(self, values: Mapping[str, bytes], touched: Collection[str], now: int) -> None:
        """Keep values and mark others as used, in one transaction; ``now`` in seconds."""
        with self._database as database:
            database.execute("BEGIN IMMEDIATE")
            database.executemany("UPDATE facts SET used = ? WHERE key = ?", [(now, key) for key in touched])
            database.executemany(
                "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)",
                [(key, value, now) for key, value in values.items()],
            )

    def trim(self, max_bytes: int) -> None:
        """When the file is larger than ``max_bytes``, drop what was not used for longest."""
        if self._bytes() <= max_bytes:
            return
        with self._database as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute(
                "DELETE FROM facts WHERE rowid IN (SELECT rowid FROM ("
                " SELECT rowid, sum(length(value)) OVER (ORDER BY used DESC, rowid DESC) AS total FROM facts)"
                " WHERE total > ?)",
                (int(max_bytes * _KEPT),),
            )
        self._database.executescript("PRAGMA incremental_vacuum")  # `execute` frees one page only

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._database.close()

    def _prepare(self) -> None:
        execute = self._database.execute
        execute("PRAGMA trusted_schema = OFF")
        if not execute("SELECT 1 FROM sqlite_master").fetchone():
            self._create()
        found = execute("SELECT CAST(sql AS BLOB) FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        if execute("PRAGMA application_id").fetchone() != (_APPLICATION,):
            raise ForeignCacheError(f"{self._name} was not written by this tool; remove it")
        if found != [(_TABLE.encode(),)]:
            raise sqlite3.DatabaseError("its table is not the one that was made")
        execute("PRAGMA synchronous = NORMAL")
        execute(f"PRAGMA mmap_size = {1 << 28}")

    def _create(self) -> None:
        execute = self._database.execute
        execute("PRAGMA page_size = 16384")
        execute("PRAGMA auto_vacuum = INCREMENTAL")
        with suppress(sqlite3.OperationalError):  # another audit is just doing the same
            execute("PRAGMA journal_mode = WAL")
        with self._database:
            execute("BEGIN IMMEDIATE")
            execute(f"PRAGMA application_id = {_APPLICATION}")
            execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS"))

    def _bytes(self) -> int:
        return (self._number("page_count") - self._number("freelist_count")) * self._number("page_size")

    def _number(self, pragma: str) -> int:
        return int(self._database.execute(f"PRAGMA {pragma}").fetchone()[0])


def file_name(name: str) -> str:
    """The file of the store with this name."""
    return f"{name}-{SCHEMA}.db"
