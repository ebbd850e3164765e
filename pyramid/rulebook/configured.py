"""The patterns by which a project has its test runner collect, from the runner's own settings."""

from __future__ import annotations

import configparser
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from pyramid.rulebook.names import Runner

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def configured_runners(runners: Iterable[Runner], read: Callable[[str], bytes | None]) -> tuple[Runner, ...]:
    """The runners with a project's own name patterns.

    ``read`` gives the bytes of a file at the root of the project, None when there is none.  A file
    that cannot be parsed counts as absent: it is the runner's to complain about.
    """
    return tuple(_configured(runner, read) for runner in runners)


def _configured(runner: Runner, read: Callable[[str], bytes | None]) -> Runner:
    for place in runner.configured:
        path, _, section = place.partition(" ")
        data = read(path)
        found = _section(path, data, section) if data is not None else None
        if found is not None:
            return _with_patterns(runner, found)
    return runner


def _with_patterns(runner: Runner, options: Mapping[str, Any]) -> Runner:
    given: dict[str, Any] = {}
    for option, field in runner.options.items():
        words = _words(options.get(option))
        if words:
            given[field] = words if field == "files" else tuple(map(_pattern, words))
    if "functions" in given:
        given["methods"] = given["functions"]
    return replace(runner, **given)


def _section(path: str, data: bytes, section: str) -> Mapping[str, Any] | None:
    text = data.decode("utf-8", "replace")
    if path.endswith(".toml"):
        return _toml_section(text, section)
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return None
    return dict(parser[section]) if parser.has_section(section) else None


def _toml_section(text: str, section: str) -> Mapping[str, Any] | None:
    try:
        table: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    for key in section.split("."):
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else None


def _words(value: object) -> tuple[str, ...]:
    """Words of a string, or the strings of a list."""
    if isinstance(value, str):
        return tuple(value.split())
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _pattern(word: str) -> str:
    """A shell pattern; a plain word is a prefix."""
    return word if set(word) & set("*?[") else f"{word}*"
