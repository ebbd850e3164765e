"""Score what is said of end-to-end checks against judgements made by hand, and group the misses by cause.

    python tests/benchmarks/checks.py LABELS.jsonl NAME=TREE [NAME=TREE ...] [--misses]

Each line of LABELS is a judged check: ``repo`` (the NAME), ``path``, ``line``, ``target``, ``alt`` (targets
as defensible), ``kind``, ``where`` (``path:function`` that decides it, or null) and ``flags``; those flagged
as no checks are left out.  To *move* is to have the target ``unit``, ``api`` or ``component``.  Prints a
Markdown table, then each cause with its count; ``--misses`` lists them one by one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyramid import pipeline
from pyramid.model.report import CheckEntry, Decider
from pyramid.settings import load_settings

_NO_CHECK = frozenset({"guard", "noop", "vacuous", "dead-step"})
_MOVES = frozenset({"unit", "api", "component"})
_FIRST_FEW = 3


@dataclass(frozen=True)
class Judged:
    """One judgement and what the audit says of the same check, if it found it."""

    label: Mapping[str, Any]
    check: CheckEntry | None

    @property
    def accepted(self) -> frozenset[str]:
        """The targets that are right or as defensible."""
        return frozenset((self.label["target"], *self.label["alt"]))

    @property
    def moves(self) -> bool:
        """Whether the audit says, with more than a guess, that the check can move."""
        return self.check is not None and self.check.target in _MOVES and self.check.certainty != "guess"

    @property
    def rank(self) -> int | None:
        """The place of the judged function in the list of deciders, 0-based; None when it is not in it."""
        deciders = self.check.decided_by if self.check is not None else ()
        return next((n for n, each in enumerate(deciders) if _is_same(self.label["where"], each)), None)


def main() -> None:
    """Audit every tree and print the scores and the causes."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("labels", type=Path)
    words.add_argument("trees", nargs="+", metavar="NAME=TREE")
    words.add_argument("--misses", action="store_true", help="list every miss with its place")
    chosen = words.parse_args()
    labels = [json.loads(line) for line in chosen.labels.read_text(encoding="utf-8").splitlines() if line]
    rows = {name: judged(labels, name, Path(tree)) for name, tree in (t.split("=", 1) for t in chosen.trees)}
    print(table(rows))
    found = [(cause, each) for name in rows for each in rows[name] for cause in causes(each)]
    for cause, count in Counter(cause for cause, _ in found).most_common():
        print(f"{count:5}  {cause}")
        if chosen.misses:
            print(*(f"       {place(each)}" for other, each in found if other == cause), sep="\n")


def judged(labels: Sequence[Mapping[str, Any]], name: str, tree: Path) -> list[Judged]:
    """The judgements on one repository beside its audit."""
    report = pipeline.audit(tree, [], load_settings(tree, ["cache=false"]))
    by_place: dict[tuple[str, int], CheckEntry] = {}
    for check in report.checks:  # a label may name any line of the statement; the matcher's own comes first
        for line in range(check.start_line, check.end_line + 1):
            by_place.setdefault((check.path, line), check)
    by_place.update({(check.path, check.line): check for check in report.checks})
    return [
        Judged(label, by_place.get((label["path"], label["line"])))
        for label in labels
        if label["repo"] == name and not _NO_CHECK.intersection(label["flags"])
    ]


def table(rows: Mapping[str, Sequence[Judged]]) -> str:
    """The figures of each repository and of all together, as Markdown."""
    lines = [
        "| | found | target | moves: right | moves: found | kind | decider first | first three |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    together = [each for group in rows.values() for each in group]
    for name, group in {**rows, "**together**": together}.items():
        lines.append(f"| {name} | {' | '.join(_figures(group))} |")
    return "\n".join(lines)


def _figures(group: Sequence[Judged]) -> Iterator[str]:
    found = [each for each in group if each.check is not None]
    moved = [each for each in group if each.moves]
    movable = [each for each in group if each.label["target"] in _MOVES]
    owned = [each for each in group if each.label["where"]]
    yield _share(len(found), group)
    yield _share(sum(each.check.target in each.accepted for each in found if each.check), group)
    yield _share(sum(bool(_MOVES & each.accepted) for each in moved), moved)
    yield _share(sum(each.moves for each in movable), movable)
    yield _share(sum(each.check.kind == each.label["kind"] for each in found if each.check), found)
    yield _share(sum(each.rank == 0 for each in owned), owned)
    yield _share(sum(each.rank is not None and each.rank < _FIRST_FEW for each in owned), owned)


def causes(each: Judged) -> Iterator[str]:
    """What is wrong with an answer, in words; nothing when all of it is right."""
    check, label = each.check, each.label
    if check is None:
        yield "not found"
        return
    if check.target not in each.accepted:
        yield f"target: {' or '.join(sorted(each.accepted))} called {check.target}: {check.reason}"
    if check.kind != label["kind"]:
        yield f"kind: {label['kind']} called {check.kind}"
    if label["where"] and each.rank is None:
        yield "decider: none named" if not check.decided_by else "decider: others named"
    elif label["where"] and each.rank:
        yield "decider: named, but after others"


def place(each: Judged) -> str:
    """Where a miss is, and what was expected."""
    label, check = each.label, each.check
    named = ", ".join(decider.function for decider in check.decided_by[:_FIRST_FEW]) if check else ""
    expected = label["where"] or label["target"]
    return f"{label['repo']} {label['path']}:{label['line']}  expected {expected}  got {named}"


def _is_same(where: str | None, decider: Decider) -> bool:
    """A method may be written with its class or without."""
    path, _, name = (where or "").partition(":")
    return decider.path == path and decider.function.rpartition(".")[2] == name.rpartition(".")[2]


def _share(count: int, of: Iterable[Judged]) -> str:
    total = len(list(of))
    return f"{count}/{total}" + (f" ({count / total:.0%})" if total else "")


if __name__ == "__main__":
    main()
