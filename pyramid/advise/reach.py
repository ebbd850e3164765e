"""Which tests reach a function, by layer, and at which layers it is checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyramid.model.coverage import CoverageReport
from pyramid.model.layers import FocalFunction, LayerVerdict, TestLayer
from pyramid.model.meaning import HttpRequest, TestCase
from pyramid.model.program import CallGraph

# A direct call right before the check is enough; so is a direct call with a fitting name.
_CHECKING = 0.4
# Layers that nobody records with the rest.
_BESIDE = {TestLayer.UNKNOWN, TestLayer.LOAD, TestLayer.MANUAL, TestLayer.COMPONENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """``counts``: tests per layer and function; ``checked``: layers at which a function is
    what a test is about; ``checkers``: the ids of those tests; ``measured`` functions were recorded."""

    counts: Mapping[str, Mapping[TestLayer, int]]
    checked: Mapping[str, tuple[TestLayer, ...]]
    checkers: Mapping[str, tuple[str, ...]]
    measured: frozenset[str]

    def layers(self, function: str) -> frozenset[TestLayer]:
        """The layers whose tests reach a function."""
        return frozenset(layer for layer, count in self.counts.get(function, {}).items() if count)


def reach_of(
    functions: Iterable[str],
    graph: CallGraph,
    tests: Sequence[TestCase],
    verdicts: Mapping[str, LayerVerdict],
    focal: Mapping[str, Sequence[FocalFunction]],
    requests: Sequence[HttpRequest],
    coverage: CoverageReport,
) -> Reach:
    """Reach from the call graph, replaced by what was recorded at the layers that were recorded.

    What only some of the layers were recorded for is no measured fact as a whole.
    """
    wanted = frozenset(functions)
    layer_of = {test.symbol: verdicts[test.symbol].layer for test in tests}
    counts = _counted(wanted, graph, layer_of)
    measured = set()
    if coverage.has_contexts:
        by_id = {test.id: layer_of[test.symbol] for test in tests}
        known = {by_id[test] for test in coverage.recorded_tests() if test in by_id}
        whole = known >= set(layer_of.values()) - _BESIDE
        for name, entry in coverage.functions.items():
            if name in wanted and entry.lines:
                inferred = {layer: n for layer, n in counts.get(name, {}).items() if layer not in known}
                counts[name] = inferred | _recorded(entry.tests, by_id)
                if whole:
                    measured.add(name)
    checked, checkers = _checked(wanted, tests, layer_of, focal, requests)
    return Reach(counts=counts, checked=checked, checkers=checkers, measured=frozenset(measured))


def _counted(
    wanted: frozenset[str], graph: CallGraph, layer_of: Mapping[str, TestLayer]
) -> dict[str, dict[TestLayer, int]]:
    starts = sorted(layer_of)
    masks: dict[TestLayer, int] = {}
    for number, symbol in enumerate(starts):
        masks[layer_of[symbol]] = masks.get(layer_of[symbol], 0) | 1 << number
    counts: dict[str, dict[TestLayer, int]] = {}
    for name, bits in graph.starts_reaching(starts).items():
        if name in wanted:
            rows = ((layer, (bits & mask).bit_count()) for layer, mask in masks.items())
            counts[name] = {layer: count for layer, count in rows if count}
    return counts


def _recorded(ids: Iterable[str], by_id: Mapping[str, TestLayer]) -> dict[TestLayer, int]:
    row: dict[TestLayer, int] = {}
    for test in ids:
        layer = by_id.get(test, TestLayer.UNKNOWN)
        row[layer] = row.get(layer, 0) + 1
    return row


def _checked(
    wanted: frozenset[str],
    tests: Sequence[TestCase],
    layer_of: Mapping[str, TestLayer],
    focal: Mapping[str, Sequence[FocalFunction]],
    requests: Sequence[HttpRequest],
) -> tuple[dict[str, tuple[TestLayer, ...]], dict[str, tuple[str, ...]]]:
    layers: dict[str, set[TestLayer]] = {}
    checkers: dict[str, set[str]] = {}
    handlers = _handlers_by_scope(requests)
    for test in tests:
        layer = layer_of[test.symbol]
        if layer in (TestLayer.E2E, TestLayer.UNKNOWN, TestLayer.LOAD):
            continue
        names = {found.function for found in focal.get(test.symbol, ()) if found.score >= _CHECKING}
        if layer is TestLayer.API:
            names |= handlers.get(test.symbol, set())
        for name in names & wanted:
            layers.setdefault(name, set()).add(layer)
            checkers.setdefault(name, set()).add(test.id)
    ordered = {name: tuple(sorted(found, key=lambda layer: layer.value)) for name, found in layers.items()}
    return ordered, {name: tuple(sorted(found)) for name, found in checkers.items()}


def _handlers_by_scope(requests: Sequence[HttpRequest]) -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for request in requests:
        if request.channel == "client":
            table.setdefault(request.scope, set()).update(request.handlers[:1])
    return table
