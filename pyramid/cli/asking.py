"""Audit, find what was asked for, print the answer: common to the commands that explain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pyramid.cli.exits import ExitStatus
from pyramid.cli.options import Source
from pyramid.model.report import Report

if TYPE_CHECKING:
    from pyramid.cli.lookup import Subject


def ask(
    source: Source,
    output_format: str,
    find: Callable[[Report], Sequence[Subject]],
    *,
    verb: str,
    everything: bool,
    quiet: bool,
) -> int:
    """Print the answers about what ``find`` finds; ``verb`` is the format's function."""
    from pyramid.cli import output
    from pyramid.cli.explain import Explainer
    from pyramid.cli.progress import progress
    from pyramid.render import load_format

    form = getattr(load_format(output_format, "answers"), verb)
    from pyramid import pipeline

    with progress(quiet) as tell:
        analysis = pipeline.analyse(source.root, source.paths, source.settings, progress=tell)
        report = pipeline.answer(analysis, source.settings)
    explainer = Explainer(report, analysis)
    answers = [explainer.answer(subject) for subject in find(report)]
    output.write(form(answers, output.render_options(everything=everything)))
    return ExitStatus.CLEAN
