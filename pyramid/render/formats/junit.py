"""JUnit XML: a failed case for each warning and error, a skipped one for each note."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from pyramid.model.report import FindingEntry, Report, SkippedEntry
from pyramid.render.findings import path_of, problem_line
from pyramid.render.options import RenderOptions
from pyramid.render.plain import one_line, place, printable

#: What XML 1.0 cannot hold, not even as an entity, beyond the control characters.
_NO_XML = re.compile("[\ufffe\uffff]")


def render(report: Report, options: RenderOptions) -> str:
    """One suite; a file that could not be read is an error in it."""
    failed = [entry for entry in report.skipped if entry.status == "failed"]
    cases = [*(_case(finding) for finding in report.findings), *(_unread(entry) for entry in failed)]
    return _document(cases or [_named("pyramid", "audit")])


def render_error(error: str, fix: str) -> str:
    """A suite whose only case is the error."""
    case = _named("pyramid", "audit")
    _outcome(case, "error", "error", one_line(error), f"Next: {one_line(fix)}")
    return _document([case])


def _case(finding: FindingEntry) -> ElementTree.Element:
    where = place(path_of(finding), finding.line)
    case = _named(f"pyramid.{finding.code}", f"{printable(path_of(finding))} {finding.id}")
    tag = "skipped" if finding.severity == "note" else "failure"
    text = f"{where}: {finding.name}: {one_line(finding.message)} {one_line(finding.fix)}".rstrip()
    _outcome(case, tag, finding.severity, one_line(finding.message), text)
    return case


def _unread(entry: SkippedEntry) -> ElementTree.Element:
    case = _named("pyramid.unread", place(entry.path, entry.line))
    _outcome(case, "error", entry.slug, one_line(entry.reason), problem_line(entry))
    return case


def _named(group: str, name: str) -> ElementTree.Element:
    return ElementTree.Element("testcase", {"classname": _xml(group), "name": _xml(name), "time": "0"})


def _outcome(case: ElementTree.Element, tag: str, kind: str, message: str, text: str) -> None:
    outcome = ElementTree.SubElement(case, tag, {"type": _xml(kind), "message": _xml(message)})
    outcome.text = _xml(text)


def _document(cases: list[ElementTree.Element]) -> str:
    counts = {"tests": len(cases)}
    for plural, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        counts[plural] = sum(case.find(tag) is not None for case in cases)
    told = {"name": "pyramid", **{name: str(number) for name, number in counts.items()}, "time": "0"}
    root = ElementTree.Element("testsuites", {k: v for k, v in told.items() if k != "skipped"})
    ElementTree.SubElement(root, "testsuite", told).extend(cases)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
