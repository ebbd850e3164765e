"""``pyramid init``: a commented configuration to start from."""

from __future__ import annotations

from pathlib import Path

import click

from pyramid.cli.options import project_folder, root_option


@click.command("init")
@root_option
@click.option("--pyramid-toml", "own_file", is_flag=True, help="Write pyramid.toml in any case.")
def command(root: Path | None, own_file: bool) -> int:
    """Write a commented configuration.

    It goes to the end of pyproject.toml when there is one, else to pyramid.toml. What is there
    already is never changed, and a configuration that exists stays as it is.
    """
    from pyramid.cli import output
    from pyramid.cli.starting import start

    for line in start(project_folder(root), own_file=own_file):
        output.write(f"{line}\n")
    return 0
