"""What was planned and how far it is: planned → written → proven → thinned."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from pyramid.model.errors import PyramidError
from pyramid.model.evidence import LedgerEntry
from pyramid.model.report import RecommendationEntry

STATES = ("planned", "written", "proven", "thinned")
_SPACE = re.compile(r"\s+")
_SCHEMA = "1"
_MOST = 16 * 1024 * 1024  # bytes


class LedgerError(PyramidError):
    """The file is no ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One check that was planned to move, by a fingerprint that outlives lines and rules."""

    id: str
    function: str
    check: str
    to: str
    state: str


def read_ledger(file: Path) -> dict[str, Line]:
    """The lines by id; none when there is no file.  Raises LedgerError."""
    fix = "Restore the file from version control, or delete it and plan again."
    try:
        if not file.exists():
            return {}
        if file.stat().st_size > _MOST:
            raise LedgerError("ledger-damaged", "is too large for a ledger", fix, str(file))
        table = json.loads(file.read_text(encoding="utf-8"))
        lines = [Line(**{key: str(row[key]) for key in Line.__slots__}) for row in table["lines"]]
        if table["schema"] != _SCHEMA or any(line.state not in STATES for line in lines):
            raise ValueError("its schema or a state is unknown")
    except OSError as error:
        raise LedgerError("ledger-unreadable", f"cannot be read: {error.strerror}", fix, str(file)) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise LedgerError("ledger-damaged", f"is no ledger ({error})", fix, str(file)) from error
    return {line.id: line for line in lines}


def write_ledger(lines: Mapping[str, Line]) -> str:
    """The text of the file: sorted, a line each, so that a difference is easy to read."""
    rows = [{key: getattr(line, key) for key in Line.__slots__} for _, line in sorted(lines.items())]
    body = ",\n".join(f"  {json.dumps(row, ensure_ascii=False, sort_keys=True)}" for row in rows)
    return f'{{"schema": "{_SCHEMA}", "lines": [\n{body}\n]}}\n'


def updated(
    lines: Mapping[str, Line],
    cards: Iterable[RecommendationEntry],
    *,
    add: Iterable[RecommendationEntry] = (),
) -> dict[str, Line]:
    """Every line as the cards of today have it, and those of the cards to ``add``.

    A lower test exists when the card asks for nothing but thinning; a check whose card is gone was
    thinned.
    """
    now = _lines(cards)
    wanted = {card.id for card in add}
    found = {
        name: now[name][1] if name in now else replace(line, state="thinned") for name, line in lines.items()
    }
    return found | {name: line for name, (card, line) in now.items() if card in wanted}


def state_counts(lines: Mapping[str, Line]) -> LedgerEntry:
    """How many checks are in each state."""
    counts = Counter(line.state for line in lines.values())
    return LedgerEntry(**{state: counts.get(state, 0) for state in STATES})


def _lines(cards: Iterable[RecommendationEntry]) -> dict[str, tuple[str, Line]]:
    """By id of the line: the card and the line.  Equal ones are told apart by their order."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = {}
    for card in sorted(cards, key=lambda each: (each.check, each.id)):
        if card.seam is None or card.action == "keep":
            continue
        key = (next(iter(card.test), ""), card.seam.function, _SPACE.sub("", card.text))
        seen[key] += 1
        mark = blake2b(
            "\0".join((*key, str(seen[key]))).encode("utf-8", "replace"), digest_size=8
        ).hexdigest()
        line = Line(id=mark, function=card.seam.function, check=card.check, to=card.to, state=_state(card))
        found[mark] = card.id, line
    return found


def _state(card: RecommendationEntry) -> str:
    if card.proof is not None and card.proof.safe:
        return "proven"
    return "written" if card.action == "thin" else "planned"
