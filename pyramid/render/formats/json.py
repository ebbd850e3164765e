"""The whole report for programs: the contract of ``report.schema.json``, sorted and byte-stable."""

from __future__ import annotations

from pyramid.model.report import Report
from pyramid.render.encoding import encode, encode_model
from pyramid.render.options import RenderOptions


def render(report: Report, options: RenderOptions) -> str:
    """The report as JSON, in the order of the model's fields, maps sorted by key."""
    return encode_model(report)


def render_error(error: str, fix: str) -> str:
    """What stands in the place of a report when there is none."""
    return encode({"error": error, "fix": fix})
