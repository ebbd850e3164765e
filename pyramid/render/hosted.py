"""The report as a code host knows it: paths from the top of the repository."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from pyramid.model.report import Report


def hosted(report: Report) -> Report:
    """The findings and what was not read, with the way from the top of the repository before each path."""
    if not report.prefix:
        return report
    return replace(
        report,
        findings=tuple(replace(each, path=from_top(report, each.path)) for each in report.findings),
        skipped=tuple(replace(each, path=from_top(report, each.path)) for each in report.skipped),
        notices=tuple(replace(each, path=from_top(report, each.path)) for each in report.notices),
    )


def from_top(report: Report, path: str) -> str:
    """A path of the report, told from the top of the repository; "" and absolute ones stay."""
    if not report.prefix or not path or path.startswith("/"):
        return path
    return posixpath.normpath(f"{report.prefix}/{path}")  # settings may lie above the root
