"""What was kept, told for the lines on which things stand now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pyramid.keep.kept import Kept, Row
from pyramid.keep.lines import Moved
from pyramid.model.layers import LayerVerdict
from pyramid.model.provenance import Candidate, Trace

Moves = Mapping[str, Moved]
T = TypeVar("T")


def shifted(kept: Kept, moves: Moves) -> Kept:
    """The same with every place in a file of ``moves`` moved; ``KeyError`` for an unknown line."""
    if not moves:
        return kept
    homes = _homes(kept, moves)
    return replace(
        kept,
        rows={path: _rows(rows, moves.get(path)) for path, rows in kept.rows.items()},
        edges=tuple(
            (caller, callee, _line(line, moves[homes[caller]]) if caller in homes else line, certainty, via)
            for caller, callee, line, certainty, via in kept.edges
        ),
        tests=_placed(kept.tests, moves),
        routes=_placed(kept.routes, moves, "file"),
        requests=_placed(kept.requests, moves),
        stubs=_placed(kept.stubs, moves),
        verdicts={name: _verdict(verdict, moves) for name, verdict in kept.verdicts.items()},
        traces=tuple(_trace(trace, moves) for trace in kept.traces),
    )


def _homes(kept: Kept, moves: Moves) -> dict[int, str]:
    """By the number of a name the file of ``moves`` that it is defined in."""
    files: dict[str, str] = {}
    elsewhere: set[str] = set()
    for path, rows in kept.rows.items():
        if path in moves:
            files.update((row[0], path) for row in rows)
        else:
            elsewhere.update(row[0] for row in rows)
    if len(moves) > 1 or elsewhere & files.keys():
        _refuse_twins(kept, moves)
    return {number: files[name] for number, name in enumerate(kept.names) if name in files}


def _refuse_twins(kept: Kept, moves: Moves) -> None:
    """A name that two files define does not tell where a line stands."""
    owners: dict[str, str] = {}
    for path, rows in kept.rows.items():
        for row in rows:
            if owners.setdefault(row[0], path) != path and (path in moves or owners[row[0]] in moves):
                raise KeyError(row[0])


def _line(line: int, moved: Moved) -> int:
    return moved.lines[line] if line else 0


def _rows(rows: tuple[Row, ...], moved: Moved | None) -> tuple[Row, ...]:
    if moved is None:
        return rows
    name, kind, _, _, _, complexity = rows[0]
    return (
        (name, kind, *moved.module, complexity),
        *(
            (name, kind, moved.lines[line], moved.lines[start], moved.lines[end], complexity)
            for name, kind, line, start, end, complexity in rows[1:]
        ),
    )


def _placed(values: Iterable[T], moves: Moves, key: str = "path") -> tuple[T, ...]:
    return tuple(_place(value, moves, key) for value in values)


def _place(value: Any, moves: Moves, key: str = "path") -> Any:
    """One thing with a path and lines, moved."""
    moved = moves.get(getattr(value, key))
    if moved is None:
        return value
    names = [name for name in ("line", "start_line", "end_line") if hasattr(value, name)]
    return replace(value, **{name: _line(getattr(value, name), moved) for name in names})


def _verdict(verdict: LayerVerdict, moves: Moves) -> LayerVerdict:
    if not any(evidence.path in moves for evidence in verdict.evidence):
        return verdict
    return replace(verdict, evidence=_placed(verdict.evidence, moves))


def _trace(trace: Trace, moves: Moves) -> Trace:
    return replace(
        trace,
        check=_place(trace.check, moves),
        hops=_placed(trace.hops, moves),
        candidates=tuple(_candidate(each, moves) for each in trace.candidates),
    )


def _candidate(candidate: Candidate, moves: Moves) -> Candidate:
    return replace(candidate, hops=_placed(candidate.hops, moves))
