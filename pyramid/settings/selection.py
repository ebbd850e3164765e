"""Which codes are reported, and where."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from pyramid.settings.globs import matches
from pyramid.settings.schema import Settings
from pyramid.settings.source import SettingsError


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


def check_codes(settings: Settings, known: Collection[str]) -> None:
    """Raise SettingsError for a code that stands for no rule: the audit would be silently empty."""
    named = [
        ("select", settings.select),
        ("ignore", settings.ignore),
        *((f"per-file-ignores of {path}", codes) for path, codes in settings.per_file_ignores.items()),
    ]
    for setting, codes in named:
        for code in codes:
            if not any(each.startswith(code) for each in known):
                raise _unknown(setting, code, known)


def _unknown(setting: str, code: str, known: Collection[str]) -> SettingsError:
    near = difflib.get_close_matches(code.upper(), sorted(known), n=1)
    fix = f"Did you mean {near[0]}?" if near else "`pyramid rule` lists the codes."
    return SettingsError("unknown-code", f"{setting}: no rule has a code that begins with {code!r}", fix)


def _longest(code: str, prefixes: Iterable[str]) -> int:
    """The length of the longest prefix of a code, -1 when there is none."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
