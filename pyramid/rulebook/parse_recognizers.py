"""``[[recognizer]]`` tables: checked against the closed vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyramid.rulebook.errors import RuleError, suggestion
from pyramid.rulebook.recognizers import PLACEHOLDER, Recognizer, Source
from pyramid.rulebook.tables import Table
from pyramid.rulebook.vocabulary import KINDS, WAYS

_SOURCE = re.compile(
    r"(?P<kind>arg|item|receiver/arg):(?P<index>\d+)(?P<rest>\+)?"
    r"|(?P<named>arg|option|known-as|name|member|return|receiver/arg):(?P<key>\w+)"
    r"|(?P<bare>item|receiver|here|value|subject|subject-name|class)"
)
_WORDS = (
    "arg",
    "item",
    "known-as",
    "option",
    "name",
    "receiver",
    "here",
    "value",
    "subject",
    "subject-name",
    "class",
    "member",
    "return",
)
_CERTAINTIES = ("certain", "likely", "guess")


def parse_recognizer(table: Table, rule: str) -> Recognizer:
    """One recognizer of the rule file ``rule``; raises RuleError on anything unknown."""
    emit = _one_of(table, "emit", table.string("emit"), KINDS, "unknown-emit")
    way, names = _when(table)
    variables = table.lists("where")
    _check_placeholders(table, names, variables)
    take, maps, constants = _slots(table, emit)
    _check_variables(table, take, variables)
    recognizer = Recognizer(
        rule=rule,
        emit=emit,
        way=way,
        names=names,
        variables=variables,
        take=take,
        map=maps,
        set=constants,
        each=_source(table, table.string("each", ""), "each") if table.has("each") else None,
        step=table.number("step", 1),
        requires=table.strings("requires"),
        needs=tuple(_source(table, each, "needs") for each in table.strings("needs")),
        unless=tuple(_source(table, each, "unless") for each in table.strings("unless")),
        besides=table.strings("besides"),
        required=table.strings("required"),
        certainty=_one_of(
            table, "certainty", table.string("certainty", "certain"), _CERTAINTIES, "unknown-certainty"
        ),
        line=table.line,
    )
    table.finish()
    for slot in recognizer.required:
        if slot not in take:
            raise table.error("unfilled-slot", f"Nothing fills {slot!r}.", f"Add take.{slot}.", "required")
    if recognizer.besides and way not in ("base", "assign"):
        message = "`besides` needs when.base or when.assign."
        raise table.error("idle-besides", message, "Remove it.", "besides")
    return recognizer


def _when(table: Table) -> tuple[str, tuple[str, ...]]:
    if not table.has("when"):
        raise table.wrong_type("when", "one way, such as when.call")
    when = table.table("when")
    ways = list(when.keys())
    for way in ways:
        _one_of(when, way, way, WAYS, "unknown-way")
    if len(ways) != 1:
        raise table.error(
            "one-way",
            "A recognizer needs exactly one key in `when`.",
            "Write one recognizer per way.",
            "when",
        )
    names = when.strings(ways[0])
    if not names:
        raise when.wrong_type(ways[0], "a dotted name or a list of them")
    return ways[0], names


def _slots(
    table: Table, emit: str
) -> tuple[dict[str, tuple[Source, ...]], dict[str, dict[str, str]], dict[str, str]]:
    take = {
        slot: tuple(_source(table, each, slot) for each in sources)
        for slot, sources in table.lists("take").items()
    }
    inner = table.table("map")
    maps = {slot: inner.pairs(slot) for slot in tuple(inner.keys())}
    constants = {slot: " ".join(words) for slot, words in table.lists("set").items()}
    for slot in (*take, *maps, *constants):
        _one_of(table, slot, slot, KINDS[emit].slots, "unknown-slot", f" of {emit!r}")
    return take, maps, constants


def _source(table: Table, text: str, key: str) -> Source:
    found = _SOURCE.fullmatch(text)
    if not found:
        raise table.error(
            "unknown-source", f"Unknown source {text!r}.", suggestion(text.partition(":")[0], _WORDS), key
        )
    if found["bare"]:
        return Source(found["bare"])
    return Source(found["kind"] or found["named"], found["index"] or found["key"], bool(found["rest"]))


def _check_placeholders(table: Table, names: Iterable[str], variables: dict[str, tuple[str, ...]]) -> None:
    used = {found for name in names for found in PLACEHOLDER.findall(name)}
    for missing in sorted(used - variables.keys()):
        raise table.error(
            "unknown-placeholder",
            f"Nothing says what {{{missing}}} stands for.",
            suggestion(missing, variables) if variables else f"Add where.{missing} = [...].",
            "when",
        )
    for idle in sorted(variables.keys() - used):
        raise table.error("idle-placeholder", f"No name uses {{{idle}}}.", suggestion(idle, used), idle)


def _check_variables(table: Table, take: dict[str, tuple[Source, ...]], variables: Iterable[str]) -> None:
    known = set(variables)
    for slot, sources in take.items():
        for source in sources:
            if source.kind == "name" and source.key not in known:
                raise table.error(
                    "unknown-placeholder",
                    f"name:{source.key} is no placeholder.",
                    suggestion(source.key, known),
                    slot,
                )


def _one_of(table: Table, key: str, value: str, known: Iterable[str], slug: str, of: str = "") -> str:
    if value in set(known):
        return value
    error: RuleError = table.error(
        slug, f"{slug.replace('-', ' ').capitalize()} {value!r}{of}.", suggestion(value, known), key
    )
    raise error
