"""The file of a baseline: written for people and diffs, read as if a stranger had written it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pyramid.advise.baseline import Accepted, Baseline
from pyramid.model.errors import PyramidError

SCHEMA_VERSION = "1"
LARGEST = 50_000_000  # bytes
_FIX = "Restore the file, or write it anew: `pyramid audit --write-baseline FILE`."
_TEXTS = ("id", "content", "code", "message")


class BaselineError(PyramidError):
    """The baseline cannot be used."""


def write_baseline(entries: Iterable[Accepted], evidence: str) -> str:
    """The text of the file, one finding a line, so that two branches can be merged."""
    lines = [
        "  " + json.dumps({name: getattr(entry, name) for name in (*_TEXTS, "files")}) for entry in entries
    ]
    body = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
    head = f'"schema_version": {json.dumps(SCHEMA_VERSION)},\n"evidence": {json.dumps(evidence)}'
    return f'{{\n{head},\n"findings": {body}\n}}\n'


def accepted_findings(root: Path, name: str) -> Baseline:
    """The baseline of a file, named from the root.  Raises BaselineError."""
    file = root / name
    path = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
    try:
        if file.stat().st_size > LARGEST:
            raise BaselineError("large-baseline", f"is larger than {LARGEST:,} bytes", _FIX, path)
        return read_baseline(file.read_bytes(), path)
    except FileNotFoundError:
        fix = f"Check the spelling, or write it: `pyramid audit --write-baseline {path}`."
        raise BaselineError("no-such-baseline", "there is no such baseline", fix, path) from None
    except OSError as error:
        cause = f"cannot be read: {error.strerror}"
        raise BaselineError("unreadable-baseline", cause, "Make the file readable.", path) from None


def read_baseline(data: bytes, path: str) -> Baseline:
    """The baseline of a file's content.  Raises BaselineError with its place."""
    table = _parsed(data, path)
    if not isinstance(table, dict) or not isinstance(table.get("findings"), list):
        raise BaselineError("broken-baseline", "is not the file of a baseline", _FIX, path)
    version = table.get("schema_version")
    if version != SCHEMA_VERSION:
        cause = f"is of version {version!r}; this program reads version {SCHEMA_VERSION!r}"
        raise BaselineError("foreign-baseline", cause[:200], _FIX, path)
    lines = _lines(data)
    entries = [_entry(entry, number, lines, path) for number, entry in enumerate(table["findings"], 1)]
    return Baseline(path=path, evidence=str(table.get("evidence", "")), entries=tuple(entries))


def _parsed(data: bytes, path: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        cause = "has marks of an unsolved merge" if b"\n<<<<<<< " in data else f"is not JSON: {error.msg}"
        raise BaselineError("broken-baseline", cause, _FIX, path, error.lineno) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BaselineError("broken-baseline", "is not UTF-8 text", _FIX, path, line) from None
    except (ValueError, RecursionError):
        cause = "holds numbers or a nesting that no baseline has"
        raise BaselineError("broken-baseline", cause, _FIX, path) from None


def _entry(given: Any, number: int, lines: dict[str, int], path: str) -> Accepted:
    if not isinstance(given, dict) or not _is_whole(given):
        cause = f"finding {number} is not one: it needs {', '.join(_TEXTS)} and a list of files"
        line = (
            lines.get(given["id"], 0) if isinstance(given, dict) and isinstance(given.get("id"), str) else 0
        )
        raise BaselineError("broken-baseline", cause, _FIX, path, line)
    texts = {name: given[name] for name in _TEXTS}
    return Accepted(**texts, files=tuple(given["files"]), line=lines.get(given["id"], 0))


def _is_whole(given: dict[str, Any]) -> bool:
    files = given.get("files")
    return (
        all(isinstance(given.get(name), str) for name in _TEXTS)
        and isinstance(files, list)
        and all(isinstance(file, str) for file in files)
    )


def _lines(data: bytes) -> dict[str, int]:
    """Where each id stands."""
    return dict(_ids(data.decode("utf-8-sig")))


def _ids(text: str) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(text.split("\n"), 1):
        for match in re.finditer(r'"id": "([^"\\]*)"', line):
            yield match[1], number
