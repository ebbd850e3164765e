"""One rule file, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pyramid.rulebook.commands import Command
from pyramid.rulebook.documents import Document
from pyramid.rulebook.names import KnownFixture, KnownFunction, KnownParameter, KnownType, Runner
from pyramid.rulebook.recognizers import Recognizer


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """A ``# expect:`` mark: what one line of an example must give.

    ``words`` are the positional words after the kind, ``slots`` its ``name=value`` words.
    """

    path: str
    line: int
    kind: str
    words: tuple[str, ...] = ()
    slots: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A small tree that proves a rule; ``todo`` names a known miss."""

    title: str
    files: Mapping[str, str]
    expectations: tuple[Expectation, ...] = ()
    todo: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """One file under ``rules/``.  ``path`` is relative to the rules' root, or as given.

    ``table`` is the parsed TOML, for the kinds that other rooms interpret; ``text`` is its source,
    for the lines of messages.
    """

    kind: str
    id: str
    summary: str
    path: str
    about: str = ""
    types: tuple[KnownType, ...] = ()
    functions: tuple[KnownFunction, ...] = ()
    fixtures: tuple[KnownFixture, ...] = ()
    parameters: tuple[KnownParameter, ...] = ()
    runners: tuple[Runner, ...] = ()
    commands: tuple[Command, ...] = ()
    recognizers: tuple[Recognizer, ...] = ()
    documents: tuple[Document, ...] = ()
    examples: tuple[Example, ...] = ()
    table: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    text: str = field(default="", repr=False, compare=False)
