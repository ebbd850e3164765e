"""JSON that somebody else wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pyramid.cover.recording import CoverageFileError

T = TypeVar("T")


def load_json(path: Path, form: str, shape: Callable[[Any], T]) -> T:
    """The document, put into shape; raises CoverageFileError when either fails."""
    try:
        return shape(json.loads(path.read_bytes()))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError) as error:
        cause = f"{type(error).__name__}: {error}"
        fix = "Delete the file and write the report again."
        raise CoverageFileError("coverage-damaged", f"is no complete {form} ({cause})", fix) from error
