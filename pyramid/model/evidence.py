"""What recorded runs and proofs add to the report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerProof:
    """Of the faults of a function, how many the tests of a layer noticed, and the seconds to notice in
    the middle."""

    layer: str
    caught: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofEntry:
    """What breaking the seam showed: ``safe`` when lower tests notice all that end-to-end tests notice;
    ``only_e2e`` are the faults that only those noticed."""

    faults: int
    safe: bool
    layers: tuple[LayerProof, ...]
    only_e2e: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedEntry:
    """A recorded test that is none of the audited tree, and why."""

    name: str
    reason: str
    source: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsEntry:
    """The recorded runs: where they were read, how many, and how many tests of the tree are in them."""

    sources: tuple[str, ...]
    runs: int
    matched: int
    runs_per_day: float | None = None
    unmatched: tuple[UnmatchedEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingsEntry:
    """What all moves save together, guesses left out.

    ``of_seconds`` is what the end-to-end tests take in a run; ``checks`` move, ``tests`` are then
    empty.  ``seconds_per_month`` is for 30 days of ``runs_per_day``, None where that is not known.
    """

    seconds_per_run: float
    of_seconds: float
    checks: int
    tests: int
    runs_per_day: float | None = None
    seconds_per_month: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """Of the checks in the ledger, how many are planned, have a lower test, are proven, and were thinned."""

    planned: int = 0
    written: int = 0
    proven: int = 0
    thinned: int = 0
