"""Score a call graph against what a project's own tests were seen to run.

    pyramid graph TREE --format pycg > graph.json
    python tests/benchmarks/runs.py TRUTH.json.gz graph.json

TRUTH is a recording: ``names`` of own functions; ``edges`` as pairs of numbers of names, ``direct``
(called by own code), ``via`` (called by a library that own code called) and ``resume``; ``tests`` with
what each ran, as numbers; ``functions``, ``classes``, ``modules`` and ``meta.packages``.  Lambdas and
comprehensions belong to the function around them, and a class as a callee is its initialiser.
The graph may be the output of ``pyramid graph --reach``, too: only the last line means anything then.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Edges = set[tuple[str, str]]


def main() -> None:
    """Read both and print three lines."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("truth", type=Path)
    words.add_argument("graph", type=Path)
    chosen = words.parse_args()
    truth = json.loads(gzip.decompress(chosen.truth.read_bytes()))
    graph = own_edges(json.loads(chosen.graph.read_text(encoding="utf-8")), truth)
    names = truth["names"]
    seen = {kind: {(names[a], names[b]) for a, b in pairs} for kind, pairs in truth["edges"].items()}
    for kind in ("direct", "via"):
        print(f"{kind} recall {share(len(seen[kind] & graph), len(seen[kind]))}")
    print(f"observed {observed(graph, seen, truth)}")
    print(reach(graph, truth))


def own_edges(graph: Mapping[str, Sequence[str]], truth: Mapping[str, Any]) -> Edges:
    """The edges between own functions, under the names of the recording."""
    functions, modules = set(truth["functions"]), set(truth["modules"])
    found: Edges = set()
    for caller, callees in graph.items():
        while caller and caller not in functions and caller not in modules:
            caller = caller.rpartition(".")[0]  # a lambda, a class body
        for callee in callees if caller else ():
            target = f"{callee}.__init__" if callee in truth["classes"] else callee
            if target in functions:
                found.add((caller, target))
    return found


def observed(graph: Edges, seen: Mapping[str, Edges], truth: Mapping[str, Any]) -> str:
    """Of the edges whose caller ran, those that were seen: a lower bound of precision."""
    names = truth["names"]
    ran = {name for edges in seen.values() for edge in edges for name in edge}
    ran |= {names[number] for test in truth["tests"].values() for number in test["full"]}
    possible = {edge for edge in graph if edge[0] in ran}
    return share(len(possible & set().union(*seen.values())), len(possible))


def reach(graph: Edges, truth: Mapping[str, Any]) -> str:
    """Recall, median precision and mean F1 of the package's functions that each test runs."""
    packages = tuple(truth["meta"]["packages"])
    follow: dict[str, list[str]] = {}
    for caller, callee in graph:
        follow.setdefault(caller, []).append(callee)
    hits, total, precisions, scores = 0, 0, [], []
    for test, record in truth["tests"].items():
        ran = own(packages, (truth["names"][number] for number in record["call"]))
        guessed = own(packages, closure(follow, test) - {test})
        both = len(ran & guessed)
        hits, total = hits + both, total + len(ran)
        if ran:
            scores.append(2 * both / (len(ran) + len(guessed)))
        if guessed:
            precisions.append(both / len(guessed))
    median = f"{statistics.median(precisions):.3f}" if precisions else "-"
    mean = f"{statistics.fmean(scores):.3f}" if scores else "-"
    return f"reach recall {share(hits, total)} precision {median} (median) F1 {mean} (mean)"


def own(packages: Sequence[str], names: Iterable[str]) -> set[str]:
    """Functions of the package, helpers of the tests left out."""
    return {name for name in names if any(name == p or name.startswith(f"{p}.") for p in packages)}


def closure(follow: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """Everything reachable."""
    found, todo = {start}, [start]
    while todo:
        for name in follow.get(todo.pop(), ()):
            if name not in found:
                found.add(name)
                todo.append(name)
    return found


def share(part: int, whole: int) -> str:
    """A ratio with what it is made of."""
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "-"


if __name__ == "__main__":
    main()
