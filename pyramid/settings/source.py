"""TOML text: parse it, and find the line of a key again."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyramid.model.errors import PyramidError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_LONGEST_VALUE = 200  # lines


class SettingsError(PyramidError):
    """The configuration is wrong."""


def parse_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file.  Raises SettingsError with the line of the first error."""
    try:
        data = path.read_bytes()
        return tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fix = "Save the file as UTF-8."
        raise SettingsError("broken-toml", "is not UTF-8 text", fix, str(path), line) from None
    except tomllib.TOMLDecodeError as error:
        raise _broken(path, str(error)) from None
    except (OSError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "nested too deeply"
        raise SettingsError(
            "unreadable-settings", f"cannot be read: {reason}", "Make the file readable.", str(path)
        ) from None


def is_toml(text: str) -> bool:
    """Would the text parse?"""
    try:
        tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return False
    return True


def parse_value(text: str) -> object:
    """One TOML value; text that is none stands for itself.

    Raises ValueError for text that begins as a list, a table or a quoted text and is none.
    """
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, RecursionError):
        if text.startswith(("[", "{", '"', "'")):
            raise ValueError(text) from None
        return text


def line_of(path: Path, keys: Sequence[str]) -> int:
    """The 1-based line on which a key stands, 0 when it cannot be told.

    The parser itself answers: the key stands where the shortest prefix of the text that parses
    begins to hold it.
    """
    lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    for number in (n for n, line in enumerate(lines, 1) if keys[-1] in line):
        for end in range(number, min(number + _LONGEST_VALUE, len(lines)) + 1):
            try:
                table = tomllib.loads("\n".join(lines[:end]))
            except (tomllib.TOMLDecodeError, RecursionError):
                continue
            if _holds(table, keys):
                return number
            break
    return 0


def _holds(table: Any, keys: Sequence[str]) -> bool:
    for key in keys:
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True


def _broken(path: Path, message: str) -> SettingsError:
    place = re.search(r" \(at line (\d+), column \d+\)| \(at end of document\)", message)
    line = int(place[1]) if place and place[1] else len(path.read_bytes().splitlines())
    cause = message.replace(place[0], "") if place else message
    fix = "Correct this line; the rest was not read."
    return SettingsError("broken-toml", f"is not valid TOML: {cause}", fix, str(path), line)
