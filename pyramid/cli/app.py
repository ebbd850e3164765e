"""The program: find the command, run it, turn every way of failing into one clear message."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

import pyramid
from pyramid.cli import failure, neighbours, output
from pyramid.cli.exits import ExitStatus

_FOLDER = Path(__file__).with_name("commands")
#: Absent when another distribution has overwritten our front file; that is told further down.
_VERSION = getattr(pyramid, "__version__", "unknown")
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """The modules of a folder as commands, imported when they are asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Every command by name, sorted."""
        return sorted(found.name for found in pkgutil.iter_modules([str(_FOLDER)]))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name, or None."""
        if name not in self.list_commands(context):
            return None
        module = importlib.import_module(f"pyramid.cli.commands.{name}")
        found: click.Command = module.command
        return found

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a suggestion for a misspelt name."""
        known = self.list_commands(context)
        if arguments and not arguments[0].startswith("-") and arguments[0] not in known:
            raise failure.unknown_command(arguments[0], known)
        return super().resolve_command(context, arguments)


@click.command(cls=Commands, context_settings=_SETTINGS, no_args_is_help=False)
@click.version_option(_VERSION, prog_name="pyramid", message="%(prog)s %(version)s")
def program() -> None:
    """What each end-to-end check is decided by, and the lowest layer that can check it.

    Start with `pyramid audit` in the folder of your project.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (default: the process's own) and return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    output.open_streams()
    try:
        neighbours.refuse_or_warn()
        status = program.main(args=given, prog_name="pyramid", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else ExitStatus.CLEAN
    except (BrokenPipeError, output.ReaderLeft, SystemExit):  # click exits when help finds no reader
        output.silence()
        return ExitStatus.BROKEN_PIPE
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return ExitStatus.INTERRUPTED
    except Exception as error:
        return failure.report(error, given)
