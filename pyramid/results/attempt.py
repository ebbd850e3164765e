"""One execution of one test, whatever the format it was recorded in."""

from __future__ import annotations

from dataclasses import dataclass

from pyramid.model.coverage import Notice

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One execution.

    ``name`` is the title or the function with its parameters, ``owner`` what the format names
    around it (class, module or titles), ``groups`` the titles of the suites around it from the
    outside in, ``file`` the source file when it is told, ``variant`` what tells equal names apart
    (a browser, a project).  ``seconds`` is the duration, ``started`` seconds since 1970 or None.
    ``retries`` counts failed attempts that the record folds into this one; ``run`` names the run
    and ``commit`` the revision, "" when unknown.  ``flaky`` is what the runner says itself.
    """

    name: str
    owner: str = ""
    groups: tuple[str, ...] = ()
    file: str = ""
    variant: str = ""
    seconds: float = 0.0
    outcome: str = PASSED
    retries: int = 0
    flaky: bool = False
    run: str = ""
    commit: str = ""
    started: float | None = None


class ResultsFileError(Exception):
    """A file of results that cannot be used.  ``slug``, ``message`` and ``fix`` as in a Notice."""

    def __init__(self, slug: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.slug = slug
        self.message = message
        self.fix = fix

    def notice(self, path: str) -> Notice:
        """The error as a notice about the file at ``path``."""
        return Notice(slug=self.slug, message=self.message, fix=self.fix, path=path, severity="error")
