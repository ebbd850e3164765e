"""The JSON report of coverage.py; with ``--show-contexts`` it keeps the contexts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pyramid.cover.json_text import load_json
from pyramid.cover.recording import Lines, Recording

NAME = "coverage.py JSON"


def recognises(head: bytes) -> bool:
    """A JSON object that begins with the report's own ``meta`` table."""
    return re.match(rb'\s*\{\s*"meta"\s*:', head) is not None


def read(path: Path) -> Recording:
    """Read the whole report."""
    files = load_json(
        path, NAME, lambda document: {name: _lines(entry) for name, entry in document["files"].items()}
    )
    contexts = {context for lines in files.values() for found in lines.values() for context in found}
    return Recording(
        path=path,
        form=NAME,
        is_report=True,
        files=tuple(sorted(files)),
        lines=files.__getitem__,
        contexts=frozenset(contexts - {""}),
    )


def _lines(entry: Mapping[str, Any]) -> Lines:
    contexts: Mapping[str, Iterable[str]] = entry.get("contexts", {})
    return {int(line): tuple(map(str, contexts.get(str(line), ("",)))) for line in entry["executed_lines"]}
