"""``[[type]]``, ``[[function]]``, ``[[fixture]]``, ``[[parameter]]`` and ``[[runner]]`` tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pyramid.rulebook.errors import suggestion
from pyramid.rulebook.library import kept, steps
from pyramid.rulebook.names import (
    BEHAVIOURS,
    KnownFixture,
    KnownFunction,
    KnownParameter,
    KnownType,
    Runner,
)
from pyramid.rulebook.recognizers import PLACEHOLDER, choices, filled
from pyramid.rulebook.tables import Table


def parse_type(table: Table) -> KnownType:
    """A ``[[type]]``; ``fluent`` lists the methods that give the type itself."""
    returns = table.pairs("returns") | dict.fromkeys(table.strings("fluent"), "self")
    for result in table.raw().get("gives", {}):
        returns |= dict.fromkeys(table.table("gives").strings(result), result)
    table.table("gives")
    known = KnownType(
        name=table.string("name"),
        aliases=table.strings("aliases"),
        bases=table.strings("bases"),
        returns=returns,
        attributes=table.pairs("attributes"),
        passes=table.lists("passes"),
        open=table.flag("open"),
        runs=_read(table, "runs", steps),
        reads=_read(table, "reads", steps),
        keeps=_read(table, "keeps", kept),
    )
    table.finish()
    return known


def parse_functions(table: Table) -> Iterator[KnownFunction]:
    """A ``[[function]]``: one or several names with the same result and behaviour."""
    variables = table.lists("where")
    names = tuple(name for pattern in table.strings("name") for name in expand(table, pattern, variables))
    behaves = table.string("behaves", "")
    if behaves and behaves not in BEHAVIOURS:
        raise table.error(
            "unknown-behaviour", f"Unknown behaviour {behaves!r}.", suggestion(behaves, BEHAVIOURS), "behaves"
        )
    aliases, returns = table.strings("aliases"), table.string("returns", "")
    passes, adds_to = table.strings("passes"), table.strings("adds_to")
    runs, keeps = table.strings("runs"), table.strings("keeps")
    _check(table, "runs", runs, steps)
    _check(table, "keeps", keeps, kept)
    members = table.string("members", "")
    table.finish()
    if not names:
        raise table.wrong_type("name", "a dotted name")
    if aliases and len(names) > 1:
        raise table.error(
            "ambiguous-alias", "Aliases need one name.", "Write one [[function]] each.", "aliases"
        )
    for name in names:
        yield KnownFunction(
            name=name,
            aliases=aliases,
            returns=returns,
            behaves=behaves,
            passes=passes,
            adds_to=adds_to,
            runs=runs,
            keeps=keeps,
            members=members,
        )


def parse_fixtures(table: Table) -> Iterator[KnownFixture]:
    """A ``[[fixture]]``: one or several names of one type."""
    names, type_ = table.strings("name"), table.string("type")
    requires = table.strings("requires")
    table.finish()
    for name in names:
        yield KnownFixture(name=name, type=type_, requires=requires)


def parse_parameter(table: Table) -> KnownParameter:
    """A ``[[parameter]]`` that a framework fills."""
    known = KnownParameter(
        type=table.string("type"),
        name=table.string("name", ""),
        function=table.string("function", ""),
        base=table.string("base", ""),
        method=table.string("method", ""),
        decorator=table.string("decorator", ""),
        requires=table.strings("requires"),
        scripts=table.flag("scripts"),
    )
    table.finish()
    if not (known.function or known.method or known.decorator or (known.scripts and known.requires)):
        raise table.error(
            "vague-parameter", "A parameter needs its function.", "Add `function`, `method` or `decorator`."
        )
    return known


def parse_runner(table: Table) -> Runner:
    """A ``[[runner]]``'s conventions."""
    runner = Runner(
        name=table.string("name"),
        files=table.strings("files"),
        functions=table.strings("functions"),
        methods=table.strings("methods"),
        classes=table.strings("classes"),
        classes_without=table.strings("classes_without"),
        bases=table.strings("bases"),
        opt_out=table.string("opt_out", ""),
        marker=table.string("marker", ""),
        marks=table.string("marks", ""),
        uses=table.string("uses", ""),
        configured=table.strings("configured"),
        options=table.pairs("options"),
        setup=table.lists("setup"),
        cases=table.string("cases", ""),
        unrolls=table.flag("unrolls"),
    )
    table.finish()
    return runner


def _read(table: Table, key: str, reader: Callable[[tuple[str, ...]], object]) -> dict[str, tuple[str, ...]]:
    """Lists of steps or keeps by member; a key may name several members: ``"get,post"``."""
    found: dict[str, tuple[str, ...]] = {}
    for names, written in table.lists(key).items():
        _check(table, key, written, reader)
        found |= dict.fromkeys((name.strip() for name in names.split(",")), written)
    return found


def _check(
    table: Table, key: str, written: tuple[str, ...], reader: Callable[[tuple[str, ...]], object]
) -> None:
    try:
        reader(written)
    except ValueError as wrong:
        message = f"{str(wrong)!r} says nothing that can be run."
        fix = "Write a member (`open`), an argument (`arg:0`, `arg:0.__copy__`) or `field = arg:0`."
        raise table.error("unknown-step", message, fix, key) from None


def expand(table: Table, pattern: str, variables: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Every name that a pattern with ``{placeholders}`` stands for."""
    for name in PLACEHOLDER.findall(pattern):
        if name not in variables:
            message, fix = f"Nothing says what {{{name}}} stands for.", f"Add where.{name} = [...]."
            raise table.error("unknown-placeholder", message, fix, "name")
    return (filled(pattern, chosen) for chosen in choices(pattern, variables))
