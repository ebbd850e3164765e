"""The Reviewdog Diagnostic Format, for `reviewdog -f=rdjson`."""

from __future__ import annotations

from pyramid.model.report import FindingEntry, Report
from pyramid.render.encoding import encode
from pyramid.render.findings import path_of
from pyramid.render.hosted import hosted
from pyramid.render.options import RenderOptions
from pyramid.render.plain import one_line

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def render(report: Report, options: RenderOptions) -> str:
    """One DiagnosticResult with a diagnostic for each finding."""
    report = hosted(report)
    return encode({"source": {"name": "pyramid"}, "diagnostics": [_diagnostic(f) for f in report.findings]})


def render_error(error: str, fix: str) -> str:
    """What stands in the place of a report when there is none."""
    return encode({"error": error, "fix": fix})


def _diagnostic(finding: FindingEntry) -> dict[str, object]:
    location: dict[str, object] = {"path": path_of(finding)}
    if finding.line:
        location["range"] = {"start": {"line": finding.line}}
    fix = f" {one_line(finding.fix)}" if finding.fix else ""
    return {
        "message": f"{one_line(finding.message)}{fix}",
        "location": location,
        "severity": _SEVERITIES.get(finding.severity, "UNKNOWN_SEVERITY"),
        "code": {"value": finding.code},
    }
