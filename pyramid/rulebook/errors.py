"""A rule file that cannot be trusted stops the run, with the place and the remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class RuleError(Exception):
    """A broken rule file: slug, message, next step, and where (``line`` 0 when unknown)."""

    def __init__(self, slug: str, message: str, fix: str, path: str, line: int = 0) -> None:
        self.slug, self.message, self.fix, self.path, self.line = slug, message, fix, path, line
        place = f"{path}:{line}" if line else path
        super().__init__(f"{place}: {slug}: {message} {fix}".rstrip())


def suggestion(word: str, known: Iterable[str]) -> str:
    """A did-you-mean sentence, or the list of what is known."""
    choices = sorted(known)
    close = difflib.get_close_matches(word, choices, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(choices)}."
