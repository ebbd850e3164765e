"""The command line, from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from pyramid.cli.app import program
from pyramid.cli.exits import ExitStatus
from pyramid.cli.surroundings import AGENT_VARIABLES


def pages() -> dict[str, str]:
    """One page for all commands."""
    return {"reference/command-line.md": "\n\n".join(_parts()) + "\n"}


def _parts() -> Iterator[str]:
    yield "# Command line"
    yield inspect.cleandoc(program.help or "")
    yield "Results go to standard output, notes and progress to standard error."
    with click.Context(program, info_name="pyramid") as context:
        for name in program.list_commands(context):
            command = program.get_command(context, name)
            if command is not None:
                yield from _command(name, command, context)
    yield from _statuses()
    yield _VARIABLES


def _command(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    yield f"## pyramid {name}"
    with click.Context(command, info_name=name, parent=parent) as context:
        usage = " ".join(command.collect_usage_pieces(context))
    yield f"```\npyramid {name} {usage}\n```"
    yield inspect.cleandoc(command.help or "").replace("<", "&lt;")
    options = [each for each in command.params if isinstance(each, click.Option)]
    rows = [f"| {_names(option)} | {_cell(option.help or '')} |" for option in options]
    yield "\n".join(["| option | meaning |", "| :-- | :-- |", *rows])


def _names(option: click.Option) -> str:
    value = "" if option.is_flag else f" {option.metavar or '|'.join(getattr(option.type, 'choices', ()))}"
    return ", ".join(f"`{name}`" for name in option.opts) + (
        f" `{value.strip()}`".replace("|", "\\|") if value else ""
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _statuses() -> Iterator[str]:
    yield "## Exit status"
    yield inspect.cleandoc(ExitStatus.__doc__ or "").replace("``", "`")
    rows = [f"| {status.value} | {status.name.lower().replace('_', ' ')} |" for status in ExitStatus]
    yield "\n".join(["| status | meaning |", "| --: | :-- |", *rows])


_VARIABLES = f"""## Environment

| variable | meaning |
| :-- | :-- |
| `PYRAMID_OUTPUT_FORMAT` | the output format of `pyramid audit`; `--output-format` wins over it |
| {", ".join(f"`{name}`" for name in AGENT_VARIABLES)} | an agent runs it: the usual format is `agent` |
| `NO_COLOR` | no colour, whatever else is set |
| `FORCE_COLOR` | colour, also into a pipe |
| `COLUMNS` | the width of the page |
| `COVERAGE_FILE` | where the recorded coverage is |"""
