"""Istanbul's JSON (``coverage-final.json``): statements of JavaScript and TypeScript files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyramid.cover.json_text import load_json
from pyramid.cover.recording import Recording, aggregate

NAME = "Istanbul JSON"


def recognises(head: bytes) -> bool:
    """An object of files, each of which says its path or its statements first."""
    return re.match(rb'\s*\{\s*"[^"]*"\s*:\s*\{\s*"(path|statementMap|all|data)"\s*:', head) is not None


def read(path: Path) -> Recording:
    """Read the whole report."""
    return aggregate(path, NAME, load_json(path, NAME, lambda document: dict(map(_file, document.items()))))


def _file(item: tuple[str, Mapping[str, Any]]) -> tuple[str, frozenset[int]]:
    name, entry = item
    entry = entry.get("data", entry)
    counts = entry["s"]
    ran = (place["start"]["line"] for key, place in entry["statementMap"].items() if counts.get(key))
    return str(entry.get("path", name)), frozenset(map(int, ran))
