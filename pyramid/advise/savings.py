"""What moving checks down saves, from recorded durations.

Of each function that is tested lower one end-to-end check stays; what it takes is not saved.  A test
of which every other check moves goes as a whole; of one that stays, only the part above the
fastest test of its file counts, by the share of its checks that move.  What the first test of a
file takes longer than its others is set-up of the file, which is saved when all of them go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from pyramid.model.evidence import SavingsEntry
from pyramid.model.layers import Certainty
from pyramid.model.report import CheckEntry, RecommendationEntry
from pyramid.model.results import ResultsReport, TestHistory

_DAYS = 30  # of a month


def save(
    cards: Sequence[RecommendationEntry],
    checks: Sequence[CheckEntry],
    results: ResultsReport,
    runs_per_day: float,
    seconds: float,
) -> tuple[tuple[RecommendationEntry, ...], SavingsEntry | None]:
    """The cards with ``saves_seconds``, and all of them together; guesses save nothing.

    ``seconds`` is what the end-to-end tests take in a run, ``runs_per_day`` the configured number, 0
    to take it from the history.  Without recorded durations the cards stay as they are.
    """
    if not results.tests:
        return tuple(cards), None
    staying = keepers(cards, checks, results.tests)
    moves = [card for card in cards if card.confidence != Certainty.GUESS.value and card.id not in staying]
    scene = _Scene.of(moves, checks, results.tests)
    saved = scene.saved()
    timed = tuple(replace(card, saves_seconds=_of(card, saved, results)) for card in cards)
    per_run = round(sum(saved.values()), 3)
    often = runs_per_day or results.runs_per_day
    return timed, SavingsEntry(
        seconds_per_run=per_run,
        of_seconds=round(seconds, 3),
        runs_per_day=round(often, 2) if often else None,
        seconds_per_month=round(per_run * often * _DAYS, 1) if often else None,
        checks=len(moves),
        tests=len(scene.gone),
    )


def keepers(
    cards: Sequence[RecommendationEntry],
    checks: Sequence[CheckEntry],
    tests: Mapping[str, TestHistory],
) -> frozenset[str]:
    """Ids of the cards whose check is the one that stays for its function: in a test that stays
    anyway where there is one, else in the fastest."""
    moving = {card.id for card in cards}
    stays = {test for check in checks if check.recommendation not in moving for test in check.test}
    groups: dict[str, list[RecommendationEntry]] = defaultdict(list)
    for card in cards:
        if card.stays and card.seam is not None:
            groups[card.seam.function].append(card)
    found = set()
    for _, group in sorted(groups.items()):
        first = min(
            group, key=lambda card: (stays.isdisjoint(card.test), _seconds(card.test, tests), card.id)
        )
        found.add(first.id)
        stays |= set(first.test)
    return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """``moved``: the cards of each test; ``own``: what a test takes without its file's set-up."""

    moved: Mapping[str, list[str]]
    total: Mapping[str, int]
    own: Mapping[str, float]
    setup: Mapping[str, float]
    files: Mapping[str, list[str]]
    gone: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(
        cls,
        moves: Sequence[RecommendationEntry],
        checks: Sequence[CheckEntry],
        tests: Mapping[str, TestHistory],
    ) -> _Scene:
        moved: dict[str, list[str]] = defaultdict(list)
        total: dict[str, int] = defaultdict(int)
        leaving = {card.id for card in moves}
        for check in checks:
            for test in check.test:
                total[test] += 1
                if check.recommendation in leaving:
                    moved[test].append(str(check.recommendation))
        files: dict[str, list[str]] = defaultdict(list)
        for test in sorted(total):
            if test in tests:
                files[_file(test)].append(test)
        setup = {file: _setup([tests[test] for test in known]) for file, known in files.items()}
        own = {
            test: max(0.0, tests[test].seconds - (setup[file] if _is_first(tests[test]) else 0.0))
            for file, known in files.items()
            for test in known
        }
        gone = frozenset(test for test in total if len(moved[test]) == total[test])
        return cls(moved=moved, total=total, own=own, setup=setup, files=files, gone=gone)

    def saved(self) -> dict[tuple[str, str], float]:
        """Seconds by test and card."""
        found: dict[tuple[str, str], float] = defaultdict(float)
        for file, tests in self.files.items():
            whole = all(test in self.gone for test in tests)
            floor = min(self.own[test] for test in tests)
            for test in tests:
                cards = self.moved[test]
                if test in self.gone:
                    part = self.own[test] + (self.setup[file] / len(tests) if whole else 0.0)
                else:
                    part = (self.own[test] - floor) * len(cards) / self.total[test]
                for card in cards:
                    found[test, card] += part / len(cards)
        return found


def _setup(tests: Sequence[TestHistory]) -> float:
    """What the first test of a file takes longer than the others do in the middle."""
    first = [test for test in tests if _is_first(test)]
    others = [test.seconds for test in tests if not _is_first(test)]
    if len(first) != 1 or not others:
        return 0.0
    return max(0.0, first[0].seconds - median(others))


def _is_first(test: TestHistory) -> bool:
    return test.first * 2 > test.runs


def _of(
    card: RecommendationEntry, saved: Mapping[tuple[str, str], float], results: ResultsReport
) -> float | None:
    """None where none of its tests was recorded."""
    if not any(test in results.tests for test in card.test):
        return None
    return round(sum(saved.get((test, card.id), 0.0) for test in card.test), 3)


def _seconds(ids: Iterable[str], tests: Mapping[str, TestHistory]) -> float:
    return sum(tests[test].seconds for test in ids if test in tests)


def _file(test: str) -> str:
    return test.partition("::")[0]
