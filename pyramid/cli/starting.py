"""The configuration that ``pyramid init`` writes: every setting at its default, as a comment."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from pyramid.cli import output
from pyramid.cli.failure import Failure
from pyramid.settings import settings_reference
from pyramid.settings.load import OWN_FILE, SHARED_FILE
from pyramid.settings.source import is_toml, parse_toml

_RECORDING = Path(__file__).parent / "texts" / "recording.txt"
_FIXTURE = _RECORDING.with_name("fixture.ts")


def start(root: Path, *, own_file: bool = False) -> Iterator[str]:
    """Write the configuration of a project and say what was done, line by line.

    Raises Failure when a file cannot be read or written.
    """
    shared, own = root / SHARED_FILE, root / OWN_FILE
    present = _configured(shared, own)
    if present is not None:
        yield f"{present.name} has a configuration already; nothing was changed."
        return
    file = own if own_file or not os.path.exists(shared) else shared
    _append(file, configuration("tool.pyramid" if file == shared else ""))
    yield f"Wrote the settings, all at their defaults, to {file.name}."
    yield from _RECORDING.read_text(encoding="utf-8").splitlines()
    yield "Next: pyramid audit"


def write_fixture(file: Path) -> str:
    """Write the fixture file for browser tests in TypeScript and say what to do with it.

    Raises Failure when there is such a file already, or it cannot be written.
    """
    if os.path.lexists(file):
        reason = "exists already and was left as it is"
        raise Failure("fixture-exists", reason, "Name another file, or delete it first.", str(file))
    output.replace(file.resolve(), _FIXTURE.read_bytes())
    return f"Wrote {file}. Import `test` and `expect` from it in the tests; then: pyramid record -- COMMAND"


def configuration(table: str) -> str:
    """Every setting as a comment, under the table's header when the file is shared."""
    lines = [f"[{table}]"] if table else []
    lines.append("# Every setting is shown with its default; remove the # to change one.")
    for setting in settings_reference():
        if "." in setting.key or not setting.default:
            continue
        lines += [
            "",
            *(f"# {line}" for line in _sentence(setting.text)),
            f"# {setting.key} = {setting.default}",
        ]
    return "\n".join(lines) + "\n"


def _sentence(text: str) -> list[str]:
    """The first sentence, which says what the setting is for."""
    first = re.split(r"(?<=[.:])\s", " ".join(text.split()), maxsplit=1)[0]
    return [first.rstrip(":") + ("." if first.endswith(":") else "")]


def _configured(shared: Path, own: Path) -> Path | None:
    if os.path.exists(own):
        return own
    if not os.path.isfile(shared):
        return None
    tool = parse_toml(shared).get("tool", {})
    return shared if isinstance(tool, dict) and "pyramid" in tool else None


def _append(file: Path, text: str) -> None:
    """Add to the end; every byte that is there stays."""
    try:
        before = file.read_bytes() if os.path.exists(file) else b""
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise Failure("unreadable-settings", reason, "Make it readable.", str(file)) from error
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before else newline if before.endswith(b"\n") else newline * 2
    if not os.access(file if os.path.exists(file) else file.parent, os.W_OK):
        raise Failure("unwritable-settings", "cannot be written", "Make it writable.", str(file))
    whole = before + gap + text.encode("utf-8").replace(b"\n", newline)
    if not is_toml(whole.decode("utf-8-sig")):
        reason = "its `tool` is an inline table, which takes no further table"
        raise Failure(
            "closed-table", reason, "Write a file of its own: `pyramid init --pyramid-toml`.", str(file)
        )
    output.replace(file.resolve(), whole)
