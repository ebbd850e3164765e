"""The page of a rule file as Markdown, everything from the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyramid.rulebook import Example, RuleFile

_SAYINGS = (("why", "Why it matters"), ("instead", "What to do instead"))
_HEAD = {"schema", "kind", "id", "name", "summary", "about", "severity", "on", "message", "why", "instead"}
_MACHINERY = {"example", "type", "function", "fixture", "parameter", "runner", "command", "recognizer"}


def rule_markdown(file: RuleFile) -> str:
    """What the rule is for, what it says, when it applies, and its examples."""
    parts = [*_opening(file), *_conditions(file), *_known(file), *_examples(file.examples)]
    return "\n\n".join(parts) + "\n"


def _opening(file: RuleFile) -> Iterator[str]:
    name = str(file.table.get("name", ""))
    yield f"# {file.id}: {name}" if name else f"# {file.id}"
    yield file.summary
    if file.about:
        yield file.about.strip()
    if "severity" in file.table:
        yield f"Severity: **{file.table['severity']}**. About: a {file.table.get('on', 'check')}."
    if "message" in file.table:
        yield f"> {file.table['message']}"
    for key, title in _SAYINGS:
        if key in file.table:
            yield f"## {title}"
            yield str(file.table[key])


def _conditions(file: RuleFile) -> Iterator[str]:
    """The tables that decide, as they stand in the file."""
    shown = {key: value for key, value in file.table.items() if key not in _HEAD | _MACHINERY}
    if shown:
        yield "## When it applies"
        yield "```toml\n" + "\n".join(_toml(shown)).strip("\n") + "\n```"


def _toml(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    lists = {key: value for key, value in table.items() if _is_tables(value)}
    for key, value in table.items():
        if key not in inner and key not in lists:
            yield f"{key} = {_value(value)}"
    for key, value in inner.items():
        yield f"\n[{prefix}{key}]"
        yield from _toml(value, f"{prefix}{key}.")
    for key, value in lists.items():
        for entry in value:
            yield f"\n[[{prefix}{key}]]"
            yield from _dotted(entry)


def _dotted(entry: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in entry.items():
        if isinstance(value, Mapping):
            yield from _dotted(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key} = {_value(value)}"


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(_value(each) for each in value)}]"
    if not isinstance(value, str):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _known(file: RuleFile) -> Iterator[str]:
    if file.recognizers:
        yield "## What it recognises"
        rows = sorted({f"| {each.emit} | {each.way} | {_names(each.names)} |" for each in file.recognizers})
        yield "\n".join(["| meaning | used as | names |", "| :-- | :-- | :-- |", *rows])
    if file.types:
        yield "## Types it knows"
        yield ", ".join(f"`{name}`" for name in sorted({each.name for each in file.types}))


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _examples(examples: tuple[Example, ...]) -> Iterator[str]:
    if examples:
        yield "## Examples"
    for example in examples:
        yield f"### {example.title}"
        if example.todo:
            yield f"Not yet: {example.todo}"
        for path, text in sorted(example.files.items()):
            yield f"`{path}`"
            yield f"```python\n{text.strip(chr(10))}\n```"
