"""TOML tables → frozen values, by the types of the schema."""

from __future__ import annotations

import dataclasses
import difflib
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from pyramid.settings.source import SettingsError, line_of

__all__ = ["Place", "SettingsError", "read_table"]

T = TypeVar("T")
_WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text in quotes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a value stands: a key in a file, or a `--config` override.

    ``prefix`` is the way from the folder of the file down to the audited root.
    """

    file: Path | None = None
    keys: tuple[str, ...] = ()
    prefix: str = ""
    override: str = ""

    def at(self, key: str) -> Place:
        """The place of a key below this one."""
        return replace(self, keys=(*self.keys, key))

    def error(self, slug: str, message: str, fix: str) -> SettingsError:
        """An error at this place."""
        if self.file is None:
            return SettingsError(slug, f"--config {self.override}: {message}", fix)
        line = line_of(self.file, self.keys) if self.keys else 0
        return SettingsError(slug, message, fix, str(self.file), line)


def read_table(table: object, base: T, place: Place) -> T:
    """``base`` (a dataclass) with the values of the table in the place of its own.

    Raises SettingsError for an unknown key, a value of another type, or values that do not go
    together.
    """
    if not isinstance(table, Mapping):
        raise place.error("wrong-type", f"{_key(place)} must be a table", "Write it as a table with keys.")
    fields = _fields(type(base))
    changed = {}
    for key, value in table.items():
        if key not in fields:
            raise _unknown(key, fields, place.at(key))
        name, hint = fields[key]
        changed[name] = _convert(value, hint, place.at(key), getattr(base, name))
    made = dataclasses.replace(base, **changed)  # type: ignore[type-var]
    problem = made.problem()  # type: ignore[attr-defined]
    if problem:
        named = next((key for key in table if problem.startswith(f"{key} ")), None)
        where = place.at(named) if named else place
        raise where.error("wrong-value", problem, "Correct the value; see the settings reference.")
    return made


def _fields(schema: type) -> dict[str, tuple[str, Any]]:
    hints = get_type_hints(schema, include_extras=True)
    listed = (item for item in dataclasses.fields(schema) if not item.metadata.get("internal"))
    return {item.name.replace("_", "-"): (item.name, hints[item.name]) for item in listed}


def _unknown(key: str, fields: Mapping[str, object], place: Place) -> SettingsError:
    near = difflib.get_close_matches(key.replace("_", "-").lower(), fields, n=1, cutoff=0.6)
    fix = f"Did you mean {near[0]}?" if near else f"Known keys: {', '.join(sorted(fields))}."
    if place.file is not None and place.keys == ("tool",):
        fix = f"In {place.file.name} the settings stand at the top, without [tool.pyramid]."
    return place.error("unknown-setting", f"unknown setting {key!r}", fix)


def _convert(value: object, hint: Any, place: Place, base: object = None) -> Any:
    origin = get_origin(hint)
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return read_table(value, base if isinstance(base, hint) else hint(), place)
    if origin is Annotated:
        return _rebased(_convert(value, str, place), get_args(hint)[1], place.prefix)
    if origin is Literal:
        return _choice(value, get_args(hint), place)
    if origin is tuple:
        return _sequence(value, get_args(hint)[0], place)
    if origin is Mapping or origin is dict or getattr(origin, "__name__", "") == "Mapping":
        return _mapping(value, get_args(hint), place)
    return _scalar(value, hint, place)


def _sequence(value: object, hint: Any, place: Place) -> tuple[Any, ...]:
    if isinstance(value, str) and place.file is None:
        value = [value]
    if not isinstance(value, list):
        raise _wrong_type(value, "a list", place)
    made = (_convert(item, hint, place) for item in value)
    return tuple(item for item in made if item is not None)


def _mapping(value: object, hints: tuple[Any, ...], place: Place) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong_type(value, "a table", place)
    made = (
        (_convert(key, hints[0], place), _convert(item, hints[1], place.at(key)))
        for key, item in value.items()
    )
    return {key: item for key, item in made if key is not None}


def _choice(value: object, choices: tuple[Any, ...], place: Place) -> Any:
    if value not in choices:
        near = difflib.get_close_matches(str(value).lower(), choices, n=1)
        fix = f"Did you mean {near[0]!r}?" if near else f"Choose one of {', '.join(choices)}."
        raise place.error("wrong-value", f"{_key(place)} cannot be {value!r}", fix)
    return value


def _scalar(value: object, hint: type, place: Place) -> Any:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint is str and place.file is None and isinstance(value, int | float):
        return str(value)
    if type(value) is not hint:
        raise _wrong_type(value, _WORDS[hint], place)
    if isinstance(value, float) and not math.isfinite(value):
        fix = "Correct the value; see the settings reference."
        raise place.error("wrong-value", f"{_key(place)} must be a finite number, not {value}", fix)
    return value


def _wrong_type(value: object, expected: str, place: Place) -> SettingsError:
    words = {dict: "a table", list: "a list", str: "a text", bool: "true or false"}
    given = words.get(type(value), "a number")
    fix = "Correct the value; see the settings reference."
    return place.error("wrong-type", f"{_key(place)} must be {expected}, not {given}", fix)


def _rebased(text: str, kind: str, prefix: str) -> str | None:
    """A path or pattern, told from the audited root; None when it cannot match below it."""
    if not prefix:
        return text
    if kind == "path":
        return text if os.path.isabs(text) else os.path.relpath(text, prefix).replace(os.sep, "/")
    if "/" not in text.rstrip("/") or text.startswith("**"):
        return text
    if text.strip("/").startswith(prefix + "/"):
        return "/" + text.strip("/")[len(prefix) + 1 :] + ("/" if text.endswith("/") else "")
    return None


def _key(place: Place) -> str:
    keys = place.keys[2:] if place.keys[:2] == ("tool", "pyramid") else place.keys
    return ".".join(keys) or "[tool.pyramid]"
