"""Try every fault of a function on the tests of each layer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyramid.model.coverage import Notice
from pyramid.model.errors import PyramidError
from pyramid.model.proof import CAUGHT, SURVIVED, FaultTrials, LayerTests, Proof, Trial
from pyramid.prove.faults import Broken, break_function, watch_function
from pyramid.prove.leaving import left_out
from pyramid.prove.outcomes import read_lines
from pyramid.prove.running import Batch, Place, Probes, Read, Running, Way, unchanged
from pyramid.prove.sandbox import mark_of, sandbox
from pyramid.prove.store import digest

_LEAST = 20.0  # seconds, before a run counts as hanging
_SLOWER = 4.0  # times the unchanged code
_PROBE = '__import__("pathlib").Path({!r}).touch()'
_FOREIGN = ("COVERAGE_PROCESS_START", "COV_CORE_SOURCE", "COV_CORE_CONFIG", "COV_CORE_DATAFILE")

#: Called with what is done, how much of it, and how much there is.
Tell = Callable[[str, int, int], None]
_Layers = list[tuple[LayerTests, tuple[Running, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRun:
    """The tests of one layer, in the batches that one command each can run; ``more`` tests reach the
    function and are not run."""

    layer: str
    batches: tuple[Batch, ...]
    more: int = 0

    @property
    def tests(self) -> tuple[str, ...]:
        """All of them, by id."""
        return tuple(test for batch in self.batches for test in batch.tests)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A function to break: its file (relative to the root), name in the module and 1-based line.

    ``layers`` go from the cheapest up; ``files`` are those of the tests; ``roots`` are the folders
    (relative to the root) from which imports start; ``most`` bounds the faults, 0 for all.
    """

    function: str
    path: str
    qualname: str
    line: int
    layers: tuple[LayerRun, ...]
    files: tuple[str, ...]
    roots: tuple[str, ...] = ("",)
    most: int = 0
    timeout: float = 0.0
    environment: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def _read(kind: str, data: bytes, names: Mapping[str, str]) -> Mapping[str, str]:
    return read_lines(data.decode("utf-8", "replace"), names) if kind == "lines" else {}


class Prover:
    """Breaks functions in one copy of a repository."""

    def __init__(self, root: Path, tell: Tell | None = None, read: Read = _read) -> None:
        self._root = root
        self._tell = tell or (lambda what, done, total: None)
        self._read = read
        self._known: dict[tuple[str, ...], Way] = {}

    def prove(self, requests: Iterable[Request]) -> Iterator[Proof]:
        """One proof after the other; the copy is gone when the last is taken or the first fails."""
        with sandbox(self._root) as (copy, scratch):
            for request in requests:
                bench = _Bench(copy, scratch, request, self._read, self._known)
                yield self._prove(request, bench)

    def _prove(self, request: Request, bench: _Bench) -> Proof:
        broken = break_function(bench.source, request.qualname, request.line, request.most)
        proof = Proof(
            function=request.function,
            path=request.path,
            line=request.line,
            files={name: digest((self._root / name).read_bytes()) for name in (request.path, *request.files)},
        )
        if not broken:
            return replace(proof, notices=(*request.notices, _no_fault(request)))
        notices = [*request.notices]
        layers: list[tuple[LayerTests, tuple[Running, ...]]] = []
        for layer in request.layers:
            self._tell(f"{request.function}: {layer.layer} tests unchanged", 0, 0)
            known, running, told = bench.baseline(layer)
            notices += told
            if running:
                layers.append((known, running))
        trials = [] if not layers else self._try(request, bench, broken, layers)
        layers, trials, unsteady = self._steady(request, bench, layers, trials)
        return replace(
            proof,
            layers=tuple(known for known, _ in layers),
            faults=tuple(trials),
            notices=(*notices, *unsteady),
        )

    def _try(
        self, request: Request, bench: _Bench, broken: Sequence[Broken], layers: _Layers
    ) -> list[FaultTrials]:
        trials = []
        for number, each in enumerate(broken):
            self._tell(f"{request.function}: {each.fault.kind}", number, len(broken))
            with bench.broken(each.text):
                tried = tuple(bench.trial(known.layer, running) for known, running in layers)
            trials.append(FaultTrials(fault=each.fault, trials=tried))
        return trials

    def _steady(
        self, request: Request, bench: _Bench, layers: _Layers, trials: list[FaultTrials]
    ) -> tuple[_Layers, list[FaultTrials], list[Notice]]:
        """Without the layers whose tests now fail on the unchanged code: what they noticed is no proof."""
        notices = []
        for known, running in layers if trials else ():
            self._tell(f"{request.function}: {known.layer} tests unchanged once more", 0, 0)
            again = bench.trial(known.layer, running)
            if again.outcome != SURVIVED:
                notices.append(_unsteady(known))
        gone = {notice.message.split(" ")[1] for notice in notices}
        kept = [each for each in layers if each[0].layer not in gone]
        left = [
            replace(each, trials=tuple(trial for trial in each.trials if trial.layer not in gone))
            for each in trials
        ]
        return kept, left if kept else [], notices


