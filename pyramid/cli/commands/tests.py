"""``pyramid tests``: which tests reach a function, by layer, measured or inferred."""

from __future__ import annotations

import click

from pyramid.cli.asking import ask
from pyramid.cli.options import Source, format_option, quiet_option, source_options, verbose_option
from pyramid.render import format_names


@click.command("tests")
@click.argument("subject", metavar="PATH:LINE|FUNCTION")
@format_option(format_names("answers"), default="full")
@source_options
@quiet_option
@verbose_option
def command(source: Source, subject: str, output_format: str, quiet: bool, verbose: bool) -> int:
    """List the tests that reach a function.

    Name the function by a line inside it or by its dotted name (or the end of one). "measured"
    tests ran it in the recorded coverage; "inferred" ones lead to it by the calls in the source.
    """
    from pyramid.cli import lookup

    return ask(
        source,
        output_format,
        lambda report: lookup.functions(report, subject, source.root),
        verb="tests",
        everything=True,
        quiet=quiet,
    )
