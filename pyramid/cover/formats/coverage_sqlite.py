"""The data file of coverage.py: SQLite, with contexts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from pyramid.cover.recording import CoverageFileError, Lines, Recording

NAME = "coverage.py data"


def recognises(head: bytes) -> bool:
    """Is this an SQLite file (of whatever content)?"""
    return head.startswith(b"SQLite format 3\0")


def read(path: Path) -> Recording:
    """Open the data; lines are read file by file when asked for."""
    from coverage import CoverageData
    from coverage.exceptions import CoverageException

    _check(path)
    data = CoverageData(basename=str(path))

    def lines(file: str) -> Lines:
        try:
            found: Lines = data.contexts_by_lineno(file)
        except (CoverageException, sqlite3.Error, TypeError, ValueError) as error:  # content of a wrong type
            raise _damaged(_reason(error)) from error
        return found

    try:
        data.read()
        files, contexts = data.measured_files(), data.measured_contexts()
    except (CoverageException, sqlite3.Error) as error:
        data.close()
        raise _damaged(_reason(error)) from error
    if not all(isinstance(name, str) for name in (*files, *contexts)):
        data.close()
        raise _damaged("a name in it is no text")
    return Recording(
        path=path,
        form=NAME,
        is_report=False,
        files=tuple(sorted(files)),
        lines=lines,
        contexts=frozenset(contexts - {""}),
        close=data.close,
    )


def _check(path: Path) -> None:
    """The library would make a foreign database its own; look first, without writing."""
    from coverage.sqldata import SCHEMA_VERSION

    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as database:
            database.execute("PRAGMA query_only = ON")
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
            if "coverage_schema" not in tables:
                message = "is an SQLite file of another program, not coverage data"
                raise CoverageFileError(
                    "coverage-foreign", message, "Give the `.coverage` file of a test run."
                )
            (version,) = database.execute("SELECT version FROM coverage_schema").fetchone() or (None,)
            if not {"file", "context", "line_bits", "arc"} <= tables or not isinstance(version, int):
                raise _damaged("tables are missing")
    except sqlite3.Error as error:
        raise _damaged(_reason(error)) from error
    if version != SCHEMA_VERSION:
        age = "a newer" if version > SCHEMA_VERSION else "an older"
        message = f"was written by {age} coverage.py (schema {version}; this one reads {SCHEMA_VERSION})"
        fix = "Install the same version of coverage beside this tool, or record again with the installed one."
        raise CoverageFileError("coverage-schema", message, fix)


def _reason(error: Exception) -> str:
    """Without the raw content that SQLite quotes."""
    return str(error).partition(" with text ")[0]


def _damaged(reason: str) -> CoverageFileError:
    fix = "Delete the file and run the tests with coverage again."
    return CoverageFileError("coverage-damaged", f"is damaged: {reason}", fix)
