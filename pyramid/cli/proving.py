"""From a subject to the functions to break and the tests to run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyramid.cli.failure import Failure
from pyramid.cli.lookup import Subject, subjects
from pyramid.cli.ways import Ways
from pyramid.model.analysis import Analysis
from pyramid.model.coverage import Notice
from pyramid.model.meaning import TestCase
from pyramid.model.proof import ORDER, Proof
from pyramid.model.report import CheckEntry, FunctionEntry, RecommendationEntry, Report
from pyramid.prove.proving import LayerRun, Request
from pyramid.rulebook import Command, Runner

_TOP = 4  # end-to-end tests of a function that decides no check: each of them costs seconds for each fault
_MANY = 200  # tests of another layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the command line asks for: layers (all when empty), most faults of a function, seconds."""

    python: str
    layers: tuple[str, ...] = ()
    faults: int = 0
    timeout: float = 0.0


def seams(report: Report, texts: Sequence[str], root: Path, *, every_card: bool) -> tuple[str, ...]:
    """Dotted names of the functions that the subjects are decided by, in order.  Raises Failure."""
    found: dict[str, None] = {}
    cards = {card.id: card for card in report.recommendations}
    if every_card:
        found.update((card.seam.function, None) for card in cards.values() if card.seam)
    for text in texts:
        names = [name for each in subjects(report, text, root) for name in _seam(each, cards, report)]
        if not names:
            fix = "Name a check with a card, a test with such checks, or a function."
            raise Failure("prove-no-seam", f"no function decides {text!r}", fix)
        found.update(dict.fromkeys(names))
    return tuple(found)


def interpreter(root: Path, given: str | None) -> str:
    """The Python that runs the project's tests: the one that is named, else that of its environment."""
    if given:
        return os.path.abspath(given) if os.sep in given else given
    active = os.environ.get("VIRTUAL_ENV")
    for folder in (*([Path(active)] if active else []), root / ".venv", root / "venv"):
        for name in ("bin/python", "Scripts/python.exe"):
            if os.path.exists(folder / name):
                return str(folder / name)
    return sys.executable


