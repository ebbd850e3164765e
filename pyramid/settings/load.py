"""Find the configuration, read it, apply `--config`."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyramid.settings.reading import Place, SettingsError, read_table
from pyramid.settings.schema import DEFAULT, Settings
from pyramid.settings.source import parse_toml, parse_value

OWN_FILE = "pyramid.toml"
SHARED_FILE = "pyproject.toml"


def load_settings(root: Path, overrides: Sequence[str] = ()) -> Settings:
    """The settings for an audit of ``root``.

    They come from the nearest ``pyramid.toml``, or ``pyproject.toml`` with a ``[tool.pyramid]``
    table, in the root or above it, up to the repository's own folder; in one folder
    ``pyramid.toml`` wins.  ``overrides`` are ``KEY=VALUE`` as given to ``--config``: KEY may be
    dotted, VALUE is TOML or plain text.  Raises SettingsError.
    """
    root = Path(os.path.abspath(root))
    found = _nearest(root)
    settings = _read(found, root) if found else DEFAULT
    for override in overrides:
        settings = _override(settings, override)
    return settings


def _nearest(root: Path) -> Path | None:
    for folder in (root, *root.parents):
        for name in (OWN_FILE, SHARED_FILE):
            candidate = folder / name
            if os.path.isfile(candidate) and (name == OWN_FILE or _has_table(candidate)):
                return candidate
        if os.path.lexists(folder / ".git"):
            return None
    return None


def _has_table(path: Path) -> bool:
    """A broken file that mentions our table counts, so that its error is told."""
    tool = parse_toml(path).get("tool", {}) if _mentions_us(path) else {}
    return isinstance(tool, dict) and "pyramid" in tool


def _mentions_us(path: Path) -> bool:
    try:
        return re.search(rb"\bpyramid\b", path.read_bytes()) is not None
    except OSError as error:
        raise SettingsError(
            "unreadable-settings", f"cannot be read: {error.strerror}", "Make the file readable.", str(path)
        ) from error


def _read(path: Path, root: Path) -> Settings:
    keys = () if path.name == OWN_FILE else ("tool", "pyramid")
    table: Any = parse_toml(path)
    for key in keys:
        table = table[key]
    place = Place(file=path, keys=keys, prefix=_prefix(root, path.parent))
    return read_table(table, Settings(origin=str(path)), place)


def _prefix(root: Path, folder: Path) -> str:
    """Where the root lies below the folder of the configuration, "" for the same folder."""
    below = root.relative_to(folder).as_posix()
    return "" if below == "." else below


def _override(settings: Settings, override: str) -> Settings:
    key, separator, text = override.partition("=")
    keys = [part.strip().strip("\"'") for part in key.split(".")]
    if not separator or not all(keys):
        raise SettingsError(
            "broken-override",
            f"--config {override}: a KEY=VALUE pair is needed",
            "Write, for example, --config exclude='[\"legacy/\"]' or --config coverage-target.low=0.8",
        )
    try:
        table: Any = parse_value(text.strip())
    except ValueError:
        raise SettingsError(
            "broken-override",
            f"--config {override}: the value is not valid TOML",
            "Close what it opens, and keep it from the shell: --config exclude='[\"legacy/\"]'",
        ) from None
    for part in reversed(keys):
        table = {part: table}
    return read_table(table, settings, Place(override=override))
