"""Cards that ask for the same lower test, as one move; the most worthwhile first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pyramid.model.layers import Certainty
from pyramid.model.plan import Move
from pyramid.model.report import RecommendationEntry

#: Units of work: a unit test of one case is 1.
_NEW = {"unit": 1.0, "component": 1.5, "api": 2.0}
_CASE = 0.25  # each further check
_THIN = 0.25  # nothing to write


def moves_of(cards: Sequence[RecommendationEntry], floor: str) -> tuple[Move, ...]:
    """The moves that are at least as sure as ``floor`` (certain, likely or guess), in order: by seconds
    saved for each unit of work, or by checks where no durations are known."""
    bar = Certainty(floor).rank
    groups: dict[tuple[str, str, str, str], list[RecommendationEntry]] = defaultdict(list)
    for card in cards:
        if card.seam is not None and card.action != "keep" and Certainty(card.confidence).rank >= bar:
            groups[card.seam.function, card.to, card.action, card.write_in].append(card)
    return tuple(sorted((_move(*key, group) for key, group in groups.items()), key=_order))


def _move(function: str, to: str, action: str, file: str, group: Sequence[RecommendationEntry]) -> Move:
    known = [card.saves_seconds for card in group if card.saves_seconds is not None]
    seconds = round(sum(known), 3) if known else None
    work = (_THIN if action == "thin" else _NEW.get(to, 1.0)) + _CASE * (len(group) - 1)
    return Move(
        function=function,
        to=to,
        action=action,
        write_in=file,
        checks=tuple(sorted({card.check for card in group})),
        cards=tuple(sorted(card.id for card in group)),
        work=work,
        worth=round((seconds if seconds is not None else len(group)) / work, 3),
        confidence=Certainty.weakest(*(Certainty(card.confidence) for card in group)).value,
        seconds=seconds,
        proven=any(card.proof is not None and card.proof.safe for card in group),
    )


def _order(move: Move) -> tuple[float, bool, float, str, str]:
    return -move.worth, not move.proven, move.work, move.function, move.action
