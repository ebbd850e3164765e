"""From a subject to its answer: what the report says, and the paths that the call graph has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyramid.cli.lookup import Subject
from pyramid.model.analysis import Analysis
from pyramid.model.layers import EvidenceKind
from pyramid.model.meaning import TestCase
from pyramid.model.program import CallEdge
from pyramid.model.report import CheckEntry, FunctionEntry, PathStep, Report, TestEntry
from pyramid.render import Answer, CallPath, CheckAnswer, FunctionAnswer, Reach, TestAnswer

_PATHS = 3


class Explainer:
    """Answers about one audit."""

    def __init__(self, report: Report, analysis: Analysis) -> None:
        self._report = report
        self._analysis = analysis
        self._cases = {case.id: case for case in analysis.tests}
        self._tests = {test.id: test for test in report.tests}
        functions = analysis.coverage.functions.values()
        self._recorded = frozenset(test for function in functions for test in function.tests)
        self._advice = {entry.id: entry for entry in report.recommendations}

    def answer(self, subject: Subject) -> Answer:
        """Why it is as it is."""
        if isinstance(subject, CheckEntry):
            return self._check(subject)
        if isinstance(subject, TestEntry):
            checks = (check for check in self._report.checks if subject.id in check.test)
            return TestAnswer(test=subject, checks=tuple(checks))
        return self.function(subject)

    def function(self, entry: FunctionEntry) -> FunctionAnswer:
        """Who reaches a function, measured where it was recorded and inferred where not."""
        reached = tuple(self._reached(entry))
        return FunctionAnswer(
            function=entry,
            gaps=tuple(gap for gap in self._report.gaps if gap.function == entry.name),
            decides=tuple(check for check in self._report.checks if _decides(entry, check)),
            paths=tuple(self._paths((reach.test.id for reach in _one_a_layer(reached)), entry.name)),
            reached=reached,
        )

    def _check(self, check: CheckEntry) -> CheckAnswer:
        advice = self._advice.get(check.recommendation or "")
        told: tuple[CallPath, ...] = ()
        if advice is not None and advice.path:
            told = (CallPath(test=next(iter(check.test), ""), layer=advice.from_, steps=advice.path),)
        elif check.decided_by:
            told = tuple(self._paths(check.test[:1], check.decided_by[0].function))
        return CheckAnswer(check=check, recommendation=advice, paths=told)

    def _reached(self, entry: FunctionEntry) -> Iterator[Reach]:
        recorded = self._analysis.coverage.functions.get(entry.name)
        measured = frozenset(recorded.tests if recorded else ())
        for case in self._analysis.tests:
            if case.id not in self._tests:
                continue
            if case.id in measured:
                yield Reach(test=self._tests[case.id], how=EvidenceKind.MEASURED.value)
            elif case.id not in self._recorded and entry.name in self._analysis.graph.reached_from(
                case.symbol
            ):
                yield Reach(test=self._tests[case.id], how=EvidenceKind.INFERRED.value)

    def _paths(self, tests: Iterable[str], goal: str) -> Iterator[CallPath]:
        for name in tests:
            case = self._cases.get(name)
            steps = self._steps(case, goal) if case else ()
            if steps:
                yield CallPath(test=name, layer=self._tests[name].layer, steps=steps)

    def _steps(self, case: TestCase, goal: str) -> tuple[PathStep, ...]:
        return tuple(self._step(edge) for edge in self._analysis.graph.path(case.symbol, goal))

    def _step(self, edge: CallEdge) -> PathStep:
        caller = self._analysis.program.symbols().get(edge.caller)
        return PathStep(
            name=edge.callee,
            path=caller.path if caller else "",
            line=edge.line,
            via=edge.via,
            certainty=edge.certainty.value,
        )


def _decides(entry: FunctionEntry, check: CheckEntry) -> bool:
    return bool(check.decided_by) and check.decided_by[0].function == entry.name


def _one_a_layer(reached: Iterable[Reach]) -> list[Reach]:
    """The first test of each layer: enough to see how a function is come to."""
    first: dict[str, Reach] = {}
    for reach in reached:
        first.setdefault(reach.test.layer, reach)
    return list(first.values())[:_PATHS]