class _Bench:
    """The copy with one function's file."""

    def __init__(
        self,
        copy: Path,
        scratch: Path,
        request: Request,
        read: Read,
        known: dict[tuple[str, ...], Way],
    ) -> None:
        self._request, self._scratch = request, scratch
        self._file = copy / request.path
        self._bytes = self._file.read_bytes()
        self.source = _decoded(self._bytes, request.path)
        roots = [str(copy / each) if each else str(copy) for each in request.roots]
        environment = {
            **{name: value for name, value in os.environ.items() if name not in _FOREIGN},
            **request.environment,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join([*roots, *filter(None, [os.environ.get("PYTHONPATH", "")])]),
            "TMPDIR": str(scratch),
        }
        mark = mark_of(scratch)
        self._place = Place(
            root=copy, scratch=scratch, environment=environment, mark=mark, read=read, known=known
        )

    def baseline(self, layer: LayerRun) -> tuple[LayerTests, tuple[Running, ...], list[Notice]]:
        """The tests that pass on the unchanged code and run the code of the copy; what is left out."""
        probes = Probes(imported=self._scratch / "imported", ran=self._scratch / "ran")
        limit, name, line = self._request.timeout, self._request.qualname, self._request.line
        watched = watch_function(self.source, name, line, _PROBE.format(str(probes.ran)))
        with self.broken(f"{watched}\n{_PROBE.format(str(probes.imported))}\n"):
            found = [unchanged(self._place, batch, probes, limit) for batch in layer.batches]
        running = tuple(each for each, _ in found if each is not None)
        known = LayerTests(
            layer=layer.layer,
            tests=tuple(test for each in running for test in each.tests),
            more=layer.more,
            seconds=round(sum(each.seconds for each in running), 3),
        )
        return known, running, list(left_out(layer.layer, [each for _, each in found], self._request.path))

    def broken(self, text: str) -> _Changed:
        """The file with another text, for as long as it is needed."""
        return _Changed(self._file, text.encode("utf-8"), self._bytes)

    def trial(self, layer: str, batches: Sequence[Running]) -> Trial:
        """The tests of a layer, until one fails."""
        seconds = 0.0
        for each in batches:
            limit = self._request.timeout or max(_LEAST, each.seconds * _SLOWER + 10)
            ended = self._place.start(each.way, each.tests, limit, stop=True)
            seconds = round(seconds + ended.seconds, 3)
            if ended.status != 0:
                how = _how(ended.status, each.way)
                return Trial(layer=layer, outcome=CAUGHT, seconds=seconds, how=how)
        return Trial(layer=layer, outcome=SURVIVED, seconds=seconds)


class _Changed:
    """A file with other bytes inside ``with``."""

    def __init__(self, file: Path, new: bytes, old: bytes) -> None:
        self._file, self._new, self._old = file, new, old

    def __enter__(self) -> None:
        self._file.write_bytes(self._new)

    def __exit__(self, *_: object) -> None:
        self._file.write_bytes(self._old)


def _how(status: int | None, way: Way) -> str:
    if status is None:
        return "timeout"
    return "failed" if status in way.failed else "broken"


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        fix = "Save the file as UTF-8."
        raise PyramidError("prove-not-utf-8", "is not UTF-8 text", fix, path) from error


def _no_fault(request: Request) -> Notice:
    return Notice(
        slug="prove-no-fault",
        message=f"{request.function} has nothing that could be broken",
        fix="Choose a function with a decision, a calculation or a result.",
        path=request.path,
        line=request.line,
        severity="note",
    )


def _unsteady(known: LayerTests) -> Notice:
    return Notice(
        slug="prove-unsteady",
        message=f"the {known.layer} tests pass before the faults and fail after them, on the same code",
        fix="Look for what they leave behind (a database, files), or for tests that fail now and then.",
        path=known.tests[0].partition("::")[0],
        severity="error",
    )
