"""From what was kept back to an analysis."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from pyramid.graph import IndexedCallGraph
from pyramid.keep.kept import Kept
from pyramid.keep.outline import Outline
from pyramid.keep.shift import Moves, shifted
from pyramid.model.analysis import Analysis
from pyramid.model.coverage import CoverageReport
from pyramid.model.facts import FileFacts
from pyramid.model.layers import EvidenceKind
from pyramid.model.meaning import Meanings
from pyramid.model.program import Program


def resume(kept: Kept, root: Path, moves: Moves, facts: Mapping[str, FileFacts]) -> Analysis | None:
    """The analysis of code that says the same on other lines; None when that cannot be told.

    ``facts`` are those of the files in ``kept.commented`` and in ``moves``, as they are now.  Recorded
    results, proofs and history are not part of it.
    """
    if any(trace.check.path in moves for trace in kept.traces):
        return None  # a check is shown as it is written
    try:
        here = shifted(kept, moves)
    except KeyError:
        return None
    return Analysis(
        root=root,
        program=cast(Program, Outline(here, facts)),
        graph=IndexedCallGraph(here.call_edges()),
        meanings=Meanings.of(here.stubs),
        tests=here.tests,
        routes=here.routes,
        requests=here.requests,
        verdicts=here.verdicts,
        roles=here.roles,
        focal=here.focal,
        claims=here.claims,
        traces=here.traces,
        coverage=CoverageReport(evidence=EvidenceKind.NONE, notices=here.notices),
        outcomes=(*here.skipped, *here.failed),
    )
