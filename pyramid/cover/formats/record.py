"""What the recorder wrote: functions, or lines too, that each test ran in the application's processes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyramid.cover.recording import CoverageFileError, Recording, Sights
from pyramid_recorder import records
from pyramid_recorder.records import Place, RecordError

NAME = "record of tests"


def recognises(head: bytes) -> bool:
    """The header of a record."""
    return records.is_record(head)


def read(path: Path) -> Recording:
    """Read a file, or all the files of a folder, as one recording."""
    try:
        record = records.read([path])
    except RecordError as error:
        place = f" (line {error.line})" if error.line else ""
        raise CoverageFileError(error.slug, f"{error.message}{place}", error.fix) from error
    seen: dict[tuple[str, str], _Seen] = {file: _Seen() for file in record.files}
    contexts = set()
    for name, own, setup in record.tests():
        for phase, places in (("run", own), ("setup", setup)):
            contexts.add(f"{name}|{phase}")
            _note(seen, places, f"{name}|{phase}")
    _note(seen, record.outside(), "")
    names = sorted({name for name, _ in record.files})
    return Recording(
        path=path,
        form=NAME,
        is_report=False,
        files=tuple(names),
        lines=lambda file: {},
        contexts=frozenset(contexts),
        sights={
            name: {digest: found.sights() for (file, digest), found in seen.items() if file == name}
            for name in names
        },
        unanswered=tuple(sorted(record.unanswered())),
    )


class _Seen:
    def __init__(self) -> None:
        self.functions: dict[tuple[int, str], list[str]] = defaultdict(list)
        self.lines: dict[int, list[str]] = defaultdict(list)

    def sights(self) -> Sights:
        return Sights(functions=self.functions, lines=self.lines)


def _note(seen: dict[tuple[str, str], _Seen], places: Iterable[Place], context: str) -> None:
    for file, digest, line, name in places:
        if name:
            seen[file, digest].functions[line, name].append(context)
        else:
            seen[file, digest].lines[line].append(context)
