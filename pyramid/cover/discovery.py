"""Which data files to read, and what the run was configured to record."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyramid.model.coverage import Notice

_CONFIGURATIONS = (".coveragerc", ".coveragerc.toml", "setup.cfg", "tox.ini", "pyproject.toml")
_REPORTS = (
    "coverage.json",
    "coverage.xml",
    "cobertura.xml",
    "lcov.info",
    "coverage.lcov",
    "coverage/lcov.info",
    "coverage/coverage-final.json",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunConfiguration:
    """What coverage.py's configuration at ``path`` ("" when there is none) asks for."""

    path: str = ""
    core: str = ""
    dynamic_context: str = ""
    data_file: str = ".coverage"
    relative_files: bool = False


def find_configuration(root: Path) -> RunConfiguration:
    """The configuration that a run in the root would use, read by coverage.py itself."""
    from coverage import Coverage
    from coverage.exceptions import CoverageException

    for name in _CONFIGURATIONS:
        if not _mentions_coverage(root / name):
            continue
        try:
            run = Coverage(data_file=None, config_file=str(root / name))
            values = {key: run.get_option(f"run:{key}") for key in ("core", "dynamic_context", "data_file")}
        except (CoverageException, ValueError, OSError):
            continue  # its own tool says what is wrong with it
        texts = {key: str(value) for key, value in values.items() if value}
        return RunConfiguration(path=name, relative_files=bool(run.get_option("run:relative_files")), **texts)
    return RunConfiguration(core=os.environ.get("COVERAGE_CORE", ""))


def find_data(root: Path, configuration: RunConfiguration) -> tuple[tuple[Path, ...], tuple[Notice, ...]]:
    """The data files that a user of coverage.py would expect to be read, and what to say of them.

    Data with contexts is preferred to reports made from it.
    """
    named = os.environ.get("COVERAGE_FILE")
    main = Path(named).absolute() if named else root / configuration.data_file
    parts = _parts(main)
    if os.path.isfile(main):
        return (main,), _uncombined(main, parts, root, read=False)
    if parts:
        return parts, _uncombined(main, parts, root, read=True)
    if named:
        return (main,), ()  # reading it will tell that it is not there
    return tuple(root / name for name in _REPORTS if os.path.isfile(root / name))[:1], ()


def find_records(root: Path) -> tuple[Path, ...]:
    """What the recorder wrote below the root: put together, and not yet."""
    from pyramid_recorder.configuration import COMBINED, RECORDS
    from pyramid_recorder.records import SUFFIX

    combined, folder = root / COMBINED, root / RECORDS
    try:
        parts = (folder,) if any(name.endswith(SUFFIX) for name in os.listdir(folder)) else ()
    except OSError:
        parts = ()
    return (*((combined,) if os.path.isfile(combined) else ()), *parts)


def record_places() -> tuple[str, ...]:
    """Where the recorder writes, below a root."""
    from pyramid_recorder.configuration import COMBINED, RECORDS

    return COMBINED, RECORDS


def _mentions_coverage(path: Path) -> bool:
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return False
    marks = ("[run]",) if path.name.startswith(".coveragerc") else ("coverage:run", "tool.coverage")
    return any(mark in text for mark in (*marks, "[run]"))


def _parts(main: Path) -> tuple[Path, ...]:
    """What parallel processes wrote: the name of the data file, a dot and something more."""
    try:
        found = sorted(main.parent.glob(f"{main.name}.*"))
    except OSError:
        return ()
    return tuple(path for path in found if os.path.isfile(path) and _is_sqlite(path))


def _is_sqlite(path: Path) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _uncombined(main: Path, parts: Sequence[Path], root: Path, read: bool) -> tuple[Notice, ...]:
    newer = [path for path in parts if read or path.stat().st_mtime > main.stat().st_mtime]
    if not newer:
        return ()
    what = "were read together" if read else f"are newer than {main.name} and were not read"
    notice = Notice(
        slug="coverage-not-combined",
        message=f"{len(newer)} data files of parallel processes ({newer[0].name} …) {what}",
        fix="Run `coverage combine`.",
        path=display(newer[0].parent, root),
        severity="note" if read else "warning",
    )
    return (notice,)


def display(path: Path, root: Path) -> str:
    """A path as users see it: relative to the root when it lies below it."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()
