"""LCOV tracefiles (``lcov.info``)."""

from __future__ import annotations

import re
from pathlib import Path

from pyramid.cover.recording import CoverageFileError, Recording, aggregate

NAME = "LCOV"


def recognises(head: bytes) -> bool:
    """A test name or a source file stands first."""
    return re.match(rb"(\s*#[^\n]*\n)*\s*(TN|SF):", head) is not None


def read(path: Path) -> Recording:
    """Read the whole tracefile."""
    ran: dict[str, set[int]] = {}
    lines: set[int] = set()
    try:
        for record in path.read_text("utf-8", errors="surrogateescape").splitlines():
            tag, _, value = record.partition(":")
            if tag == "SF":
                lines = ran.setdefault(value.strip().replace("\\", "/"), set())
            elif tag == "DA":
                number, hits = value.split(",")[:2]
                if int(hits) > 0:
                    lines.add(int(number))
    except (ValueError, OSError) as error:
        fix = "Delete the file and write the report again."
        raise CoverageFileError("coverage-damaged", f"is no complete {NAME} ({error})", fix) from error
    return aggregate(path, NAME, ran)
