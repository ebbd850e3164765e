"""The words for actions, in the order in which a page shows them."""

from __future__ import annotations

ACTIONS = {
    "add-then-thin": "Write the lower test, then thin the end-to-end one",
    "thin": "Thin: a lower test checks the same already",
}


def action_rank(action: str) -> int:
    """The place of an action on a page; one without words comes last."""
    return list(ACTIONS).index(action) if action in ACTIONS else len(ACTIONS)
