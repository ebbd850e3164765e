"""What code outside the tree runs: members of its own object, what it is given, what it was given before.

A step says what is run, as a path from the object or from an argument:

========================  =========================================================================
``open``                  the member ``open`` of the object, as its own class defines it
``arg:0``, ``arg:key``    the argument itself
``arg:0.__copy__``        a member of the argument
``callbacks.[]``          what a field holds, element by element
``clean_*``               every member whose name begins so
``@a.hook``               every member under this decorator
``()``                    the object itself, with the arguments of the call
========================  =========================================================================

A keep says which field of the object (or of an argument) holds what from then on:
``callbacks = arg:0``; the ``subject`` is what a decorator decorates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pyramid.rulebook.names import KnownFunction, KnownType

#: The source of a step that is what a decorator decorates.
SUBJECT = "subject"
_ARGUMENT = "arg:"
#: The member that makes an object.
_MAKES = "__init__"


@dataclass(frozen=True, slots=True)
class Step:
    """A path from a source: ``""`` is the object, else a position, a keyword or ``SUBJECT``."""

    source: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keep:
    """A field, as the last part of ``target``, that holds ``source`` from then on."""

    target: Step
    source: Step


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What one call runs and keeps; ``makes`` when it makes the object that it is about."""

    runs: tuple[Step, ...] = ()
    keeps: tuple[Keep, ...] = ()
    makes: bool = False


class Library:
    """The behaviour of every known callable outside the tree, by dotted name."""

    def __init__(
        self,
        types: Mapping[str, KnownType],
        functions: Mapping[str, KnownFunction],
        canonical: Callable[[str], str],
        lineage: Callable[[str], Iterable[str]],
    ) -> None:
        self._types, self._functions = types, functions
        self._canonical, self._lineage = canonical, lineage
        self._calls: dict[str, Behaviour | None] = {}
        self._reads: dict[str, Behaviour | None] = {}
        #: Plain names of the members that run something when called, when read; of kept fields.
        self.called = frozenset(name for each in types.values() for name in (*each.runs, *each.keeps))
        self.read = frozenset(name for each in types.values() for name in each.reads)
        written = [each for known in types.values() for each in known.keeps.values()]
        written += [known.keeps for known in functions.values()]
        self.kept = frozenset(keep.target.path[-1] for each in written for keep in kept(each))

    def of(self, dotted: str) -> Behaviour | None:
        """What calling a name outside the tree runs and keeps; ``None`` when nothing is known."""
        if dotted not in self._calls:
            self._calls[dotted] = self._behaviour(self._canonical(dotted))
        return self._calls[dotted]

    def of_reading(self, dotted: str) -> Behaviour | None:
        """What reading an attribute ``owner.name`` runs."""
        if dotted not in self._reads:
            owner, _, member = self._canonical(dotted).rpartition(".")
            found = self._member(owner, member, "reads")
            self._reads[dotted] = Behaviour(steps(found)) if found else None
        return self._reads[dotted]

    def members(self, dotted: str) -> str:
        """The type whose members a function has under this decorator."""
        owner, _, member = self._canonical(dotted).rpartition(".")
        for name in self._lineage(owner):
            known = self._functions.get(f"{name}.{member}")
            if known and known.members:
                return self._canonical(known.members)
        return ""

    def _behaviour(self, name: str) -> Behaviour | None:
        function = self._functions.get(name)
        if function and (function.runs or function.keeps):
            return Behaviour(steps(function.runs), kept(function.keeps))
        makes = name in self._types
        owner, member = (name, _MAKES) if makes else (name.rpartition(".")[0], name.rpartition(".")[2])
        runs, keeps = self._member(owner, member, "runs"), self._member(owner, member, "keeps")
        return Behaviour(steps(runs), kept(keeps), makes) if runs or keeps else None

    def _member(self, owner: str, member: str, table: str) -> tuple[str, ...]:
        for name in self._lineage(owner):
            known = self._types.get(name)
            found = getattr(known, table).get(member) if known else None
            if found:
                return tuple(found)
        return ()


def steps(written: Iterable[str]) -> tuple[Step, ...]:
    """Steps as a rule file writes them.  ``ValueError`` for one that leads nowhere."""
    return tuple(_step(each) for each in written)


def kept(written: Iterable[str]) -> tuple[Keep, ...]:
    """Keeps as a rule file writes them.  ``ValueError`` for one that names no field or no source."""
    return tuple(_keep(each) for each in written)


def _step(written: str) -> Step:
    text = written.strip()
    source, path = "", text
    if text.startswith(_ARGUMENT):
        source, _, path = text.removeprefix(_ARGUMENT).partition(".")
    elif text == SUBJECT:
        source, path = SUBJECT, ""
    parts = (path,) if path.startswith("@") else tuple(path.split(".")) if path else ()
    if not (source or parts) or not all(parts) or (text.startswith(_ARGUMENT) and not source):
        raise ValueError(written)
    return Step(source, parts)


def _keep(written: str) -> Keep:
    target, equals, source = written.partition("=")
    if not equals:
        raise ValueError(written)
    found = Keep(_step(target), _step(source))
    if not found.target.path:
        raise ValueError(written)
    return found
