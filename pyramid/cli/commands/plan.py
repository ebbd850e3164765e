"""``pyramid plan``: what to move first, and which end-to-end tests are enough then."""

from __future__ import annotations

from pathlib import Path

import click

from pyramid.cli.options import Source, format_option, quiet_option, source_options, verbose_option
from pyramid.render import format_names


@click.command("plan")
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--confidence",
    type=click.Choice(("certain", "likely", "guess")),
    default="likely",
    show_default=True,
    help="Leave out moves that are less sure.",
)
@click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Add the moves to FILE and bring what is in it up to date.",
)
@click.option("--all", "everything", is_flag=True, help="Show every move and test, not only the first.")
@format_option(format_names("plans"), default="full")
@source_options
@quiet_option
@verbose_option
def command(
    source: Source,
    confidence: str,
    ledger: Path | None,
    everything: bool,
    output_format: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Plan the moves: by seconds saved for their work, and the fewest end-to-end tests that are left.

    The tests that stay visit every route that is visited today, make every check that stays, and run
    every function that no lower test runs.
    """
    from pyramid import pipeline
    from pyramid.cli import output
    from pyramid.cli.exits import ExitStatus
    from pyramid.cli.progress import progress
    from pyramid.plan import plan_of, read_ledger, updated, write_ledger
    from pyramid.render import load_format

    form = load_format(output_format, "plans")
    lines = read_ledger(ledger) if ledger else {}
    with progress(quiet) as tell:
        analysis = pipeline.analyse(source.root, source.paths, source.settings, progress=tell)
        report = pipeline.answer(analysis, source.settings, whole=not source.paths)
        plan = plan_of(analysis, report, confidence)
    if ledger:
        wanted = {card for move in plan.moves for card in move.cards}
        chosen = [card for card in report.recommendations if card.id in wanted]
        output.write(write_ledger(updated(lines, report.recommendations, add=chosen)), ledger)
    output.write(form.render(plan, output.render_options(everything=everything)))
    return ExitStatus.CLEAN
