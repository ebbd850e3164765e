"""Score the call graph on small cases with known answers.

    python tests/benchmarks/micro.py SNIPPETS [--truth FOLDER] [--verbose]

SNIPPETS holds ``category/case/`` folders with ``main.py`` and ``callgraph.json``
(``{"caller": ["callee", ...]}``), as the micro-benchmark of PyCG does; ``--truth`` is another tree with
the answers, as the data set of Jarvis has it.  A case is *sound* when no edge of its answer is
missing, *complete* when there is no other edge, *exact* when it is both.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from pyramid import pipeline
from pyramid.link import LinkedProgram, pycg
from pyramid.settings import load_settings

Edges = frozenset[tuple[str, str]]


def main() -> None:
    """Run every case and print one line of totals."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("snippets", type=Path)
    words.add_argument("--truth", type=Path, help="where the answers are (default: beside the cases)")
    words.add_argument("--verbose", action="store_true", help="print missing (-) and other (+) edges")
    chosen = words.parse_args()
    counts = {"cases": 0, "sound": 0, "complete": 0, "exact": 0}
    for case, answer in cases(chosen.snippets, chosen.truth or chosen.snippets):
        expected, found = edges(json.loads(answer.read_text(encoding="utf-8"))), edges(graph_of(case))
        judged = {"cases": True, "sound": expected <= found, "complete": found <= expected}
        for name, passed in {**judged, "exact": expected == found}.items():
            counts[name] += passed
        if chosen.verbose and expected != found:
            print(*difference(case.relative_to(chosen.snippets), expected, found), sep="\n")
    print("  ".join(f"{name} {count}" for name, count in counts.items()))


def cases(snippets: Path, truth: Path) -> Iterator[tuple[Path, Path]]:
    """Each case with its answer; a case without one is left out."""
    for case in sorted(path for path in snippets.glob("*/*") if path.is_dir()):
        category = case.parent.name
        for name in (category, category.replace(" ", "_")):
            answer = truth / name / case.name / "callgraph.json"
            if answer.is_file():
                yield case, answer
                break


def graph_of(case: Path) -> Mapping[str, Sequence[str]]:
    """The call graph of a copy of the case, without its answer."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "case"
        shutil.copytree(case, copy, ignore=shutil.ignore_patterns("callgraph.json"))
        analysis = pipeline.analyse(copy, [], load_settings(copy, ["cache=false", "jobs=1"]))
        return pycg(analysis.graph, cast("LinkedProgram", analysis.program))


def edges(graph: Mapping[str, Sequence[str]]) -> Edges:
    """Pairs of caller and callee."""
    return frozenset((caller, callee) for caller, callees in graph.items() for callee in callees)


def difference(case: Path, expected: Edges, found: Edges) -> Iterator[str]:
    """A case's name, then what is missing and what is too much."""
    yield case.as_posix()
    for sign, group in (("-", expected - found), ("+", found - expected)):
        yield from (f"  {sign} {caller} -> {callee}" for caller, callee in sorted(group))


if __name__ == "__main__":
    main()
