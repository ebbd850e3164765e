"""Recognizers: which use of which name means what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a slot's content comes from: ``arg:path`` is ``Source("arg", "path")``.

    ``rest`` is True for ``arg:1+``: every argument from there on.
    """

    kind: str
    key: str = ""
    rest: bool = False

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}{'+' * self.rest}" if self.key else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognizer:
    """One ``[[recognizer]]`` table.

    ``way`` is how the name must be used and ``names`` the dotted names, placeholders included;
    ``variables`` lists what each placeholder may stand for.  ``take`` fills slots from the first
    source that is there; ``map`` then translates them; ``set`` gives constants and defaults.
    ``needs`` and ``unless`` name sources that must and must not be there; ``besides`` are names
    that keep the recognizer silent when the use is known by one of them too.
    ``required`` are slots without which a use means nothing.
    ``each`` makes one meaning per element of that source, ``step`` elements at a time.
    """

    rule: str
    emit: str
    way: str
    names: tuple[str, ...]
    variables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    take: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    map: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    set: Mapping[str, str] = field(default_factory=dict)
    each: Source | None = None
    step: int = 1
    requires: tuple[str, ...] = ()
    needs: tuple[Source, ...] = ()
    unless: tuple[Source, ...] = ()
    besides: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    certainty: str = "certain"
    line: int = 0


@dataclass(frozen=True, slots=True)
class Trigger:
    """A recognizer under one of its expanded names."""

    recognizer: Recognizer
    variables: Mapping[str, str]


TriggerTable = Mapping[str, Mapping[str, tuple[Trigger, ...]]]


def trigger_table(recognizers: Iterable[Recognizer]) -> TriggerTable:
    """Way → dotted name → triggers: recognising a use is one look-up per name."""
    table: dict[str, dict[str, tuple[Trigger, ...]]] = {}
    for recognizer in recognizers:
        names = table.setdefault(recognizer.way, {})
        for name, trigger in expansions(recognizer):
            names[name] = (*names.get(name, ()), trigger)
    return table


def expansions(recognizer: Recognizer) -> Iterator[tuple[str, Trigger]]:
    """Every dotted name of a recognizer, with what its placeholders stand for."""
    for pattern in recognizer.names:
        for chosen in choices(pattern, recognizer.variables):
            yield filled(pattern, chosen), Trigger(recognizer, chosen)


def choices(pattern: str, variables: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """Every way to fill the ``{placeholders}`` of a pattern."""
    wanted = list(dict.fromkeys(PLACEHOLDER.findall(pattern)))
    for choice in itertools.product(*(variables[name] for name in wanted)):
        yield dict(zip(wanted, choice, strict=True))


def filled(pattern: str, chosen: Mapping[str, str]) -> str:
    """A pattern with its placeholders replaced."""
    return PLACEHOLDER.sub(lambda found: chosen[found[1]], pattern)
