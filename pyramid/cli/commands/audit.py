"""``pyramid audit``: the shape, the gaps, and check by check what should move down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pyramid.cli.options import (
    Source,
    changed,
    format_option,
    output_file_option,
    quiet_option,
    source_options,
    verbose_option,
)
from pyramid.render import format_names
from pyramid.settings import Settings

FAIL_ON = ("never", "note", "warning", "error")
_CODES = "Codes, or what they begin with, separated by commas. Repeatable."


@click.command("audit")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@format_option(format_names())
@output_file_option
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="Exit with status 1 for a finding of this severity or a higher one. [default: error]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with status 0 whatever is found.")
@click.option("--select", multiple=True, metavar="CODES", help=f"Report only these. {_CODES}")
@click.option("--ignore", multiple=True, metavar="CODES", help=f"Never report these. {_CODES}")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Report only what FILE does not accept.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Accept all findings of today: write them to FILE and report nothing.",
)
@click.option(
    "--diff",
    "base",
    metavar="BASE",
    help="Report only what changed since this branch left BASE (a branch, tag or commit), in PATHS.",
)
@click.option(
    "--staged", is_flag=True, help="Report only what the next commit changes in PATHS; for pre-commit."
)
@click.option("--reach", is_flag=True, help="Add to each test the functions it reaches (long).")
@click.option("--all", "everything", is_flag=True, help="Show every card, gap and file, not only the first.")
@click.option("--statistics", is_flag=True, help="Count the findings by code.")
@source_options
@quiet_option
@verbose_option
def command(source: Source, **given: Any) -> int:
    """Audit the tests of a project: shape, gaps, and what each end-to-end check should become.

    PATHS are files and folders (default: the current folder). Nothing of the project is imported
    or run.
    """
    return _audit(source, **given)


def _audit(
    source: Source,
    *,
    output_format: str | None,
    output_file: Path | None,
    fail_on: str | None,
    exit_zero: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    write_baseline: Path | None,
    base: str | None,
    staged: bool,
    reach: bool,
    everything: bool,
    statistics: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    from pyramid.cli import output
    from pyramid.cli.answering import answered, change_of
    from pyramid.cli.exits import ExitStatus, exit_status
    from pyramid.cli.surroundings import usual_format
    from pyramid.render import check_name

    settings = changed(
        source.settings,
        select=_codes(select),
        ignore=_codes(ignore),
        fail_on=fail_on,
        output_format=output_format,
        baseline=str(baseline.absolute()) if baseline else None,
    )
    form = settings.output_format or usual_format()
    check_name(form)
    options = output.render_options(
        output_file,
        everything=everything,
        statistics=statistics,
        quiet=quiet,
        verbose=verbose,
        rules=[source.root / folder for folder in settings.rules],
    )
    change = change_of(source, base, staged)
    if write_baseline is not None:
        return _accept(source, settings, write_baseline, quiet)
    said = answered(source, settings, form, options, reach=reach, quiet=quiet, change=change)
    output.write(said.text, output_file)
    return ExitStatus.CLEAN if exit_zero else exit_status(said.severities, settings.fail_on, FAIL_ON)


def _accept(source: Source, settings: Settings, file: Path, quiet: bool) -> int:
    """Write what is reported now as accepted."""
    from pyramid import pipeline
    from pyramid.cli import output
    from pyramid.cli.exits import ExitStatus
    from pyramid.cli.progress import progress

    with progress(quiet) as tell:
        text, number = pipeline.accept(source.root, source.paths, settings, progress=tell)
    output.write(text, file)
    if not quiet:
        findings = "1 finding" if number == 1 else f"{number:,} findings"
        click.echo(f"Accepted {findings} in {file}. Next: pyramid audit --baseline {file}", err=True)
    return ExitStatus.CLEAN


def _codes(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip() for text in given for code in text.split(",") if code.strip())
