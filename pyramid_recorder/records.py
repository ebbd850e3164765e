"""Records, read and put together: which test ran what, over processes, hosts and runs.

``docs/explanation/records.md`` describes the format.  A section begins with its header; numbers of
files and places hold inside their section.  A last line without its end was cut off by the end of
its process and is left out.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pyramid_recorder import FORMAT

SUFFIX = ".jsonl"


class RecordError(Exception):
    """A file that holds no usable record.  ``slug``, ``message`` and ``fix`` say why and what next."""

    def __init__(self, slug: str, message: str, fix: str, path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.slug, self.message, self.fix, self.path, self.line = slug, message, fix, path, line


class Place(NamedTuple):
    """A function (``line`` is the first of its definition) or, without a name, a line; ``digest`` is the
    hash of the source that ran."""

    file: str
    digest: str
    line: int
    name: str


@dataclass
class Asker:
    """Whoever has a token: a test, or a fixture of wider scope that several tests use."""

    name: str = ""
    kind: str = ""
    uses: set[str] = field(default_factory=set)
    ended: float | None = None
    sent: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    ran: set[Place] = field(default_factory=set)
    late: dict[Place, float] = field(default_factory=dict)


@dataclass
class Record:
    """Everything that was read: ``askers`` by token, with "" for what ran for nobody, the loaded
    ``files`` (name and digest), the headers of the ``processes`` and their ``errors``."""

    askers: dict[str, Asker] = field(default_factory=dict)
    files: set[tuple[str, str]] = field(default_factory=set)
    processes: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def asker(self, token: str) -> Asker:
        """The one of that token, made when it is new."""
        return self.askers.setdefault(token, Asker())

    def tests(self) -> Iterator[tuple[str, set[Place], set[Place]]]:
        """Each test's name with what it ran itself, and what the wider fixtures that it uses ran."""
        for asker in self.askers.values():
            if asker.kind == "test":
                used = (self._ran(self.askers[token]) for token in asker.uses if token in self.askers)
                yield asker.name, self._ran(asker), set[Place]().union(*used)

    def outside(self) -> set[Place]:
        """What ran for nobody, and what threads did for tests that had ended."""
        late = {place for asker in self.askers.values() for place in asker.late if _is_late(asker, place)}
        return self.asker("").ran | late

    def unanswered(self, run: str = "") -> dict[str, tuple[str, ...]]:
        """Tests and fixtures (of one run) whose labelled requests met no recorder, with where they were
        sent.  A test of which an origin records the others' requests may be answered by a stand-in."""
        recording = {host for asker in self.askers.values() for host in asker.answered}
        return {
            asker.name: _asked(asker)
            for token, asker in self.askers.items()
            if _asked(asker) and not asker.answered and token.startswith(run)
            if recording.isdisjoint(map(_host, _asked(asker)))
        }

    def unseen(self) -> dict[str, int]:
        """Where labelled requests and tasks were sent and no record names the place, with the number of
        tests: a server or worker without a recorder, a proxy, or a server of files."""
        recording = {host for asker in self.askers.values() for host in asker.answered}
        sent = [where for asker in self.askers.values() for where in asker.sent]
        return dict(sorted(Counter(where for where in sent if _host(where) not in recording).items()))

    @staticmethod
    def _ran(asker: Asker) -> set[Place]:
        return asker.ran | {place for place in asker.late if not _is_late(asker, place)}


def read(paths: Iterable[Path]) -> Record:
    """The records in files, and in the folders' files, as one.  Raises RecordError."""
    record = Record()
    for path in paths:
        for file in sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]:
            _Reader(record, file).read()
    return record


def is_record(head: bytes) -> bool:
    """Whether a file that begins so holds a record."""
    return head.startswith(b'{"pyramid_record":')


def write(record: Record, path: Path) -> None:
    """All of a record as one file, sorted, written whole or not at all."""
    lines = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in _lines(record))
    new = path.with_name(path.name + ".new")
    new.write_text(lines, "utf-8")
    os.replace(new, path)


