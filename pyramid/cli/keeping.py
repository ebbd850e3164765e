"""The folder in which commands keep what they find; without one they work all the same."""

from __future__ import annotations

from pathlib import Path

import click

from pyramid.workspace.cache_folder import ForeignCacheError, prepare_folder


def keeping(folder: Path, what: str) -> Path | None:
    """The folder, made when it is not there; None, and a note on standard error, when it cannot be."""
    try:
        prepare_folder(folder)
    except (OSError, ForeignCacheError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        click.echo(f"note: {what} are not kept in {folder}: {reason}", err=True)
        return None
    return folder
