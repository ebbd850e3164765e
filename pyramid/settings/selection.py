"""Which codes are reported, and where."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.settings.globs import matches
from pyramid.settings.schema import Settings


class Selection:
    """``select``, ``ignore`` and ``per-file-ignores`` of the settings, as one question."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def code(self, code: str, path: str = "") -> bool:
        """Whether a finding of this code at this path is reported; of a choice and a refusal of
        the same code the longer prefix counts."""
        settings = self._settings
        wanted = _longest(code, settings.select) if settings.select else 0
        refused = _longest(code, settings.ignore)
        if wanted < 0 or refused >= max(wanted, 0):
            return False
        return not any(
            matches(pattern, path) and _longest(code, codes) >= 0
            for pattern, codes in settings.per_file_ignores.items()
        )


def _longest(code: str, prefixes: Iterable[str]) -> int:
    """The length of the longest prefix of a code, -1 when there is none."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
