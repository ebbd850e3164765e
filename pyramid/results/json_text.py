"""JSON of unknown origin → tables, with an error in words for everything else."""

from __future__ import annotations

import json
from typing import Any

from pyramid.results.attempt import ResultsFileError


def read_table(data: bytes, what: str) -> dict[str, Any]:
    """The outermost table.  Raises ResultsFileError."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        fix = "Delete the file and write the report again."
        raise ResultsFileError("results-damaged", f"is no complete {what} ({error})", fix) from error
    if not isinstance(found, dict):
        raise ResultsFileError("results-damaged", f"is no {what}", "Write the report again.")
    return found


def tables(value: object) -> list[dict[str, Any]]:
    """The tables in a list; nothing for what is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    """A string; "" for what is none."""
    return value if isinstance(value, str) else ""
