"""What to do with the comments that are there: pure, so that doing it twice changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_STATE = re.compile(r"<!-- pyramid:state (open|resolved) -->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment on the pull request; ``ours`` says that we wrote it, by the host's word."""

    id: str
    body: str
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Create:
    """Write a comment."""

    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Give a comment another text, and fold it or unfold it."""

    id: str
    body: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Delete a comment of ours: there is another one."""

    id: str


Step = Create | Edit | Remove


def is_id(text: str) -> bool:
    """May this tell our comments from each other?"""
    return _ID.fullmatch(text) is not None


def marked(text: str, id: str, *, resolved: bool) -> str:
    """A comment's text with the hidden marker by which it is found again."""
    return f"{_marker(id)}\n<!-- pyramid:state {'resolved' if resolved else 'open'} -->\n{text}"


def decide(remarks: Sequence[Remark], id: str, text: str, resolved: str) -> tuple[Step, ...]:
    """The steps from the comments that are there to the one that should be.

    ``text`` is what to say, empty when there is nothing; then a comment that is open becomes
    ``resolved``, and nothing is written where nothing is.
    """
    return tuple(_steps([each for each in remarks if _is_ours(each, id)], id, text, resolved))


def _steps(mine: Sequence[Remark], id: str, text: str, resolved: str) -> Iterator[Step]:
    yield from (Remove(id=each.id) for each in mine[1:])
    wanted = marked(text or resolved, id, resolved=not text)
    if not mine:
        if text:
            yield Create(body=wanted)
    elif text and _same(mine[0].body, wanted):
        return
    elif text or _state(mine[0].body) != "resolved":
        yield Edit(id=mine[0].id, body=wanted, hidden=not text)


def _is_ours(remark: Remark, id: str) -> bool:
    """Written by us, and beginning with the marker: whoever quotes it does not begin with it."""
    return remark.ours and remark.body.lstrip().startswith(_marker(id))


def _marker(id: str) -> str:
    return f"<!-- pyramid:comment {id} -->"


def _state(body: str) -> str:
    found = _STATE.search(body)
    return found[1] if found else ""


def _same(one: str, other: str) -> bool:
    """Hosts change line ends and blanks at the end."""
    return [line.rstrip() for line in one.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]
