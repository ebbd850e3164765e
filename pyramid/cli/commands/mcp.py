"""``pyramid mcp``: the audit as tools for coding agents."""

from __future__ import annotations

import gc

import click

from pyramid.cli.failure import Failure
from pyramid.cli.options import Source, source_options


@click.command("mcp")
@source_options
def command(source: Source) -> int:
    """Serve the audit to coding agents by the Model Context Protocol, over standard input and output.

    The tools are audit, why, tests_for, gaps and recommendations. They only read: nothing of the
    project is imported, run or changed.
    """
    try:
        from pyramid.cli.serving import server
    except ModuleNotFoundError as error:
        fix = 'Install it with its extra: pip install "pyramid-audit[agent]".'
        raise Failure("no-protocol", f"the library {error.name} is not installed", fix) from None
    gc.enable()  # many answers in one process: what is not needed any more must go
    server(source.root, source.settings).run("stdio")
    return 0
