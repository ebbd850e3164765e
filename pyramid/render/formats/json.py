"""The whole report for programs: the contract of ``report.schema.json``, sorted and byte-stable."""

from __future__ import annotations

from typing import Any

import msgspec

from pyramid.model.report import Report
from pyramid.render.options import RenderOptions


def render(report: Report, options: RenderOptions) -> str:
    """The report as JSON, in the order of the model's fields, maps sorted by key."""
    return encode(public(msgspec.to_builtins(report, order="deterministic")))


def render_error(error: str, fix: str) -> str:
    """What stands in the place of a report when there is none."""
    return encode({"error": error, "fix": fix})


def public(value: Any) -> Any:
    """Keys as printed: a field whose name had to dodge a keyword loses its underscore."""
    if isinstance(value, dict):
        return {key.rstrip("_"): public(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [public(part) for part in value]
    return value


def encode(value: Any) -> str:
    """Indented JSON with a final newline; never fails on a name that is no UTF-8."""
    try:
        encoded = msgspec.json.encode(value)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_spelled(value))
    return msgspec.json.format(encoded, indent=2).decode("utf-8") + "\n"


def _spelled(value: Any) -> Any:
    """Names that are no UTF-8 reach us with lone surrogates, which JSON cannot hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_spelled(key): _spelled(part) for key, part in value.items()}
    return [_spelled(part) for part in value] if isinstance(value, list) else value
