"""What an audit prints: as it was printed before when nothing has changed, else made anew."""

from __future__ import annotations

import click

from pyramid.cli.options import Source
from pyramid.model.report import Report
from pyramid.recall import Recall
from pyramid.render import RenderOptions
from pyramid.settings import Settings
from pyramid.workspace.answers import Said


def answered(
    source: Source, settings: Settings, form: str, options: RenderOptions, *, reach: bool, quiet: bool
) -> Said:
    """The text in a format.  Raises ``PyramidError`` when there is nothing to audit."""
    manner = repr((form, options))
    with Recall(source.root, source.paths, settings, f"reach={reach}") as recall:
        said = recall.said(manner)
        if said is None:
            report = recall.report(lambda: _audited(source, settings, reach, quiet))
            said = _rendered(report, form, options)
            recall.keep(manner, said)
        for notice in recall.notices:
            if notice.slug == "cache-rebuilt":  # where there is no cache, the audit itself has said so
                click.echo(f"note: {notice.message} ({notice.slug})", err=True)
        return said


def _audited(source: Source, settings: Settings, reach: bool, quiet: bool) -> Report:
    from pyramid import pipeline
    from pyramid.cli.progress import progress

    with progress(quiet) as tell:
        return pipeline.audit(source.root, source.paths, settings, reach=reach, progress=tell)


def _rendered(report: Report, form: str, options: RenderOptions) -> Said:
    from pyramid.render import render

    severities = sorted({finding.severity for finding in report.findings})
    return Said(text=render(report, form, options), severities=tuple(severities))
