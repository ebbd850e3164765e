"""The settings, from the schema that reads them."""

from __future__ import annotations

from pyramid.settings import settings_reference

_HEAD = """# Settings

In `[tool.pyramid]` of `pyproject.toml`, or at the top level of `pyramid.toml`: the nearest file in the
audited folder or above it, up to the repository's own folder; in one folder `pyramid.toml` wins.
`--config KEY=VALUE` sets one for a run. An unknown key is an error with a suggestion.

`pyramid init` writes them all as comments.
"""


def pages() -> dict[str, str]:
    """One page with a section for each setting."""
    parts = [_HEAD]
    for setting in settings_reference():
        default = f"Default: `{setting.default}`\n\n" if setting.default else ""
        parts.append(
            f"## `{setting.key}`\n\nType: {setting.type}\n\n{default}{setting.text.replace('``', '`')}\n"
        )
    return {"reference/settings.md": "\n".join(parts)}
