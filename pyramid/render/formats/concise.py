"""One finding a line, ``path:line: CODE message``, for editors, `grep` and pipes."""

from __future__ import annotations

from pyramid.model.report import FindingEntry, Report, SkippedEntry
from pyramid.render.changes import change_words
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line, place
from pyramid.render.selection import statistics


def render(report: Report, options: RenderOptions) -> str:
    """The findings by place, then what was left unread or cannot be used, then one line that counts."""
    if options.statistics:
        return "".join(f"{number:>6}  {code}  {name}\n" for number, code, name in statistics(report))
    lines = [_line(finding) for finding in sorted(report.findings, key=_where)]
    lines += [_left(entry) for entry in report.skipped]
    lines += [_left(notice) for notice in report.notices if notice.status != "note"]
    if not options.quiet:
        lines.extend(filter(None, (change_words(report), _closing(report))))
    return "".join(line + "\n" for line in lines)


def _line(finding: FindingEntry) -> str:
    return f"{place(finding.path, finding.line) or '.'}: {finding.code} {one_line(finding.message)}"


def _left(entry: SkippedEntry) -> str:
    where = place(entry.path, entry.line) or "."
    return f"{where}: {entry.status} ({entry.slug}): {one_line(entry.reason)}"


def _where(finding: FindingEntry) -> tuple[str, int, str, str]:
    return finding.path, finding.line, finding.code, finding.id


def _closing(report: Report) -> str:
    found = count(len(report.findings), "finding")
    return f"{found} in {count(len(report.tests), 'test')}: {one_line(report.pyramid.summary)}"
