"""How tests are run: the commands of test runners."""

from __future__ import annotations

from dataclasses import dataclass

from pyramid.rulebook.tables import Table

_NAMES = ("id", "dotted")
_OUTCOMES = ("", "junit", "lines")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command that runs chosen tests of some ``runners``, all of them or, with the words of ``stop``,
    until the first fails.

    In ``run`` stand ``{python}`` for the interpreter, ``{tests}`` for the tests, ``{stop}`` for the
    words of ``stop`` and ``{report}`` for a file to write.  ``names`` says how tests are named, relative
    to the folder that the command is run in: ``id`` or ``dotted``.  That folder has one of the files
    ``beside``; where none is named, it is one in which the runner is configured, or the root.
    ``outcomes`` says how it is told what became of each test: ``junit`` (a report), ``lines`` (on the
    screen).  Status 1 means that a test failed.
    """

    runners: tuple[str, ...]
    run: tuple[str, ...]
    stop: tuple[str, ...] = ()
    names: str = "id"
    outcomes: str = ""
    beside: tuple[str, ...] = ()


def parse_command(table: Table) -> Command:
    """A ``[[command]]``."""
    command = Command(
        runners=table.strings("runners"),
        run=table.strings("run"),
        stop=table.strings("stop"),
        names=table.string("names", "id"),
        outcomes=table.string("outcomes", ""),
        beside=table.strings("beside"),
    )
    table.finish()
    for key, value, known in (("names", command.names, _NAMES), ("outcomes", command.outcomes, _OUTCOMES)):
        if value not in known:
            fix = f"Write one of {', '.join(filter(None, known))}."
            raise table.error("unknown-word", f"Unknown {key} {value!r}.", fix, key)
    return command
