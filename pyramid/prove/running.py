"""Run the tests of one layer: find the way that works, leave out what does not pass, stop at a failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from pyramid.model.errors import PyramidError
from pyramid.prove.processes import Ended, run

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
_LONGEST = 600.0  # seconds for tests whose usual time is not known yet

#: What became of each test, by id: from the kind of a report, its bytes, and the tests' names by id.
Read = Callable[[str, bytes, Mapping[str, str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to run tests: ``words`` is the command, in which ``{tests}``, ``{stop}`` (words that end
    the run at the first failure) and ``{report}`` (a file that it writes) stand for themselves.

    ``folder`` (relative to the root) is where it is run, ``names`` what it calls the tests, by id,
    ``outcomes`` how its report is read, ``failed`` the exit statuses that mean that a test failed.
    """

    words: tuple[str, ...]
    names: Mapping[str, str]
    folder: str = ""
    stop: tuple[str, ...] = ()
    outcomes: str = ""
    failed: tuple[int, ...] = (1,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Tests that one command can run, and the ways to do it, the likeliest first."""

    tests: tuple[str, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Tests that pass on the unchanged code, the way that runs them, and the seconds that they take."""

    way: Way
    tests: tuple[str, ...]
    seconds: float


@dataclass(slots=True)
class Found:
    """What became of the tests of a batch; ``said`` is the end of what a run printed that went wrong.

    ``foreign``: they import other code than the copy's; ``idle``: they pass and never run the function.
    """

    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    seconds: float = 0.0
    said: str = ""
    foreign: bool = False
    idle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where tests are run: the copy's root, a folder for temporary files, the environment, the mark."""

    root: Path
    scratch: Path
    environment: Mapping[str, str]
    mark: str
    read: Read
    known: dict[tuple[str, ...], Way] = field(default_factory=dict)

    def start(self, way: Way, tests: Sequence[str], limit: float, *, stop: bool) -> Ended:
        """One run.  Raises PyramidError when it cannot be started."""
        report = self.scratch / "report"
        report.unlink(missing_ok=True)
        slots = {
            "{tests}": [way.names[test] for test in tests],
            "{stop}": list(way.stop) if stop else [],
        }
        words = [
            part for word in way.words for part in slots.get(word, [word.replace("{report}", str(report))])
        ]
        try:
            folder = self.root / way.folder
            return run(words, folder, self.environment, self.mark, limit, self.scratch / "output")
        except OSError as error:
            fix = "Name the interpreter of the project's environment: --python PATH"
            message = f"{words[0]} cannot be run: {error.strerror}"
            raise PyramidError("prove-no-runner", message, fix) from error

    def outcomes(self, way: Way, tests: Sequence[str], ended: Ended) -> dict[str, str]:
        """By id, of the tests of which the report speaks; all of them where there is no report to read."""
        file = self.scratch / ("output" if way.outcomes == "lines" else "report")
        try:
            data = file.read_bytes() if way.outcomes else b""
        except OSError:
            data = b""
        names = {test: way.names[test] for test in tests}
        found = dict(self.read(way.outcomes, data, names)) if data else {}
        rest = PASSED if ended.status == 0 else FAILED
        if not way.outcomes or (len(tests) == 1 and not found) or (ended.status == 0 and not found):
            return dict.fromkeys(tests, rest)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """Files that appear when the copy's module is imported, and when the function is run."""

    imported: Path
    ran: Path

    def clear(self) -> None:
        """Before a run."""
        self.imported.unlink(missing_ok=True)
        self.ran.unlink(missing_ok=True)


def unchanged(place: Place, batch: Batch, probes: Probes, limit: float = 0.0) -> tuple[Running | None, Found]:
    """How the tests of a batch do on the unchanged code, in the way in which most of them pass."""
    best, way = Found(said="there is no way to run them"), None
    for each in _likeliest(place, batch):
        probes.clear()
        found = _try(place, each, batch.tests, limit or _LONGEST)
        if found.passed and not probes.imported.exists():
            found = Found(failed=batch.tests, foreign=True, said=found.said)
        elif found.passed and not probes.ran.exists():
            found = replace(found, idle=True)
        if way is None or len(found.passed) > len(best.passed):
            best, way = found, each
        if len(found.passed) + len(found.skipped) == len(batch.tests) and found.passed:
            break
    if way is None or not best.passed or best.idle:
        return None, best
    if best.failed or best.skipped:
        again = place.start(way, best.passed, limit or _LONGEST, stop=True)
        if again.status != 0:
            return None, Found(failed=batch.tests, said=again.output)
        best.seconds = again.seconds
    place.known[_kind(batch)] = way
    return Running(way=way, tests=best.passed, seconds=best.seconds), best


def _likeliest(place: Place, batch: Batch) -> Iterator[Way]:
    """The way that worked for the same kind of tests before comes first."""
    known = place.known.get(_kind(batch))
    alike = [way for way in batch.ways if known and _same(way, known)]
    yield from alike
    yield from (way for way in batch.ways if way not in alike)


def _same(way: Way, other: Way) -> bool:
    return (way.words, way.folder) == (other.words, other.folder)


def _kind(batch: Batch) -> tuple[str, ...]:
    return batch.ways[0].words if batch.ways else ()


def _try(place: Place, way: Way, tests: Sequence[str], limit: float) -> Found:
    """All at once; what the report does not speak of is run again file by file."""
    ended = place.start(way, tests, limit, stop=False)
    outcomes = place.outcomes(way, tests, ended)
    seconds, said = ended.seconds, ended.output if ended.status != 0 else ""
    untold = [test for test in tests if test not in outcomes]
    files = [list(group) for _, group in groupby(sorted(untold, key=_file), key=_file)]
    if files and (len(files) > 1 or len(untold) < len(tests)) and ended.status is not None:
        for group in files:
            inner = _try(place, way, group, limit)
            seconds += inner.seconds
            said = inner.said or said
            outcomes |= dict.fromkeys(inner.passed, PASSED) | dict.fromkeys(inner.skipped, SKIPPED)
    told = {test: outcomes.get(test, FAILED) for test in tests}
    passed, failed, skipped = (
        tuple(test for test in tests if told[test] == each) for each in (PASSED, FAILED, SKIPPED)
    )
    return Found(passed=passed, failed=failed, skipped=skipped, seconds=round(seconds, 3), said=said)


def _file(test: str) -> str:
    return test.partition("::")[0]
