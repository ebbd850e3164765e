"""The report's JSON: its schema, and the same in words."""

from __future__ import annotations

import json
from typing import Any

from pyramid.render import format_names, format_summary
from pyramid.render.schema import flows_schema, report_schema

_HEAD = """# The report as JSON

`pyramid audit --output-format json`, `schema_version` "1". The schema:
[report.schema.json](report.schema.json).

Paths are POSIX and relative to the audited root, lines are 1-based, times are in seconds, shares are
from 0 to 1. Lists are sorted, and two runs over the same files give the same bytes. Fields may be
added within a schema version; none is renamed, removed or given another meaning.

When there is no report, the answer is `{"error": …, "fix": …}` and the exit status 2.
"""


def pages() -> dict[str, str]:
    """The schema, its page, and the page of the formats."""
    schema = report_schema()
    return {
        "reference/report.schema.json": schema,
        "reference/flows.schema.json": flows_schema(),
        "reference/json.md": _page(json.loads(schema)),
        "reference/formats.md": _formats(),
    }


def _page(schema: dict[str, Any]) -> str:
    parts = [_HEAD]
    for name, part in schema["$defs"].items():
        parts += [f"## {name}", "", part.get("description", "").replace("``", "`"), ""]
        parts += ["| field | type |", "| :-- | :-- |"]
        parts += [f"| `{field}` | {_type(form)} |" for field, form in part["properties"].items()]
        parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n"


def _type(form: dict[str, Any]) -> str:
    if "$ref" in form:
        name = form["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in form:
        return " or ".join(_type(each) for each in form["anyOf"])
    if "enum" in form:
        return ", ".join(f"`{word}`" for word in form["enum"])
    if "const" in form:
        return f'`"{form["const"]}"`'
    if form.get("type") == "array":
        return f"list of {_type(form['items'])}"
    if form.get("type") == "object":
        return f"map of {_type(form['additionalProperties'])}"
    return str(form.get("type", "anything"))


def _formats() -> str:
    titles = {
        "formats": "`pyramid audit`",
        "answers": "`pyramid why` and `pyramid tests`",
        "graphs": "`pyramid graph`",
        "proofs": "`pyramid prove`",
        "plans": "`pyramid plan`",
    }
    lines = ["# Output formats", "", "`--output-format NAME`, or `--format NAME`."]
    for folder, title in titles.items():
        lines += ["", f"## {title}", "", "| format | what it is |", "| :-- | :-- |"]
        lines += [f"| `{name}` | {_summary(name, folder)} |" for name in format_names(folder)]
    return "\n".join(lines) + "\n"


def _summary(name: str, folder: str) -> str:
    return format_summary(name, folder).replace("``", "`").replace("|", "\\|")
