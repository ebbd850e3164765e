"""The words for actions, in the order in which a page shows them, and for what moving saves."""

from __future__ import annotations

from pyramid.model.evidence import LedgerEntry, ProofEntry, SavingsEntry
from pyramid.render.plain import count, seconds

ACTIONS = {
    "add-then-thin": "Write the lower test, then thin the end-to-end one",
    "thin": "Thin: a lower test checks the same already",
}


def action_rank(action: str) -> int:
    """The place of an action on a page; one without words comes last."""
    return list(ACTIONS).index(action) if action in ACTIONS else len(ACTIONS)


def savings_words(savings: SavingsEntry) -> str:
    """What all moves save together, guesses left out."""
    told = (
        f"All moves together: {count(savings.checks, 'check')} go down,"
        f" {count(savings.tests, 'end-to-end test')} become empty,"
        f" {seconds(savings.seconds_per_run)} of {seconds(savings.of_seconds)} a run are saved"
    )
    if savings.seconds_per_month is None or savings.runs_per_day is None:
        return f"{told}."
    return (
        f"{told}, {savings.seconds_per_month / 3600:,.1f} h a month at {savings.runs_per_day:g} runs a day."
    )


def ledger_words(ledger: LedgerEntry) -> str:
    """How far the planned moves are."""
    return (
        f"Planned moves: {ledger.planned} to write, {ledger.written} with a lower test,"
        f" {ledger.proven} proven, {ledger.thinned} thinned."
    )


def proof_words(proof: ProofEntry) -> str:
    """What breaking the seam showed, and whether the end-to-end check can go."""
    told = "; ".join(
        f"{each.layer} tests catch {each.caught} of {count(proof.faults, 'fault')}"
        + (f" in {seconds(each.seconds)}" if each.seconds is not None else "")
        for each in proof.layers
    )
    if proof.only_e2e:
        return f"{told}: not safe to thin; only end-to-end: {'; '.join(proof.only_e2e[:3])}"
    return f"{told}: safe to thin" if proof.safe else told
