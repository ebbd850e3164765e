"""Logging commands of an Azure Pipelines step: errors and warnings as issues, notes counted."""

from __future__ import annotations

from pyramid.model.report import FindingEntry, Report
from pyramid.render.findings import worst_first
from pyramid.render.hosted import hosted
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line, printable

_ISSUES = ("error", "warning")
_IN_MESSAGE = {"%": "%AZP25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ";": "%3B", "]": "%5D"}


def render(report: Report, options: RenderOptions) -> str:
    """One logging command a line, then one line that counts."""
    report = hosted(report)
    lines = [_command(finding) for finding in worst_first(report.findings) if finding.severity in _ISSUES]
    return "\n".join([*lines, _closing(report, len(lines))]) + "\n"


def render_error(error: str, fix: str) -> str:
    """The error as an issue of the step."""
    return _issue({"type": "error"}, f"{one_line(error)} Next: {one_line(fix)}") + "\n"


def _command(finding: FindingEntry) -> str:
    place = {"sourcepath": finding.path, "linenumber": str(finding.line or 1)} if finding.path else {}
    properties = {"type": finding.severity, **place, "code": finding.code}
    fix = f" {one_line(finding.fix)}" if finding.fix else ""
    return _issue(properties, f"{one_line(finding.message)}{fix}")


def _issue(properties: dict[str, str], message: str) -> str:
    told = "".join(f"{name}={_escaped(value, _IN_PROPERTY)};" for name, value in properties.items())
    return f"##vso[task.logissue {told}]{_escaped(message, _IN_MESSAGE)}"


def _escaped(text: str, table: dict[str, str]) -> str:
    return printable("".join(table.get(char, char) for char in text))


def _closing(report: Report, issues: int) -> str:
    notes = len(report.findings) - issues
    rest = f" {count(notes, 'note')} not shown here; `--output-format concise` has them." if notes else ""
    return f"pyramid: {count(len(report.findings), 'finding')}.{rest}"
