"""What the rooms found, as entries of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pyramid import __version__
from pyramid.model.analysis import Analysis
from pyramid.model.layers import Evidence, LayerVerdict, Role, TestLayer
from pyramid.model.meaning import HttpRequest, Route, TestCase
from pyramid.model.program import Symbol
from pyramid.model.report import (
    EvidenceItem,
    EvidenceSummary,
    FunctionEntry,
    LayerShare,
    PyramidShape,
    Report,
    RequestEntry,
    RouteEntry,
    SkippedEntry,
    TestEntry,
    ToolInfo,
)
from pyramid.settings import Settings

_STEPS = (TestLayer.E2E, TestLayer.API, TestLayer.INTEGRATION, TestLayer.COMPONENT, TestLayer.UNIT)


def report_of(analysis: Analysis, settings: Settings, *, reach: bool = False) -> Report:
    """The report without advice: tests, routes, requests and functions; sorted."""
    return Report(
        tool=ToolInfo(name="pyramid-audit", version=__version__),
        root=analysis.root.name,
        evidence=EvidenceSummary(level=analysis.coverage.evidence.value, sources=analysis.coverage.sources),
        pyramid=_shape(analysis, settings),
        tests=tuple(sorted(_tests(analysis, reach), key=lambda entry: (entry.path, entry.line, entry.id))),
        routes=tuple(sorted(map(_route, analysis.routes), key=lambda e: (e.file, e.line, e.path, e.method))),
        requests=tuple(sorted(map(_request, analysis.requests), key=lambda e: (e.path, e.line, e.url))),
        functions=tuple(sorted(_functions(analysis), key=lambda entry: (entry.path, entry.line, entry.name))),
        skipped=tuple(
            SkippedEntry(
                path=each.path,
                status=type(each).__name__.lower(),
                slug=each.slug,
                reason=each.reason,
                fix=each.fix,
                line=getattr(each, "line", 0),
            )
            for each in sorted(analysis.outcomes, key=lambda each: each.path)
        ),
    )


def _shape(analysis: Analysis, settings: Settings) -> PyramidShape:
    counts = Counter(verdict.layer for verdict in analysis.verdicts.values())
    total = sum(counts.values())
    layers = tuple(
        LayerShare(
            layer=layer.value,
            tests=counts[layer],
            share=counts[layer] / total if total else 0.0,
            target=settings.shape.target(layer),
        )
        for layer in TestLayer
        if counts[layer] or layer in _STEPS
    )
    return PyramidShape(name="", summary="", layers=layers)


def _tests(analysis: Analysis, reach: bool) -> Iterable[TestEntry]:
    for test in analysis.tests:
        yield _test(test, analysis.verdicts[test.symbol], _reaches(analysis, test) if reach else None)


def _test(test: TestCase, verdict: LayerVerdict, reaches: tuple[str, ...] | None) -> TestEntry:
    return TestEntry(
        id=test.id,
        path=test.path,
        line=test.line,
        layer=verdict.layer.value,
        certainty=verdict.certainty.value,
        tags=verdict.tags,
        evidence=tuple(map(_item, verdict.evidence)),
        runner_up=verdict.runner_up.value if verdict.runner_up else None,
        reaches=reaches,
    )


def _reaches(analysis: Analysis, test: TestCase) -> tuple[str, ...]:
    reached = analysis.graph.reached_from(test.symbol)
    return tuple(sorted(name for name in reached if analysis.roles.get(name, Role.TEST) is not Role.TEST))


def _item(evidence: Evidence) -> EvidenceItem:
    return EvidenceItem(kind=evidence.kind.value, text=evidence.text, path=evidence.path, line=evidence.line)


def _route(route: Route) -> RouteEntry:
    return RouteEntry(
        method=route.method, path=route.path, handler=route.handler, file=route.file, line=route.line
    )


def _request(request: HttpRequest) -> RequestEntry:
    return RequestEntry(
        path=request.path,
        line=request.line,
        method=request.method,
        url=request.url,
        handlers=request.handlers,
    )


def _functions(analysis: Analysis) -> Iterable[FunctionEntry]:
    """The application's functions; test code is not under test."""
    reached = _reached_by(analysis)
    symbols = analysis.program.symbols()
    for name, role in analysis.roles.items():
        if role is not Role.TEST and name in symbols:
            yield _function(analysis, symbols[name], role, reached.get(name, {}))


def _function(analysis: Analysis, symbol: Symbol, role: Role, reached: Mapping[str, int]) -> FunctionEntry:
    found = analysis.coverage.functions.get(symbol.name)
    by_layer = found.by_layer if found else {}
    layers = [layer for layer in TestLayer if layer is not TestLayer.UNKNOWN]
    return FunctionEntry(
        name=symbol.name,
        path=symbol.path,
        line=symbol.line,
        end_line=symbol.end_line,
        role=role.value,
        complexity=analysis.program.definition(symbol.name).complexity,
        coverage={layer.value: by_layer.get(layer) for layer in layers},
        reached_by=dict(reached),
        checked_at=(),
    )


def _reached_by(analysis: Analysis) -> dict[str, dict[str, int]]:
    """How many tests of each layer reach each function."""
    counts: dict[str, Counter[str]] = {}
    for test in analysis.tests:
        layer = analysis.verdicts[test.symbol].layer.value
        for name in analysis.graph.reached_from(test.symbol):
            counts.setdefault(name, Counter())[layer] += 1
    return {name: dict(sorted(count.items())) for name, count in counts.items()}
