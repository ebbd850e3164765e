"""What an audit prints: as it was printed before when nothing has changed, else made anew."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from pyramid.cli.failure import Failure
from pyramid.cli.options import Source
from pyramid.model.report import Report
from pyramid.recall import Recall
from pyramid.render import RenderOptions
from pyramid.settings import Settings
from pyramid.workspace import Difference
from pyramid.workspace.answers import Said

if TYPE_CHECKING:
    from pyramid.shelf import AnalysisShelf


def answered(
    source: Source,
    settings: Settings,
    form: str,
    options: RenderOptions,
    *,
    reach: bool,
    quiet: bool,
    change: Difference | None = None,
) -> Said:
    """The text in a format; about a change only, when there is one.

    Raises ``PyramidError`` when there is nothing to audit.
    """
    manner = repr((form, options))
    question = f"reach={reach}" if change is None else f"change={_spelled(change)}"
    with Recall(source.root, () if change else source.paths, settings, question) as recall:
        said = recall.said(manner)
        if said is None:
            report = recall.report(lambda: _audited(source, settings, reach, quiet, change, recall))
            said = _rendered(report, form, options)
            recall.keep(manner, said)
        for notice in recall.notices:
            if notice.slug == "cache-rebuilt":  # where there is no cache, the audit itself has said so
                click.echo(f"note: {notice.message} ({notice.slug})", err=True)
        return said


def change_of(source: Source, base: str | None, staged: bool) -> Difference | None:
    """What the options of change mode mean.  Raises ``PyramidError`` when git cannot tell."""
    if base is not None and staged:
        raise Failure("two-changes", "--diff and --staged were both given", "Give one of them.")
    if base is None and not staged:
        return None
    from pyramid.workspace import difference

    paths = difference.relative(source.root, source.paths)
    if base is not None:
        return difference.since(source.root, base, paths)
    return difference.staged(source.root, os.environ, paths)


def _spelled(change: Difference) -> str:
    """Equal in every process: sets are printed in another order in each."""
    found = change.changes
    lines = [(path, touched and sorted(touched)) for path, touched in sorted(found.lines.items())]
    return repr((change.base, lines, sorted(found.renamed.items()), sorted(found.left_out)))


def _audited(
    source: Source,
    settings: Settings,
    reach: bool,
    quiet: bool,
    change: Difference | None,
    recall: Recall,
) -> Report:
    from pyramid.cli.progress import progress

    with progress(quiet) as tell:
        if change is not None:
            from pyramid import comparing

            shelf = _shelf(recall, settings)
            return comparing.compared(
                source.root, settings, change, progress=tell, shelf=shelf, names=recall.names
            )
        from pyramid import pipeline

        shelf = _shelf(recall, settings) if not source.paths else None
        return pipeline.audit(source.root, source.paths, settings, reach=reach, progress=tell, shelf=shelf)


def _shelf(recall: Recall, settings: Settings) -> AnalysisShelf | None:
    """Where the analysis is kept beside the answer to this question."""
    from pyramid.shelf import AnalysisShelf

    return AnalysisShelf(recall.workspace, settings, recall.answers) if recall.workspace else None


def _rendered(report: Report, form: str, options: RenderOptions) -> Said:
    from pyramid.render import render

    severities = sorted({finding.severity for finding in report.findings})
    return Said(text=render(report, form, options), severities=tuple(severities))
