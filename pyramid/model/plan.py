"""The order of moves, and the end-to-end tests that stay."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One piece of work: the lower test of a function, and the checks that go down with it.

    ``seconds`` is what it saves in a run (None without durations), ``work`` its size, 1 for a unit test
    of one case; ``worth`` is seconds (or checks) for one unit of work.
    """

    function: str
    to: str
    action: str
    write_in: str
    checks: tuple[str, ...]
    cards: tuple[str, ...]
    work: float
    worth: float
    confidence: str
    seconds: float | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StayingTest:
    """An end-to-end test that stays, with what no other test that stays covers, or the first of it."""

    test: str
    seconds: float | None
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFunction:
    """A function that a test that goes runs today, and who runs it then: an end-to-end test that stays
    (its id), or a lower layer; ``by`` is "" when nobody does.  ``measured``: recorded on both sides."""

    function: str
    by: str
    measured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``moves`` in order; ``staying`` tests cover all that must stay, ``exact`` says that no cheaper
    choice does; ``greedy_weight`` is that of the simple choice, for comparison.

    ``tests`` and ``seconds`` are those of the end-to-end tests today, ``left_seconds`` of those that
    stay; ``must`` counts what must stay covered: routes, checks that stay, functions.  ``gone`` are the
    tests that go, ``kept`` the functions that they run.
    """

    moves: tuple[Move, ...]
    staying: tuple[StayingTest, ...]
    tests: int
    seconds: float | None
    left_seconds: float | None
    must: int
    exact: bool
    weight: float
    greedy_weight: float
    to_unit: int
    to_api: int
    gone: tuple[str, ...] = field(default=())
    kept: tuple[KeptFunction, ...] = field(default=())
