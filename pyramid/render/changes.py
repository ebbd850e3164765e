"""A change in words: what it is compared with, and the pyramid before and now."""

from __future__ import annotations

from pyramid.model.report import PyramidShape, Report
from pyramid.render.plain import count, one_line


def change_words(report: Report) -> str:
    """One sentence, "" outside change mode."""
    change = report.change
    if change is None:
        return ""
    since = f"since {one_line(change.base[:12])}" if change.base else "since the beginning"
    files = count(len(change.paths), "file")
    steps = ", ".join(_steps(change.before, report.pyramid)) or "as many tests at each layer as before"
    before, now = change.before.name, report.pyramid.name
    shape = f"; shape {one_line(before)} → {one_line(now)}" if before != now else ""
    return f"Only what {files} changed {since}: {steps}{shape}."


def _steps(before: PyramidShape, now: PyramidShape) -> list[str]:
    """The layers whose number of tests is another one."""
    old = {share.layer: share.tests for share in before.layers}
    new = {share.layer: share.tests for share in now.layers}
    layers = dict.fromkeys((*new, *old))
    return [
        f"{one_line(layer)} {old.get(layer, 0):,} → {new.get(layer, 0):,}"
        for layer in layers
        if old.get(layer, 0) != new.get(layer, 0)
    ]
