"""``pyramid init``: a commented configuration to start from."""

from __future__ import annotations

from pathlib import Path

import click

from pyramid.cli.options import project_folder, root_option


@click.command("init")
@root_option
@click.option("--pyramid-toml", "own_file", is_flag=True, help="Write pyramid.toml in any case.")
@click.option(
    "--fixture",
    type=click.Path(path_type=Path),
    metavar="FILE.ts",
    help="Write only this: what labels browser tests in TypeScript for the recorder.",
)
def command(root: Path | None, own_file: bool, fixture: Path | None) -> int:
    """Write a commented configuration.

    It goes to the end of pyproject.toml when there is one, else to pyramid.toml. What is there
    already is never changed, and a configuration that exists stays as it is.
    """
    from pyramid.cli import output
    from pyramid.cli.starting import start, write_fixture

    if fixture is not None:
        output.write(f"{write_fixture(fixture)}\n")
        return 0
    for line in start(project_folder(root), own_file=own_file):
        output.write(f"{line}\n")
    return 0
