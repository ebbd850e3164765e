"""One hand-made report for every format.

``sample.json`` is the contract as a user reads it: the report is made from it, and the JSON
format must give it back.  ``REGENERATE=1 python -m pytest tests/unit/render`` writes the
other golden files anew; read the difference before committing it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from pyramid.model.report import Report

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def sample() -> Report:
    """The hand-made report."""
    table = msgspec.json.decode((HERE / "sample.json").read_bytes())
    for entry in table["recommendations"]:
        entry["from_"] = entry.pop("from")
    return msgspec.convert(table, Report)


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with a golden file, or write it when asked to."""

    def compare(name: str, text: str) -> None:
        path = HERE / "golden" / name
        if os.environ.get("REGENERATE"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
