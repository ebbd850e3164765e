"""How often files change, from version control."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChanges:
    """The commits among the last thousand that changed a file, and the day (ISO 8601) of the last."""

    commits: int
    last: str