class _Reader:
    """Reads one file into a record."""

    def __init__(self, record: Record, path: Path) -> None:
        self._record = record
        self._path = path
        self._files: dict[int, tuple[str, str]] = {}
        self._places: dict[int, Place] = {}
        self._pending: list[list[Any]] = []
        asker = record.asker
        self._kinds: Mapping[str, Callable[..., None]] = {
            "file": self._file,
            "place": self._place,
            "ran": lambda token, file, line, name, when=None: self._ran(token, (file, line, name), when),
            "line": lambda token, file, line, when=None: self._ran(token, (file, line, ""), when),
            "passed": lambda token, places: asker(token).ran.update(self._places[n] for n in places),
            "request": lambda token, host: asker(token).answered.add(host),
            "error": lambda words: record.errors.append(str(words)),
            "test": lambda token, name, when=None: self._name(token, name, "test"),
            "fixture": lambda token, name, when=None: self._name(token, name, "fixture"),
            "uses": lambda token, other: asker(token).uses.add(other),
            "sent": lambda token, origin: asker(token).sent.add(origin),
            "ended": self._ended,
        }

    def read(self) -> None:
        try:
            text = self._path.read_bytes()
        except OSError as error:
            fix = "Check the path, or record first: pyramid record -- COMMAND."
            raise self._error("record-unreadable", f"cannot be read: {error.strerror}", fix) from error
        if not text:
            return  # made by a process that was ended before its first line
        if not is_record(text):
            raise self._error("record-foreign", "is no record", "Give what `pyramid record` wrote.")
        for number, line in enumerate(text.split(b"\n")[:-1], 1):
            self._line(line, number)
        self._close_section()

    def _line(self, line: bytes, number: int) -> None:
        try:
            told = json.loads(line)
            if isinstance(told, dict):
                self._header(told, number)
            elif told[0] in ("ran", "line", "passed"):
                self._pending.append(told)  # another thread may declare its file a line later
            else:
                self._kinds[told[0]](*told[1:])
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            fix = "Delete the file and record again."
            raise self._error("record-damaged", f"is damaged: {error!r}", fix, number) from error

    def _header(self, header: dict[str, Any], number: int) -> None:
        self._close_section()
        version = header["pyramid_record"]
        if version != FORMAT:
            words = f"has version {version} of the record format; this pyramid reads {FORMAT}"
            raise self._error("record-version", words, "Use the pyramid that recorded it.", number)
        known = header.get("processes", [header])
        self._record.processes += [one for one in known if one not in self._record.processes]

    def _close_section(self) -> None:
        for told in self._pending:
            try:
                self._kinds[told[0]](*told[1:])
            except (TypeError, LookupError, ValueError) as error:
                fix = "Delete the file and record again."
                raise self._error("record-damaged", f"is damaged: {error!r} in {told}", fix) from error
        self._pending, self._files, self._places = [], {}, {}

    def _file(self, number: int, name: str, digest: str) -> None:
        self._files[number] = (str(name), str(digest))
        self._record.files.add((str(name), str(digest)))

    def _place(self, number: int, file: int, line: int, name: str) -> None:
        self._places[number] = Place(*self._files[file], int(line), str(name))

    def _ran(self, token: str, where: tuple[int, int, str], when: float | None) -> None:
        file, line, name = where
        asker, place = self._record.asker(token), Place(*self._files[file], int(line), str(name))
        if when is None:
            asker.ran.add(place)
        else:
            asker.late[place] = min(when, asker.late.get(place, when))

    def _name(self, token: str, name: str, kind: str) -> None:
        asker = self._record.asker(token)
        asker.name, asker.kind = str(name), kind

    def _ended(self, token: str, when: float) -> None:
        asker = self._record.asker(token)
        asker.ended = max(when, asker.ended or when)

    def _error(self, slug: str, message: str, fix: str, line: int = 0) -> RecordError:
        return RecordError(slug, message, fix, str(self._path), line)


def _asked(asker: Asker) -> tuple[str, ...]:
    """Where its requests were answered; what lies in a queue may never have been."""
    return tuple(sorted(where for where in asker.sent if not where.startswith("celery:")))


def _host(origin: str) -> str:
    return origin.partition("://")[2]


def _is_late(asker: Asker, place: Place) -> bool:
    """A thread that a test left behind may serve another one."""
    return asker.ended is not None and asker.late[place] > asker.ended and place not in asker.ran


def _lines(record: Record) -> Iterator[object]:
    processes = sorted(record.processes, key=lambda each: json.dumps(each, sort_keys=True))
    yield {"pyramid_record": FORMAT, "kind": "combined", "processes": processes}
    files = {file: number for number, file in enumerate(sorted(record.files))}
    for (name, digest), number in files.items():
        yield ["file", number, name, digest]
    askers = sorted(record.askers.items())
    places: dict[Place, int] = {}
    for place in sorted({place for _, asker in askers for place in asker.ran}):
        places[place] = len(places)
        yield ["place", places[place], files[place.file, place.digest], place.line, place.name]
    for token, asker in askers:
        yield from _asker_lines(token, asker, places, files)
    for words in sorted(set(record.errors)):
        yield ["error", words]


def _asker_lines(
    token: str, asker: Asker, places: Mapping[Place, int], files: Mapping[tuple[str, str], int]
) -> Iterator[Sequence[object]]:
    if asker.kind:
        yield [asker.kind, token, asker.name]
    yield from (["uses", token, other] for other in sorted(asker.uses))
    yield from (["sent", token, origin] for origin in sorted(asker.sent))
    yield from (["request", token, host] for host in sorted(asker.answered))
    if asker.ended is not None:
        yield ["ended", token, asker.ended]
    if asker.ran:
        yield ["passed", token, sorted(places[place] for place in asker.ran)]
    for place, when in sorted(asker.late.items()):
        named = ["ran", token, files[place.file, place.digest], place.line, place.name, when]
        yield named if place.name else ["line", token, named[2], place.line, when]
