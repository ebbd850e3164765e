"""A GitLab Code Quality report: write it to `gl-code-quality-report.json`."""

from __future__ import annotations

from pyramid.model.report import FindingEntry, Report
from pyramid.render.encoding import encode
from pyramid.render.findings import path_of
from pyramid.render.hosted import hosted
from pyramid.render.options import RenderOptions
from pyramid.render.plain import one_line

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report, options: RenderOptions) -> str:
    """A list of findings; each has a fingerprint of its own that moved lines do not change."""
    report = hosted(report)
    return encode([_entry(finding) for finding in report.findings])


def render_error(error: str, fix: str) -> str:
    """What stands in the place of a report when there is none."""
    return encode({"error": error, "fix": fix})


def _entry(finding: FindingEntry) -> dict[str, object]:
    return {
        "description": one_line(finding.message),
        "check_name": finding.code,
        "fingerprint": finding.id,
        "severity": _SEVERITIES.get(finding.severity, "info"),
        "location": {"path": path_of(finding), "lines": {"begin": finding.line or 1}},
    }
