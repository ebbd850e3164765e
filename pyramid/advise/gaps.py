"""Business logic that the suite leaves to end-to-end tests, or to nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p

from pyramid.advise.reach import Reach
from pyramid.model.coverage import CoverageReport
from pyramid.model.layers import Role, TestLayer
from pyramid.model.program import CallGraph, Program
from pyramid.model.report import GapEntry
from pyramid.rulebook.advice_rules import AdviceRule, applies
from pyramid.settings import Settings

_REAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    weight: tuple[float, int]
    rule: AdviceRule
    function: str
    message: str
    evidence: str
    coverage: float | None
    complexity: int
    fan_in: int
    churn: int | None


def find_gaps(
    program: Program,
    graph: CallGraph,
    roles: Mapping[str, Role],
    reach: Reach,
    coverage: CoverageReport,
    settings: Settings,
    rules: Sequence[AdviceRule],
    churn: Mapping[str, int] | None = None,
) -> tuple[GapEntry, ...]:
    """Gaps, the most critical first: only-e2e before untested before below target, then by complexity,
    weighted by how many call the function and (``churn``: commits by path) how often its file changes."""
    found = []
    for name in sorted(name for name, role in roles.items() if role is Role.LOGIC):
        facts = _facts(program, name, reach, coverage, settings)
        rule = next((rule for rule in rules if applies(rule, facts)), None)
        if rule is not None:
            found.append(_gap(program, graph, rule, name, reach, coverage, settings, churn or {}))
    found.sort(key=lambda gap: (gap.rule.code, gap.weight, gap.function))
    return tuple(_entry(program, gap, rank) for rank, gap in enumerate(found, 1))


def _facts(
    program: Program, name: str, reach: Reach, coverage: CoverageReport, settings: Settings
) -> dict[str, list[str]]:
    layers = reach.layers(name)
    definition = program.definition(name)
    return {
        "role": [Role.LOGIC.value],
        "reached": ["none" if not layers else "e2e-only" if layers == {TestLayer.E2E} else "lower"],
        "coverage": [_coverage(program, name, coverage, settings)],
        "size": ["real" if definition.complexity >= _REAL else "small"],
    }


def _coverage(program: Program, name: str, coverage: CoverageReport, settings: Settings) -> str:
    entry = coverage.functions.get(name)
    if entry is None or entry.total is None or not entry.lines:
        return "unmeasured"
    band = settings.coverage_target.band(program.symbols()[name].path)
    return "below" if entry.total < band.low else "inside" if entry.total < band.high else "above"


def _gap(
    program: Program,
    graph: CallGraph,
    rule: AdviceRule,
    name: str,
    reach: Reach,
    coverage: CoverageReport,
    settings: Settings,
    churn: Mapping[str, int],
) -> _Gap:
    entry = coverage.functions.get(name)
    share = entry.total if entry and entry.lines else None
    band = settings.coverage_target.band(program.symbols()[name].path)
    words = {
        "function": ".".join(name.split(".")[-2:]),
        "coverage": _percent(share) if share is not None else "?",
        "target": _percent(band.low),
    }
    symbol, complexity = program.symbols()[name], program.definition(name).complexity
    fan_in, changes = len({edge.caller for edge in graph.callers(name)}), churn.get(symbol.path)
    return _Gap(
        weight=(_weight(complexity, fan_in, changes), symbol.line),
        complexity=complexity,
        fan_in=fan_in,
        churn=changes,
        rule=rule,
        function=name,
        message=rule.message.format_map(words),
        evidence="measured" if name in reach.measured or share is not None else "inferred",
        coverage=share,
    )


def _weight(complexity: int, fan_in: int, churn: int | None) -> float:
    """Smaller is more critical: every caller and every change adds less than the one before."""
    return -complexity * (1 + log1p(fan_in)) * (1 + log1p(churn or 0))


def _entry(program: Program, gap: _Gap, rank: int) -> GapEntry:
    symbol = program.symbols()[gap.function]
    return GapEntry(
        code=gap.rule.code,
        function=gap.function,
        path=symbol.path,
        line=symbol.line,
        reason=gap.message,
        evidence=gap.evidence,
        rank=rank,
        coverage=gap.coverage,
        complexity=gap.complexity,
        fan_in=gap.fan_in,
        churn=gap.churn,
    )


def _percent(share: float) -> str:
    """Never rounded into 0 or 100 %."""
    rounded = round(share * 100)
    if rounded == 0 and share > 0:
        return "under 1 %"
    return "over 99 %" if rounded == 100 and share < 1 else f"{rounded} %"
