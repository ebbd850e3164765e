"""The rules, from their own files."""

from __future__ import annotations

from pyramid.render.rule_markdown import rule_markdown
from pyramid.rulebook import RuleFile, load_rules

_KINDS = ("advice", "layer", "role", "framework", "tool")


def pages() -> dict[str, str]:
    """A page for each rule file, and an index."""
    files = load_rules().files
    found = {f"reference/rules/{_name(file)}.md": rule_markdown(file) for file in files}
    return {**found, "reference/rules/index.md": _index(files)}


def _index(files: tuple[RuleFile, ...]) -> str:
    lines = ["# Rules", "", "`pyramid rule` lists them, `pyramid rule CODE` prints a page.", ""]
    for kind in [*_KINDS, *sorted({file.kind for file in files} - set(_KINDS))]:
        members = sorted((file for file in files if file.kind == kind), key=lambda file: file.id)
        if members:
            lines += [f"## {kind.capitalize()}", "", "| rule | what it says |", "| :-- | :-- |"]
            lines += [f"| [{_title(file)}]({_name(file)}.md) | {file.summary} |" for file in members]
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _title(file: RuleFile) -> str:
    name = file.table.get("name")
    return f"{file.id} {name}" if name else file.id


def _name(file: RuleFile) -> str:
    return file.id if file.kind == "advice" else f"{file.kind}-{file.id}"
