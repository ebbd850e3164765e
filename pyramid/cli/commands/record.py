"""``pyramid record``: run a command with the recorder in every Python process of it."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from pyramid.cli.failure import Failure
from pyramid.cli.options import project_folder, root_option

_FOLDER = click.Path(path_type=Path)


@click.command("record", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="-- COMMAND...")
@root_option
@click.option(
    "--source",
    "sources",
    multiple=True,
    type=_FOLDER,
    metavar="FOLDER",
    help="Code of the application. Repeatable. [default: the project]",
)
@click.option("--records", type=_FOLDER, metavar="FOLDER", help="Where to. [default: .pyramid-records]")
@click.option("--lines", is_flag=True, help="Record lines too, not only functions (slower).")
@click.option("--print-environment", is_flag=True, help="Print the variables that start it; run nothing.")
def command(
    arguments: tuple[str, ...],
    root: Path | None,
    sources: tuple[Path, ...],
    records: Path | None,
    lines: bool,
    print_environment: bool,
) -> int:
    """Run a command and record which functions of the application each test runs in it.

    COMMAND starts the application, or the tests: `pyramid record -- gunicorn shop:app`. Every
    Python process that it starts records, whatever ends it. Nothing of the application is changed.
    """
    from pyramid_recorder.configuration import RECORDS, Configuration, write

    top = project_folder(root)
    configuration = Configuration(
        folder=os.path.abspath(records or top / RECORDS),
        roots=tuple(os.path.abspath(source) for source in sources or (top,)),
        lines=lines,
    )
    for given in sources:
        project_folder(given)
    environment = dict(os.environ)
    write(configuration, environment)
    if print_environment:
        names = [name for name in sorted(environment) if environment[name] != os.environ.get(name)]
        click.echo("\n".join(f"export {name}={shlex.quote(environment[name])}" for name in names))
        return 0
    if not arguments:
        fix = "Name it after two dashes: pyramid record -- python -m shop"
        raise Failure("no-command", "there is no command to run", fix)
    return _record(arguments, environment, Path(configuration.folder))


def _record(arguments: tuple[str, ...], environment: dict[str, str], folder: Path) -> int:
    from pyramid.cli.running import run

    before = _processes(folder)
    status = run(arguments, environment)
    new = _processes(folder) - before
    if not new:
        cause = "no process of the command started the recorder, so nothing was recorded"
        fix = (
            "Run a Python program without -S, -E and -I; where another tool's sitecustomize comes first, "
            "install pyramid-audit into the application's environment."
        )
        raise Failure("recorder-not-started", cause, fix)
    count = "1 process" if len(new) == 1 else f"{len(new)} processes"
    click.echo(f"Recorded {count} in {folder}. Next: pyramid combine", err=True)
    return status


def _processes(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.glob("process-*"))
