"""From what was kept back to an analysis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from pyramid.graph import IndexedCallGraph
from pyramid.keep.kept import Kept
from pyramid.keep.outline import Outline
from pyramid.keep.shift import Moves, shifted
from pyramid.model.analysis import Analysis
from pyramid.model.coverage import CoverageReport
from pyramid.model.facts import FileFacts, Statement
from pyramid.model.layers import EvidenceKind
from pyramid.model.meaning import Meanings
from pyramid.model.program import Program
from pyramid.model.provenance import Trace


def resume(
    kept: Kept,
    root: Path,
    moves: Moves,
    facts: Mapping[str, FileFacts],
    source_text: Callable[[str, int, int], str],
) -> Analysis | None:
    """The analysis of code that says the same on other lines; None when that cannot be told.

    ``facts`` are those of the files in ``kept.commented`` and in ``moves``, as they are now;
    ``source_text`` reads lines of theirs.  Recorded results, proofs and history are not part of it.
    """
    try:
        here = shifted(kept, moves)
        traces = tuple(
            _reworded(trace, facts[trace.check.path], source_text) if trace.check.path in moves else trace
            for trace in here.traces
        )
    except KeyError:
        return None
    return Analysis(
        root=root,
        program=cast(Program, Outline(here, facts)),
        graph=IndexedCallGraph.again(here.call_edges()),
        meanings=Meanings.of(here.stubs),
        tests=here.tests,
        routes=here.routes,
        requests=here.requests,
        verdicts=here.verdicts,
        roles=here.roles,
        focal=here.focal,
        claims=here.claims,
        traces=traces,
        coverage=CoverageReport(evidence=EvidenceKind.NONE, notices=here.notices),
        outcomes=(*here.skipped, *here.failed),
    )


def _reworded(trace: Trace, facts: FileFacts, source_text: Callable[[str, int, int], str]) -> Trace:
    """A check is shown as it is written; of a statement with a block its first line is.

    ``KeyError`` when it cannot be told how much of it is shown.
    """
    check, last = trace.check, trace.check.end_line
    if check.start_line < last:
        heads = {
            bool(statement.body)
            for definition in facts.definitions
            for statement in _statements(definition.body)
            if (statement.line, statement.end_line) == (check.start_line, last)
        }
        if len(heads) != 1:
            raise KeyError(check.start_line)
        last = check.start_line if heads == {True} else last
    return replace(trace, check=replace(check, text=source_text(check.path, check.start_line, last)))


def _statements(body: Sequence[Statement]) -> Iterator[Statement]:
    for statement in body:
        yield statement
        yield from _statements(statement.body)
