"""Annotations of a GitHub Actions step: the ten worst errors, warnings and notes, the rest counted."""

from __future__ import annotations

from collections import Counter

from pyramid.model.report import FindingEntry, Report
from pyramid.render.findings import SEVERITIES, worst_first
from pyramid.render.hosted import hosted
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line, printable

#: The site shows no more than this many of a kind from one step.
SHOWN = 10
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, options: RenderOptions) -> str:
    """One workflow command a line, then one line that counts."""
    report = hosted(report)
    shown: Counter[str] = Counter()
    lines = []
    for finding in worst_first(report.findings):
        shown[finding.severity] += 1
        if shown[finding.severity] <= SHOWN:
            lines.append(_command(finding))
    return "\n".join([*lines, _closing(report, len(lines))]) + "\n"


def render_error(error: str, fix: str) -> str:
    """The error as an annotation of the step."""
    return f"::error title=pyramid::{_data(f'{one_line(error)} Next: {one_line(fix)}')}\n"


def _command(finding: FindingEntry) -> str:
    place = {"file": finding.path, "line": str(finding.line or 1)} if finding.path else {}
    properties = {**place, "title": f"{finding.code} {finding.name}"}
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    fix = f" {one_line(finding.fix)}" if finding.fix else ""
    message = _data(f"{one_line(finding.message)}{fix}")
    return f"::{_COMMANDS.get(finding.severity, 'notice')} {told}::{message}"


def _closing(report: Report, shown: int) -> str:
    total = len(report.findings)
    counted = Counter(finding.severity for finding in report.findings)
    kinds = ", ".join(count(counted[name], name) for name in SEVERITIES if counted[name])
    rest = f" {shown} are shown; `--output-format concise` has them all." if shown < total else ""
    return f"pyramid: {count(total, 'finding')}{f' ({kinds})' if kinds else ''}.{rest}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
