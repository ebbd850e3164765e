"""The part of an analysis that advice and reports ask for, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from pyramid.model.analysis import Analysis
from pyramid.model.coverage import Notice
from pyramid.model.facts import Failed, FileFacts, Skipped
from pyramid.model.layers import Certainty, FocalFunction, LayerVerdict, Role, TestLayer
from pyramid.model.meaning import HttpRequest, Meaning, Route, TestCase
from pyramid.model.program import CallEdge
from pyramid.model.provenance import Trace

#: Symbol, kind, line, first line, last line, complexity.
Row = tuple[str, str, int, int, int, int]
#: Caller and callee as places in ``Kept.names``, line, certainty, way.
Edge = tuple[int, int, int, Certainty, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An analysis without its program, of code whose files have these ``digests`` (by path).

    ``rows`` has one entry per definition of a file, in the file's order; ``modules`` names the
    files' modules.  ``commented`` are the files with comments that suppress findings; their facts
    are asked for, those of others are not.  ``notices`` are those about recorded runs, of which
    there were none.
    """

    digests: Mapping[str, str]
    rows: Mapping[str, tuple[Row, ...]]
    modules: Mapping[str, str]
    names: tuple[str, ...]
    edges: tuple[Edge, ...]
    tests: tuple[TestCase, ...]
    routes: tuple[Route, ...]
    requests: tuple[HttpRequest, ...]
    stubs: tuple[Meaning, ...]
    verdicts: Mapping[str, LayerVerdict]
    roles: Mapping[str, Role]
    focal: Mapping[str, tuple[FocalFunction, ...]]
    claims: Mapping[str, TestLayer]
    traces: tuple[Trace, ...]
    commented: frozenset[str] = frozenset()
    skipped: tuple[Skipped, ...] = ()
    failed: tuple[Failed, ...] = ()
    notices: tuple[Notice, ...] = ()

    def call_edges(self) -> Iterable[CallEdge]:
        """The edges of the call graph."""
        names = self.names
        for caller, callee, line, certainty, via in self.edges:
            yield CallEdge(names[caller], names[callee], line, certainty, via)


def keep(
    analysis: Analysis,
    digests: Mapping[str, str],
    is_commented: Callable[[FileFacts], bool],
) -> Kept:
    """What is to be kept of an analysis without recorded runs."""
    program = analysis.program
    names: dict[str, int] = {}
    edges = tuple(_edge(edge, names) for edge in analysis.graph.edges())
    return Kept(
        digests=digests,
        rows={path: _rows(analysis, path) for path in program.paths()},
        modules={path: program.module(path) for path in program.paths()},
        names=tuple(names),
        edges=edges,
        tests=analysis.tests,
        routes=analysis.routes,
        requests=analysis.requests,
        stubs=tuple(replace(stub, expression=None) for stub in analysis.meanings.of_kind("stub")),
        verdicts=analysis.verdicts,
        roles=analysis.roles,
        focal=analysis.focal,
        claims=analysis.claims,
        traces=analysis.traces,
        commented=frozenset(path for path in program.paths() if is_commented(program.facts(path))),
        skipped=tuple(each for each in analysis.outcomes if isinstance(each, Skipped)),
        failed=tuple(each for each in analysis.outcomes if isinstance(each, Failed)),
        notices=analysis.coverage.notices,
    )


def _edge(edge: CallEdge, names: dict[str, int]) -> Edge:
    caller, callee = (names.setdefault(name, len(names)) for name in (edge.caller, edge.callee))
    return (caller, callee, edge.line, edge.certainty, edge.via)


def _rows(analysis: Analysis, path: str) -> tuple[Row, ...]:
    program = analysis.program
    rows = []
    for index, definition in enumerate(program.facts(path).definitions):
        symbol = program.symbol_at(path, index)
        rows.append(
            (
                symbol.name,
                symbol.kind,
                symbol.line,
                symbol.start_line,
                symbol.end_line,
                definition.complexity,
            )
        )
    return tuple(rows)
