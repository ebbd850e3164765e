"""Records of lines → coverage.py's own data, so that every tool that reads contexts can read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyramid.cover.discovery import find_configuration
from pyramid.cover.recording import CoverageFileError
from pyramid_recorder.records import Place, Record
from pyramid_recorder.sources import digest


def export_coverage(record: Record, file: Path, root: Path) -> tuple[str, ...]:
    """Write the lines that each test ran as coverage data with the contexts ``test|run`` and, for what
    its wider fixtures ran, ``test|setup``.

    A file whose source is not the recorded one is left out; the names of those are given back.
    Raises CoverageFileError when the record has no lines.
    """
    from coverage import CoverageData

    runs = [
        (f"{name}|{phase}", _lines(places))
        for name, own, setup in record.tests()
        for phase, places in (("run", own), ("setup", setup))
    ]
    runs.append(("", _lines(record.outside())))
    if not any(places for _, places in runs):
        fix = "Record again with `pyramid record --lines`."
        raise CoverageFileError("record-without-lines", "the record has functions, but no lines", fix)
    current = {name: digest(str(root / name)) for name, _ in record.files}
    named = _names(root, current)
    data = CoverageData(basename=str(file))
    data.erase()
    data.add_lines({named[name]: () for name, known in record.files if known == current[name]})
    for context, places in runs:
        ran: dict[str, set[int]] = defaultdict(set)
        for place in places:
            if place.digest == current[place.file]:
                ran[named[place.file]].add(place.line)
        if ran:
            data.set_context(context)
            data.add_lines(ran)
    data.write()
    data.close()
    return tuple(sorted({name for name, known in record.files if known != current[name]}))


def _lines(places: Iterable[Place]) -> list[Place]:
    return [place for place in places if not place.name]


def _names(root: Path, names: Iterable[str]) -> dict[str, str]:
    """As coverage itself would name them here."""
    if find_configuration(root).relative_files:
        return {name: name for name in names}
    return {name: str((root / name).resolve()) for name in names}
