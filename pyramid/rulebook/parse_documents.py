"""``[[document]]`` tables: checked against the closed vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from pyramid.rulebook.documents import Condition, Document, Entry, Part, Place, Step, Variables
from pyramid.rulebook.errors import suggestion
from pyramid.rulebook.tables import Table
from pyramid.rulebook.vocabulary import FORMATS, KINDS

_NAME = re.compile(r"\{\w+\}|[^\[\]{}/]+")
_KINDS = {"**": "deep", "..": "up", "-": "before"}
_Variables = Mapping[str, tuple[str, ...]]


def parse_document(table: Table, rule: str) -> Document:
    """One document of the rule file ``rule``; raises RuleError on anything unknown."""
    format_ = table.string("format")
    if format_ not in FORMATS:
        raise table.error(
            "unknown-format", f"Unknown format {format_!r}.", suggestion(format_, FORMATS), "format"
        )
    files = table.strings("files")
    if not files or not all("." in each.rpartition("/")[2] for each in files):
        raise table.wrong_type("files", "patterns of file names, each with a suffix")
    document = Document(
        rule=rule,
        format=format_,
        files=files,
        contains=table.strings("contains"),
        needs=_conditions(table, "needs"),
        unless=_conditions(table, "unless"),
        unknown=tuple(_marks(table, each) for each in table.strings("unknown")),
        variables=_named_values(table),
        entries=tuple(map(_entry, table.tables("entry"))),
    )
    table.finish()
    return document


def _entry(table: Table) -> Entry:
    emit = table.string("emit")
    if emit not in KINDS:
        raise table.error("unknown-emit", f"Unknown emit {emit!r}.", suggestion(emit, KINDS), "emit")
    variables = table.lists("where")
    inner = table.table("map")
    entry = Entry(
        emit=emit,
        at=tuple(_path(table, each, "at", variables) for each in table.strings("at")),
        take={
            slot: tuple(_place(table, each, slot, variables) for each in places)
            for slot, places in table.lists("take").items()
        },
        map={slot: inner.pairs(slot) for slot in tuple(inner.keys())},
        set={slot: " ".join(words) for slot, words in table.lists("set").items()},
        needs=_conditions(table, "needs"),
        unless=_conditions(table, "unless"),
    )
    for slot in (*entry.take, *entry.map, *entry.set):
        if slot not in KINDS[emit].slots:
            fix = suggestion(slot, KINDS[emit].slots)
            raise table.error("unknown-slot", f"Unknown slot {slot!r} of {emit!r}.", fix, slot)
    if not entry.at:
        raise table.wrong_type("at", "a path or a list of them")
    table.finish()
    return entry


def _named_values(table: Table) -> Variables | None:
    if not table.has("variables"):
        return None
    inner = table.table("variables")
    at, name, value = (_path(inner, inner.string(key), key, {}) for key in ("at", "name", "value"))
    found = Variables(at, name, value)
    inner.finish()
    return found


def _marks(table: Table, text: str) -> tuple[str, str]:
    start, _, end = text.partition(" ")
    if not start or not end:
        raise table.wrong_type("unknown", 'the marks around a variable: "{{ }}"')
    return start, end


def _place(table: Table, text: str, key: str, variables: _Variables) -> Place:
    return tuple(_part(table, each.strip(), key, variables) for each in text.split(" + "))


def _part(table: Table, text: str, key: str, variables: _Variables) -> Part:
    name = text.removeprefix("key:")
    if name == text:
        return Part(_path(table, text, key, variables))
    if name not in variables:
        message, fix = f"key:{name} is no placeholder.", suggestion(name, variables)
        raise table.error("unknown-placeholder", message, fix, key)
    return Part(variable=name)


def _conditions(table: Table, key: str) -> tuple[Condition, ...]:
    return tuple(_condition(table, each, key) for each in table.strings(key))


def _condition(table: Table, text: str, key: str) -> Condition:
    cut = _outside(text, "=")
    path, pattern = (text[: cut[0]], text[cut[0] + 1 :]) if cut else (text, "")
    return Condition(_path(table, path, key, {}), pattern)


def _path(table: Table, text: str, key: str, variables: _Variables) -> tuple[Step, ...]:
    steps: list[Step] = [Step("root")] if text.startswith("/") else []
    for part in _split(text.removeprefix("/")):
        name = _NAME.match(part)
        inner = _brackets(part[name.end() :]) if name else None
        if name is None or inner is None:
            raise table.error("broken-path", f"{text!r} is no path.", "Write keys between slashes.", key)
        where = tuple(_condition(table, each, key) for each in inner)
        steps.append(_step(table, name[0], where, key, variables))
    return tuple(steps)


def _split(text: str) -> Iterable[str]:
    """The parts between slashes that stand in no brackets; none for the member itself."""
    cuts = [-1, *_outside(text, "/"), len(text)]
    parts = [text[start + 1 : end] for start, end in pairwise(cuts)]
    return [each for each in parts if each not in ("", ".")]


def _brackets(text: str) -> list[str] | None:
    """What stands in each pair of brackets of ``[a][b[c]]``; None when they do not match."""
    found, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        if depth == 0 and sign != "[":
            return None
        depth += (sign == "[") - (sign == "]")
        if depth == 0:
            found.append(text[start + 1 : place])
            start = place + 1
    return found if depth == 0 else None


def _outside(text: str, sign: str) -> list[int]:
    """The places of a character outside of brackets."""
    depth, found = 0, []
    for place, each in enumerate(text):
        depth += (each == "[") - (each == "]")
        if each == sign and depth == 0:
            found.append(place)
    return found


def _step(table: Table, name: str, where: tuple[Condition, ...], key: str, variables: _Variables) -> Step:
    if not name.startswith("{"):
        return Step(_KINDS.get(name, "key"), name, (), where)
    variable = name[1:-1]
    if variable not in variables:
        message, fix = f"Nothing says what {name} stands for.", f"Add where.{variable} = [...]."
        raise table.error("unknown-placeholder", message, fix, key)
    return Step("variable", variable, variables[variable], where)