class Requests:
    """Makes the requests for one analysis."""

    def __init__(
        self,
        root: Path,
        analysis: Analysis,
        report: Report,
        runners: Sequence[Runner],
        commands: Sequence[Command],
        wishes: Wishes,
    ) -> None:
        self._analysis, self._report, self._wishes = analysis, report, wishes
        self._ways = Ways(root, runners, commands, wishes.python)
        self._layers = {entry.id: entry.layer for entry in report.tests}
        functions = analysis.coverage.functions.values()
        self._recorded = frozenset(test for function in functions for test in function.tests)
        roots = (_import_root(analysis, path) for path in analysis.program.paths())
        self._roots = tuple(sorted({root for root in roots if root}))

    def all(self, functions: Sequence[str]) -> tuple[list[Request], list[Proof]]:
        """What to run; and for each of several functions that no test reaches, a proof that says so.

        Raises Failure when nothing is left.
        """
        wanted, untried, last = [], [], None
        for function in functions:
            try:
                wanted.append(self.of(function))
            except Failure as error:
                untried.append(_untried(function, error))
                last = error
        if last is not None and not wanted:
            raise last
        return wanted, untried

    def of(self, function: str) -> Request:
        """What to break and what to run.  Raises Failure when no test reaches the function."""
        symbol = self._analysis.program.symbols()[function]
        if not symbol.path.endswith(".py"):
            fix = "Name a function of the Python code."
            message = f"{function} cannot be broken: only Python functions can"
            raise Failure("prove-no-python", message, fix, symbol.path, symbol.line)
        found, unable = self._by_layer(function)
        if not found:
            fix = f"Write one first: `pyramid tests {function}` shows what reaches it."
            message = f"no test that can be run reaches {function}"
            raise Failure("prove-no-test", message, fix, symbol.path, symbol.line)
        module = self._analysis.program.module(symbol.path)
        return Request(
            function=function,
            path=symbol.path,
            qualname=function.removeprefix(f"{module}."),
            line=symbol.line,
            layers=tuple(self._layer(function, name, found[name]) for name in ORDER if name in found),
            files=tuple(sorted({test.path for tests in found.values() for test in tests})),
            roots=("", *self._roots),
            most=self._wishes.faults,
            timeout=self._wishes.timeout,
            notices=_not_run(unable, self._layers),
        )

    def _by_layer(self, function: str) -> tuple[dict[str, list[TestCase]], list[TestCase]]:
        """The tests that can be run, by layer, and those that cannot."""
        found: dict[str, list[TestCase]] = {}
        unable = []
        for test in self._reaching(function):
            layer = self._layers.get(test.id, "")
            if layer in (self._wishes.layers or ORDER):
                if self._ways.can_run(test):
                    found.setdefault(layer, []).append(test)
                else:
                    unable.append(test)
        weight = self._weights(function)
        return {layer: sorted(tests, key=lambda test: weight(test)) for layer, tests in found.items()}, unable

    def _reaching(self, function: str) -> Iterator[TestCase]:
        """Measured where the test was recorded, else by the calls in the source."""
        known = self._analysis.coverage.functions.get(function)
        measured = frozenset(known.tests if known else ())
        decides = {test for card in self._cards(function) for test in card.test}
        for test in self._analysis.tests:
            reached = test.id in measured or test.id in decides
            if reached or (
                test.id not in self._recorded and function in self._analysis.graph.reached_from(test.symbol)
            ):
                yield test

    def _weights(self, function: str) -> Callable[[TestCase], tuple[bool, float, float, str]]:
        """Tests of the function's own cards first, then those that are about it, then the fastest."""
        decides = {test for card in self._cards(function) for test in card.test}

        def weight(test: TestCase) -> tuple[bool, float, float, str]:
            about = max(
                (f.score for f in self._analysis.focal.get(test.symbol, ()) if f.function == function),
                default=0,
            )
            history = self._analysis.results.tests.get(test.id)
            return test.id not in decides, -about, history.seconds if history else 0.0, test.id

        return weight

    def _cards(self, function: str) -> Iterable[RecommendationEntry]:
        return (card for card in self._report.recommendations if card.seam and card.seam.function == function)

    def _layer(self, function: str, layer: str, tests: Sequence[TestCase]) -> LayerRun:
        """Of the end-to-end tests those whose checks the function decides, where there are such."""
        chosen = tests[:_MANY]
        if layer == ORDER[-1]:
            decides = {test for card in self._cards(function) for test in card.test}
            chosen = [test for test in tests if test.id in decides] or tests[:_TOP]
        return LayerRun(layer=layer, batches=tuple(self._ways.batches(chosen)), more=len(tests) - len(chosen))


def _seam(subject: Subject, cards: Mapping[str, RecommendationEntry], report: Report) -> Iterator[str]:
    if isinstance(subject, FunctionEntry):
        yield subject.name
        return
    checks = (
        [subject] if isinstance(subject, CheckEntry) else [c for c in report.checks if subject.id in c.test]
    )
    for check in checks:
        card = cards.get(check.recommendation or "")
        if card is not None and card.seam is not None:
            yield card.seam.function
        elif check.decided_by:
            yield check.decided_by[0].function


def _untried(function: str, error: Failure) -> Proof:
    notice = Notice(
        slug=error.slug,
        message=error.message,
        fix=error.fix,
        path=error.path,
        line=error.line,
        severity="warning",
    )
    return Proof(function=function, path=error.path, line=error.line, notices=(notice,))


def _not_run(tests: Sequence[TestCase], layers: Mapping[str, str]) -> tuple[Notice, ...]:
    """What is said of tests that reach the function and that no known command runs."""
    if not tests:
        return ()
    kinds = ", ".join(sorted({f"{layers[test.id]} by {test.runner}" for test in tests}))
    return (
        Notice(
            slug="prove-not-run",
            message=f"{len(tests)} more tests reach the function and cannot be run by this command ({kinds})",
            fix="Judge by hand what they alone notice: nothing is proved about them.",
            path=tests[0].path,
            severity="warning",
        ),
    )


def _import_root(analysis: Analysis, path: str) -> str | None:
    """The folder from which the file's module is imported, "" for the root; None for what is no Python."""
    if not path.endswith(".py"):
        return None
    tail = analysis.program.module(path).replace(".", "/")
    for end in (f"{tail}.py", f"{tail}/__init__.py"):
        if path == end or path.endswith(f"/{end}"):
            return path[: -len(end)].rstrip("/")
    return None
