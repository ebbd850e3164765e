"""Try every fault of a function on the tests of each layer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyramid.model.coverage import Notice
from pyramid.model.errors import PyramidError
from pyramid.model.proof import CAUGHT, SURVIVED, FaultTrials, LayerTests, Proof, Trial
from pyramid.prove.faults import break_function
from pyramid.prove.processes import Ended, run
from pyramid.prove.sandbox import mark_of, sandbox
from pyramid.prove.store import digest

_LEAST = 20.0  # seconds, before a run counts as hanging
_SLOWER = 4.0  # times the unchanged code
_PROBE = '\n__import__("pathlib").Path({!r}).touch()\n'
_FOREIGN = ("COVERAGE_PROCESS_START", "COV_CORE_SOURCE", "COV_CORE_CONFIG", "COV_CORE_DATAFILE")

#: Called with what is done, how much of it, and how much there is.
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Tests that one command runs: ``words`` whole, ``failed`` the exit statuses that mean that a test
    failed."""

    words: tuple[str, ...]
    failed: tuple[int, ...] = (1,)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRun:
    """The tests of one layer, as commands; ``more`` tests reach the function and are not run."""

    layer: str
    tests: tuple[str, ...]
    batches: tuple[Batch, ...]
    more: int = 0


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


class Prover:
    """Breaks functions in one copy of a repository."""

    def __init__(self, root: Path, tell: Tell | None = None) -> None:
        self._root = root
        self._tell = tell or (lambda what, done, total: None)

    def prove(self, requests: Sequence[Request]) -> Iterator[Proof]:
        """One proof after the other; the copy is gone when the last is taken or the first fails."""
        with sandbox(self._root) as (copy, scratch):
            for request in requests:
                yield self._prove(request, _Bench(self._root, copy, scratch, request))

    def _prove(self, request: Request, bench: _Bench) -> Proof:
        broken = break_function(bench.source, request.qualname, request.line, request.most)
        proof = Proof(
            function=request.function,
            path=request.path,
            line=request.line,
            files={name: digest((self._root / name).read_bytes()) for name in (request.path, *request.files)},
        )
        if not broken:
            return replace(proof, notices=(_no_fault(request),))
        layers: list[tuple[LayerRun, LayerTests]] = []
        notices: list[Notice] = []
        for layer in request.layers:
            self._tell(f"{request.function}: {layer.layer} tests unchanged", 0, 0)
            found = bench.baseline(layer)
            if isinstance(found, Notice):
                notices.append(found)
            else:
                layers.append((layer, found))
        trials = []
        for number, each in enumerate(broken if layers else ()):
            self._tell(f"{request.function}: {each.fault.kind}", number, len(broken))
            with bench.broken(each.text):
                tried = tuple(bench.trial(layer, known.seconds) for layer, known in layers)
            trials.append(FaultTrials(fault=each.fault, trials=tried))
        return replace(
            proof,
            layers=tuple(known for _, known in layers),
            faults=tuple(trials),
            notices=tuple(notices),
        )


class _Bench:
    """The copy with one function's file."""

    def __init__(self, root: Path, copy: Path, scratch: Path, request: Request) -> None:
        self._copy, self._scratch, self._request = copy, scratch, request
        self._file = copy / request.path
        self._bytes = self._file.read_bytes()
        self.source = _decoded(self._bytes, request.path)
        roots = [str(copy / each) if each else str(copy) for each in request.roots]
        self._environment = {
            **{name: value for name, value in os.environ.items() if name not in _FOREIGN},
            **request.environment,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join([*roots, *filter(None, [os.environ.get("PYTHONPATH", "")])]),
            "TMPDIR": str(scratch),
        }

    def baseline(self, layer: LayerRun) -> LayerTests | Notice:
        """The tests on the unchanged code: they must pass, and run the code of the copy."""
        probe = self._scratch / "probe"
        probe.unlink(missing_ok=True)
        with self.broken(self.source + _PROBE.format(str(probe))):
            ended = [self._run(batch, self._request.timeout or 600.0) for batch in layer.batches]
        if any(each.status != 0 for each in ended):
            return _fails(layer, next(each for each in ended if each.status != 0))
        if not probe.exists():
            return _elsewhere(layer, self._request)
        seconds = round(sum(each.seconds for each in ended), 3)
        return LayerTests(layer=layer.layer, tests=layer.tests, more=layer.more, seconds=seconds)

    def broken(self, text: str) -> _Changed:
        """The file with another text, for as long as it is needed."""
        return _Changed(self._file, text.encode("utf-8"), self._bytes)

    def trial(self, layer: LayerRun, usual: float) -> Trial:
        """The tests of a layer, until one fails."""
        limit = self._request.timeout or max(_LEAST, usual * _SLOWER + 10)
        seconds = 0.0
        for batch in layer.batches:
            ended = self._run(batch, limit)
            seconds = round(seconds + ended.seconds, 3)
            if ended.status != 0:
                how = _how(ended.status, batch)
                return Trial(layer=layer.layer, outcome=CAUGHT, seconds=seconds, how=how)
        return Trial(layer=layer.layer, outcome=SURVIVED, seconds=seconds)

    def _run(self, batch: Batch, limit: float) -> Ended:
        log = self._scratch / "output"
        try:
            return run(batch.words, self._copy, self._environment, mark_of(self._copy), limit, log)
        except OSError as error:
            fix = "Name the interpreter of the project's environment: --python PATH"
            message = f"{batch.words[0]} cannot be run: {error.strerror}"
            raise PyramidError("prove-no-runner", message, fix) from error


class _Changed:
    """A file with other bytes inside ``with``."""

    def __init__(self, file: Path, new: bytes, old: bytes) -> None:
        self._file, self._new, self._old = file, new, old

    def __enter__(self) -> None:
        self._file.write_bytes(self._new)

    def __exit__(self, *_: object) -> None:
        self._file.write_bytes(self._old)


def _how(status: int | None, batch: Batch) -> str:
    if status is None:
        return "timeout"
    return "failed" if status in batch.failed else "broken"


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


def _fails(layer: LayerRun, ended: Ended) -> Notice:
    said = " ".join(ended.output.split()[-40:])
    why = "took too long" if ended.status is None else f"ended with status {ended.status}"
    return Notice(
        slug="prove-baseline-fails",
        message=f"the {layer.layer} tests do not pass on the unchanged code ({why}): {said}",
        fix="Run them yourself first; name the project's interpreter with --python.",
        path=layer.tests[0].partition("::")[0],
        severity="error",
    )


def _elsewhere(layer: LayerRun, request: Request) -> Notice:
    return Notice(
        slug="prove-other-code",
        message=f"the {layer.layer} tests do not import {request.path} of the copy",
        fix="Install the project in development mode, or let its tests import it from the checkout.",
        path=request.path,
        severity="error",
    )
