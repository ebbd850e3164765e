"""Other languages of the Java machine: their files are listed as not read."""

from __future__ import annotations

from pyramid.model.facts import Outcome, Skipped

NAME = "jvm"
SUFFIXES = (".kt", ".scala", ".groovy")
#: Distributions whose version decides the facts.
PARSERS = ()

_NAMES = {".kt": "Kotlin", ".scala": "Scala", ".groovy": "Groovy"}


def extract(path: str, source: bytes) -> Outcome:
    """Why a file has no facts."""
    name = _NAMES.get(path[path.rfind(".") :].lower(), "this language")
    return Skipped(
        path=path,
        slug="language-not-read",
        reason=f"{name} is not read: tests in it are not on the pyramid",
        fix="nothing to do; count its tests by their results (JUnit XML)",
    )
