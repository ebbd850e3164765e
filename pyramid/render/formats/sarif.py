"""SARIF 2.1.0 for code scanning: the rules with their help, at most 5,000 findings, the worst first."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from pyramid.model.report import FindingEntry, Report, SkippedEntry
from pyramid.render.encoding import encode
from pyramid.render.findings import path_of, problem_line, problems, worst_first
from pyramid.render.hosted import hosted
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line
from pyramid.render.rule_markdown import rule_markdown
from pyramid.rulebook import RuleFile, load_rules

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
#: The most that code scanning takes from one run.
LARGEST = 5_000
_LONGEST = 1_000  # characters of a message
_ROOT = "%SRCROOT%"
_LEVELS = ("note", "warning", "error")


def render(report: Report, options: RenderOptions) -> str:
    """One run with every rule that has a code, also those that found nothing."""
    report = hosted(report)
    rules = _rules(report, options)
    index = {str(rule["id"]): number for number, rule in enumerate(rules)}
    shown = worst_first(report.findings)[:LARGEST]
    run = {
        "tool": {
            "driver": {
                "name": report.tool.name,
                "version": report.tool.version,
                "semanticVersion": report.tool.version,
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, len(shown))],
        "results": [_result(finding, index) for finding in shown],
    }
    return encode({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def render_error(error: str, fix: str) -> str:
    """What stands in the place of a report when there is none."""
    return encode({"error": error, "fix": fix})


def _rules(report: Report, options: RenderOptions) -> list[dict[str, object]]:
    files = {file.id: file for file in load_rules(options.rules).advice if "message" in file.table}
    names = {finding.code: finding.name for finding in report.findings}
    return [_rule(code, names.get(code, ""), files.get(code)) for code in sorted({*files, *names})]


def _rule(code: str, name: str, file: RuleFile | None) -> dict[str, object]:
    if file is None:
        return {"id": code, "name": name, "shortDescription": {"text": name or code}}
    table: Mapping[str, object] = file.table
    return {
        "id": code,
        "name": str(table["name"]),
        "shortDescription": {"text": file.summary},
        "fullDescription": {"text": f"{file.summary} {table['why']}"},
        "help": {"text": _words(f"{table['why']} {table['instead']}"), "markdown": rule_markdown(file)},
        "defaultConfiguration": {"level": _level(str(table["severity"]))},
        "properties": {"tags": ["test-pyramid"]},
    }


def _words(text: str) -> str:
    """What differs from finding to finding, as a placeholder in the usual way."""
    return text.replace("{", "<").replace("}", ">")


def _result(finding: FindingEntry, index: Mapping[str, int]) -> dict[str, object]:
    fix = f" {one_line(finding.fix)}" if finding.fix else ""
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _level(finding.severity),
        "message": {"text": _text(f"{one_line(finding.message)}{fix}")},
        "locations": [_location(path_of(finding), finding.line)],
        "partialFingerprints": {"pyramidFinding/v1": finding.id},
        "properties": {"certainty": finding.certainty},
    }


def _text(text: str) -> str:
    """Source text must not become a link: brackets and parentheses together would."""
    inert = text.replace("](", "] (")
    return inert if len(inert) <= _LONGEST else inert[: _LONGEST - 1] + "…"


def _location(path: str, line: int) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _address(path), "uriBaseId": _ROOT}}
    return {"physicalLocation": {**place, "region": {"startLine": max(line, 1)}}}


def _address(path: str) -> str:
    """The path as a relative URI reference; bytes that are no UTF-8 stay the bytes they are."""
    try:
        return quote(path.encode("utf-8", "surrogateescape"), safe="/")
    except UnicodeEncodeError:
        return quote(path.encode("utf-8", "backslashreplace"), safe="/")


def _invocation(report: Report, shown: int) -> dict[str, object]:
    told = [_notification(entry) for entry in problems(report)]
    if shown < len(report.findings):
        text = f"Only the worst {shown:,} of {count(len(report.findings), 'finding')} are in this file."
        told.insert(0, {"level": "warning", "message": {"text": text}})
    return {"executionSuccessful": True, "toolExecutionNotifications": told}


def _notification(entry: SkippedEntry) -> dict[str, object]:
    return {
        "level": "warning",
        "message": {"text": _text(problem_line(entry))},
        "descriptor": {"id": entry.slug},
    }


def _level(severity: str) -> str:
    return severity if severity in _LEVELS else "none"
