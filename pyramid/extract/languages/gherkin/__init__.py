"""Gherkin: features, rules, scenarios, and outlines with their rows filled in.

Which files are read is said by the rules of the tools that write them.
"""

from __future__ import annotations

from pyramid.extract.document import outcome_of
from pyramid.model.facts import Outcome

NAME = "gherkin"
SUFFIXES: tuple[str, ...] = ()
#: Distributions whose version decides the facts.
PARSERS: tuple[str, ...] = ("gherkin-official",)


def extract(path: str, source: bytes) -> Outcome:
    """The facts of one document; never raises for anything in ``source``."""
    from pyramid.extract.languages.gherkin.reader import read

    return outcome_of(path, NAME, source, read)
