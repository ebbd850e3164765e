"""``pyramid why``: the evidence about one check, test or function, as a tree."""

from __future__ import annotations

import click

from pyramid.cli.asking import ask
from pyramid.cli.options import Source, format_option, quiet_option, source_options, verbose_option
from pyramid.render import format_names


@click.command("why")
@click.argument("subject")
@format_option(format_names("answers"), default="full")
@click.option("--all", "everything", is_flag=True, help="Show every test and check, not only the first.")
@source_options
@quiet_option
@verbose_option
def command(
    source: Source, subject: str, output_format: str, everything: bool, quiet: bool, verbose: bool
) -> int:
    """Explain a check, a test or a function.

    SUBJECT is PATH:LINE of a check, a test or a function, a test's id, a function's dotted name
    (or the end of one), or the id of a recommendation.
    """
    from pyramid.cli import lookup

    return ask(
        source,
        output_format,
        lambda report: lookup.subjects(report, subject, source.root),
        verb="why",
        everything=everything,
        quiet=quiet,
    )
