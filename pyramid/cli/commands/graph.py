"""``pyramid graph``: the call graph, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from pyramid.cli.options import (
    Source,
    format_option,
    output_file_option,
    quiet_option,
    source_options,
    verbose_option,
)
from pyramid.render import format_names


@click.command("graph")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@format_option(format_names("graphs"), default="json")
@output_file_option
@click.option("--reach", is_flag=True, help="Per test what it reaches, as JSON, instead of the calls.")
@source_options
@quiet_option
@verbose_option
def command(
    source: Source, output_format: str, output_file: Path | None, reach: bool, quiet: bool, verbose: bool
) -> int:
    """Print who calls whom.

    Names are dotted and relative to the root. `pycg` is {"caller": ["callee", ...]} with
    builtins as <builtin>.len; `dot` is for Graphviz. `--reach` prints {"test": ["function", ...]}:
    everything that a test runs, directly or not, as far as it is likely.
    """
    import json

    from pyramid.cli import output
    from pyramid.cli.progress import progress
    from pyramid.link import LinkedProgram, pycg, reached
    from pyramid.render import load_format
    from pyramid.render.graphs import Graph

    form = load_format(output_format, "graphs")
    from pyramid import pipeline

    with progress(quiet) as tell:
        analysis = pipeline.analyse(source.root, source.paths, source.settings, progress=tell)
    program = cast("LinkedProgram", analysis.program)
    if reach:
        output.write(
            json.dumps(reached(analysis.graph, program, analysis.tests), indent=1) + "\n", output_file
        )
        return 0
    graph = Graph(analysis.graph.edges(), lambda: pycg(analysis.graph, program))
    output.write(form.render(graph), output_file)
    return 0
