"""``pyramid prove``: break the function behind a check and see which tests notice."""

from __future__ import annotations

from pathlib import Path

import click

from pyramid.cli.options import Source, format_option, quiet_option, source_options, verbose_option
from pyramid.render import format_names


@click.command("prove")
@click.argument("subjects", nargs=-1, metavar="[SUBJECT]...")
@click.option("--cards", "every_card", is_flag=True, help="The functions of all cards.")
@click.option("--layer", "layers", multiple=True, metavar="LAYER", help="Only these layers. Repeatable.")
@click.option("--faults", type=click.IntRange(min=1), metavar="N", help="At most N faults of a function.")
@click.option("--timeout", type=click.FloatRange(min=1), metavar="SECONDS", help="The most for one command.")
@click.option("--python", metavar="PATH", help="The interpreter of the project. [default: found]")
@format_option(format_names("proofs"), default="full")
@source_options
@quiet_option
@verbose_option
def command(
    source: Source,
    subjects: tuple[str, ...],
    every_card: bool,
    layers: tuple[str, ...],
    faults: int | None,
    timeout: float | None,
    python: str | None,
    output_format: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Break a function in a copy of the repository and see which layer of tests notices.

    SUBJECT is a function, a check (PATH:LINE), a test or the id of a recommendation. Each small fault
    is tried on the tests of each layer that reach the function, cheapest first, until one fails. The
    tests run in a copy; your files are not touched. What is found is kept, and shown on the cards.
    """
    from pyramid.cli.proving import Wishes, interpreter

    if not subjects and not every_card:
        raise click.UsageError("Name what to prove, or give --cards.")
    wishes = Wishes(
        python=interpreter(source.root, python), layers=layers, faults=faults or 0, timeout=timeout or 0.0
    )
    return _prove(source, subjects, every_card, wishes, output_format, quiet)


def _prove(
    source: Source, texts: tuple[str, ...], every_card: bool, wishes: object, output_format: str, quiet: bool
) -> int:
    from pyramid import pipeline
    from pyramid.cli import output
    from pyramid.cli.exits import ExitStatus
    from pyramid.cli.keeping import keeping
    from pyramid.cli.outcomes import Outcomes
    from pyramid.cli.progress import progress
    from pyramid.cli.proving import Requests, Wishes, seams
    from pyramid.prove import write_proofs
    from pyramid.prove.proving import Prover
    from pyramid.render import load_format

    assert isinstance(wishes, Wishes)
    form = load_format(output_format, "proofs")
    kept = keeping(Path(source.root) / source.settings.cache_dir, "proofs")
    with progress(quiet) as tell:
        analysis = pipeline.analyse(source.root, source.paths, source.settings, progress=tell)
        report = pipeline.answer(analysis, source.settings)
        names = seams(report, texts, source.root, every_card=every_card)
        rules = pipeline.load_rules_for(source.root, source.settings)
        runners = rules.knowledge.test_conventions
        requests = Requests(source.root, analysis, report, runners, rules.commands, wishes)
        prover, proofs = Prover(source.root, tell, Outcomes(analysis.tests)), []
        wanted, untried = requests.all(names)
        proofs += untried
        for proof in prover.prove(wanted):
            if kept is not None:
                write_proofs(kept, [proof])
            proofs.append(proof)
    output.write(form.render(proofs, output.render_options()))
    return ExitStatus.CLEAN
