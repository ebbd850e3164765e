"""Suites of keywords in tables: listed as not read, lest their tests are missed."""

from __future__ import annotations

from pyramid.model.facts import Outcome, Skipped

NAME = "robot"
SUFFIXES = (".robot",)
#: Distributions whose version decides the facts.
PARSERS: tuple[str, ...] = ()


def extract(path: str, source: bytes) -> Outcome:
    """Why a file has no facts."""
    tests = b"*** test" in source.lower() or b"*** task" in source.lower()
    what = "tests in it are not on the pyramid" if tests else "keywords in it are not followed"
    return Skipped(
        path=path,
        slug="language-not-read",
        reason=f"suites of keywords are not read: {what}",
        fix="nothing to do; count its tests by their results (JUnit XML)",
    )
