"""One card per end-to-end check that can move: the seam, the way there, what to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyramid.advise.fingerprints import Fingerprints
from pyramid.advise.places import Places
from pyramid.advise.reach import Reach
from pyramid.advise.target import Placement
from pyramid.model.layers import Certainty, Role, Target, TestLayer
from pyramid.model.meaning import TestCase
from pyramid.model.program import CallGraph, Program
from pyramid.model.provenance import Candidate, Trace
from pyramid.model.report import EvidenceItem, PathStep, RecommendationEntry, Seam
from pyramid.rulebook.advice_rules import AdviceRule, applies

_SHOWN_VALUES = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dealer:
    """Makes cards from placed checks."""

    program: Program
    graph: CallGraph
    roles: Mapping[str, Role]
    reach: Reach
    places: Places
    tests: Mapping[str, TestCase]
    rules: Sequence[AdviceRule]
    fingerprints: Fingerprints = field(default_factory=Fingerprints)

    def card(self, trace: Trace, placement: Placement) -> RecommendationEntry | None:
        """The card of a check, None when it stays where it is."""
        if placement.target not in (Target.UNIT, Target.API) or placement.focal is None:
            return None
        facts = self._facts(placement)
        rule = next((rule for rule in self.rules if applies(rule, facts)), None)
        return self._card(trace, placement, placement.focal, rule) if rule else None

    def _facts(self, placement: Placement) -> dict[str, list[str]]:
        assert placement.focal is not None
        checked = [layer.value for layer in self.reach.checked.get(placement.focal.function, ())]
        return {
            "target": [placement.target.value],
            "checked_at": checked,
            "certainty": [placement.certainty.value],
            "kind": [placement.kind],
            "focal": ["yes"],
        }

    def _card(
        self, trace: Trace, placement: Placement, focal: Candidate, rule: AdviceRule
    ) -> RecommendationEntry:
        check = trace.check
        tests = tuple(self.tests[symbol].id for symbol in check.tests)
        to = rule.to or placement.target.value
        words = {
            "check": f"`{check.text}`",
            "focal": _short(focal.function),
            "expected": _values(trace.expected),
        }
        return RecommendationEntry(
            id=self.fingerprints.of(rule.code, tests[0] if tests else "", focal.function, check.text),
            code=rule.code,
            test=tests,
            check=f"{check.path}:{check.line}",
            text=check.text,
            from_=TestLayer.E2E.value,
            to=to,
            action=rule.action,
            seam=self._seam(focal, placement.target),
            path=self._path(trace, focal),
            message=rule.message.format_map(words),
            instead=rule.instead.format_map(words),
            write=rule.write.format_map(words),
            write_in=self._write_in(focal, placement.target),
            stays=rule.stays.format_map(words),
            confidence=placement.certainty.value,
            evidence=self._evidence(trace, placement, focal),
        )

    def _seam(self, focal: Candidate, target: Target) -> Seam | None:
        symbol = self.program.symbols().get(focal.function)
        if symbol is None:
            return None
        free = self.roles.get(focal.function) is Role.LOGIC
        needs = "" if free else "a test client" if target is Target.API else "its collaborators replaced"
        return Seam(function=symbol.name, path=symbol.path, line=symbol.line, callable=free, needs=needs)

    def _path(self, trace: Trace, focal: Candidate) -> tuple[PathStep, ...]:
        """From the check to the seam: the steps of the test, the handler, the calls to the function."""
        steps = [
            PathStep(name=hop.text, path=hop.path, line=hop.line, via="step", certainty=hop.certainty.value)
            for hop in reversed(trace.hops)
        ]
        for handler in trace.handlers:
            way = self.graph.path(handler, focal.function)
            if way or handler == focal.function:
                steps.extend(
                    PathStep(
                        name=edge.callee,
                        path=self._file(edge.caller),
                        line=edge.line,
                        via=edge.via,
                        certainty=edge.certainty.value,
                    )
                    for edge in way
                )
                break
        return tuple(steps)

    def _evidence(self, trace: Trace, placement: Placement, focal: Candidate) -> tuple[EvidenceItem, ...]:
        found = [EvidenceItem(kind="inferred", text=placement.because)]
        found += [
            EvidenceItem(kind="inferred", text=hop.text, path=hop.path, line=hop.line) for hop in focal.hops
        ]
        if focal.certainty is Certainty.CERTAIN:
            found.append(EvidenceItem(kind="measured", text=f"recorded: the test ran {focal.function}"))
        checkers = self.reach.checkers.get(focal.function, ())
        found += [EvidenceItem(kind="inferred", text=f"checked by {test}") for test in checkers[:3]]
        return tuple(found)

    def _write_in(self, focal: Candidate, target: Target) -> str:
        symbol = self.program.symbols().get(focal.function)
        if symbol is None:
            return ""
        module = self.program.module(symbol.path)
        siblings = [
            self.program.symbol_at(symbol.path, n).name
            for n in range(len(self.program.facts(symbol.path).definitions))
        ]
        return self.places.file_for(focal.function, module, siblings, TestLayer(target.value))

    def _file(self, name: str) -> str:
        symbol = self.program.symbols().get(name)
        return symbol.path if symbol else ""


def _short(function: str) -> str:
    return ".".join(function.split(".")[-2:])


def _values(expected: Sequence[str]) -> str:
    known = [text for text in expected if "\0" not in text and text.strip()]
    if not known:
        return ""
    shown = ", ".join(f"“{text}”" for text in known[:_SHOWN_VALUES])
    return f": {shown}" + (" …" if len(known) > _SHOWN_VALUES else "")
