"""What to move first, and which end-to-end tests are enough then."""

from pyramid.plan.cover import Cover, greedy_cover, smallest_cover
from pyramid.plan.ledger import LedgerError, read_ledger, state_counts, updated, write_ledger
from pyramid.plan.moves import moves_of
from pyramid.plan.planning import plan_of

__all__ = [
    "Cover",
    "LedgerError",
    "greedy_cover",
    "moves_of",
    "plan_of",
    "read_ledger",
    "smallest_cover",
    "state_counts",
    "updated",
    "write_ledger",
]
