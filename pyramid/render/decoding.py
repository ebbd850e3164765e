"""A report read back from its JSON, as if a stranger had written it."""

from __future__ import annotations

from typing import Any

import msgspec

from pyramid.model.errors import PyramidError
from pyramid.model.report import SCHEMA_VERSION, Report

LARGEST = 50_000_000  # bytes


class ReportError(PyramidError):
    """The bytes are no report of ours."""


def decode_report(data: bytes, path: str = "") -> Report:
    """The report in the JSON format.  Fields that the model does not know are left out.

    Raises ReportError for anything that is not a whole report of this schema version.
    """
    fix = "Write it with `pyramid audit --output-format json --output-file FILE`, of the same version."
    if len(data) > LARGEST:
        raise ReportError("large-report", f"is larger than {LARGEST:,} bytes", fix, path)
    try:
        table: Any = msgspec.json.decode(data)
        if not isinstance(table, dict) or table.get("schema_version") != SCHEMA_VERSION:
            raise ReportError("foreign-report", f"is no report of version {SCHEMA_VERSION}", fix, path)
        return msgspec.convert(_private(table), Report)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise ReportError("broken-report", f"is no report: {str(error)[:200]}", fix, path) from None


def _private(table: dict[str, Any]) -> dict[str, Any]:
    """Fields whose name dodges a keyword, as the model has them."""
    cards = table.get("recommendations")
    if isinstance(cards, list):
        table["recommendations"] = [
            {("from_" if key == "from" else key): value for key, value in card.items()}
            if isinstance(card, dict)
            else card
            for card in cards
        ]
    return table
