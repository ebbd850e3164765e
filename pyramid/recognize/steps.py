"""Which function runs a step of a scenario.

A step's text is compared with the patterns of step functions: literal parts must follow each
other, what a pattern leaves open may be anything.  A regular expression is read in the same way
and never run: a hostile one costs no more than its length.  Letters are compared without their case, as
some runners do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyramid.model.layers import Certainty
from pyramid.model.meaning import Meaning
from pyramid.recognize.texts import UNKNOWN

_FIELD = re.compile(rf"\{{[^{{}}]*\}}|<[^<>]*>|{UNKNOWN}")
_SPECIAL = frozenset("\\^$.|?*+()[]{}")
_REPEATED = frozenset("?*{")


def link_steps(meanings: Sequence[Meaning]) -> Iterator[Meaning]:
    """The meanings, each step in use with its handler; one that nothing runs is ``step-missing``."""
    book = _Book(
        [each for each in meanings if each.kind == "step" and (each.slot("handler") or each.subject)]
    )
    for meaning in meanings:
        found = book.find(meaning) if meaning.kind == "step-use" else None
        if found is not None:
            handler = found.slot("handler") or found.subject
            yield replace(meaning, slots=(*meaning.slots, ("handler", handler)), certainty=Certainty.LIKELY)
        elif meaning.kind == "step-use":
            yield replace(meaning, kind="step-missing")
        else:
            yield meaning


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Literal parts in their order; between two, and where an end is open, may stand anything."""

    parts: tuple[str, ...]
    weight: int
    step: Meaning

    def matches(self, text: str) -> bool:
        first, *rest = self.parts
        if not rest:
            return text == first
        *inner, last = rest
        place = len(first)
        if not text.startswith(first):
            return False
        for part in inner:
            found = text.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
        return text.endswith(last) and len(text) - len(last) >= place


class _Book:
    """Every step function by what its pattern begins with."""

    def __init__(self, steps: Iterable[Meaning]) -> None:
        self._exact: dict[str, list[_Pattern]] = {}
        self._open: dict[str, list[_Pattern]] = {}
        for step in steps:
            for parts in _forms(step.slot("text")):
                parts = tuple(part.casefold() for part in parts)
                pattern = _Pattern(parts, sum(map(len, parts)), step)
                if len(parts) == 1:
                    self._exact.setdefault(parts[0], []).append(pattern)
                else:
                    self._open.setdefault(parts[0].partition(" ")[0] if " " in parts[0] else "", []).append(
                        pattern
                    )

    def find(self, use: Meaning) -> Meaning | None:
        """The function whose pattern says most of the text; of equals the nearest."""
        text = use.slot("text").strip().casefold()
        likely = (*self._open.get(text.partition(" ")[0], ()), *self._open.get("", ()))
        found = self._exact.get(text) or [each for each in likely if each.matches(text)]
        best = max(found, key=lambda each: (each.weight, _shared(each.step.path, use.path)), default=None)
        return best.step if best is not None else None


def _forms(text: str) -> Iterator[tuple[str, ...]]:
    """The ways to read a pattern: fields in braces, and an expression with optional parts."""
    plain = tuple(_FIELD.split(text.strip()))
    yield plain
    if _SPECIAL.intersection(text) or "/" in text:
        loose = tuple(_expression(text.strip()))
        if loose != plain:
            yield loose


def _expression(text: str) -> Iterator[str]:
    """The literal parts of a regular expression, or of one with ``(optional)`` and ``either/or``."""
    text = re.sub(r"[^\s/()]+(?:/[^\s/()]+)+", UNKNOWN, _FIELD.sub(UNKNOWN, text))
    literal, place = "", 1 if text.startswith("^") else 0
    while place < len(text):
        sign = text[place]
        escaped = sign == "\\" and place + 1 < len(text)
        following = text[place + 1 + escaped : place + 2 + escaped]
        if escaped and not text[place + 1].isalnum() and following not in _REPEATED:
            literal, place = literal + text[place + 1], place + 2
        elif sign not in _SPECIAL and sign != UNKNOWN and following not in _REPEATED:
            literal, place = literal + sign, place + 1
        elif sign == "$" and place + 1 == len(text):
            place += 1
        else:
            yield literal
            literal, place = "", _after(text, place)
    yield literal


def _after(text: str, place: int) -> int:
    """The place behind what is open at a place: a group, a set, an escape; with its repetition."""
    start = text[place]
    if start == "(":
        place = _closed(text, place)
    elif start in "[{":
        found = text.find("]" if start == "[" else "}", place)
        place = found if found >= 0 else len(text)
    elif start == "\\":
        place += 1
    place += 1
    while place < len(text) and text[place] in "?*+":
        place += 1
    return _after(text, place) if text[place : place + 1] == "{" else place


def _closed(text: str, place: int) -> int:
    """The place of the bracket that closes the group opened at a place."""
    depth = 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
        else:
            depth += (text[place] == "(") - (text[place] == ")")
            if depth == 0:
                return place
        place += 1
    return place


def _shared(one: str, other: str) -> int:
    """How many folders two paths have in common."""
    pairs = zip(one.split("/")[:-1], other.split("/")[:-1], strict=False)
    count = 0
    for left, right in pairs:
        if left != right:
            break
        count += 1
    return count
