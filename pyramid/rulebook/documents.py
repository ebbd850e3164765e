"""Documents: files that are data, and what their parts mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path through a document.

    ``kind``: ``key`` (a member called so; a shell pattern), ``variable`` (a member whose key is one
    of ``names``), ``deep`` (any number of members), ``up`` (what is around), ``before`` (the member
    in front) or ``root``.  ``where`` says what the member must hold: a key and a shell pattern.
    """

    kind: str
    name: str = ""
    names: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """Something must be at a path; with a ``pattern`` it must look like that too."""

    path: tuple[Step, ...]
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Variables:
    """Members ``at`` a path give names their values; the name ``*`` is every key with its text."""

    at: tuple[Step, ...]
    name: tuple[Step, ...]
    value: tuple[Step, ...]


#: Parts of one text, each at its own path; ``key:name`` parts are what a placeholder stood for.
Place = tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A path, or with ``variable`` the key that a placeholder stood for."""

    path: tuple[Step, ...] = ()
    variable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One ``[[document.entry]]``: the members ``at`` a path are a meaning of the kind ``emit``.

    ``take`` fills slots from the first place that is there, ``map`` translates, ``set`` is always
    so or when nothing was taken; ``needs`` and ``unless`` are conditions on the member.
    """

    emit: str
    at: tuple[tuple[Step, ...], ...]
    take: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    map: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    set: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One ``[[document]]``: which files it is about, and their parts.

    ``format`` is the language that reads them; ``files`` are shell patterns for the end of a path,
    ``contains`` texts of which one stands in the file, ``needs`` conditions on its root.
    ``unknown`` pairs the marks around a variable in a text; ``variables`` are the places of names
    and values that the document itself gives them.
    """

    rule: str
    format: str
    files: tuple[str, ...]
    contains: tuple[str, ...] = ()
    needs: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    variables: Variables | None = None
    entries: tuple[Entry, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether a file is called like one of these."""
        return any(fnmatchcase(path, each) or fnmatchcase(path, f"*/{each}") for each in self.files)
