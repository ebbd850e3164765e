"""HTTP exchanges as text: a line with method and URL, its headers, the answer that is expected.

Which files are read is said by the rules of the tools that write them.
"""

from __future__ import annotations

from pyramid.extract.document import outcome_of
from pyramid.model.facts import Outcome

NAME = "exchanges"
SUFFIXES: tuple[str, ...] = ()
#: Distributions whose version decides the facts.
PARSERS: tuple[str, ...] = ()


def extract(path: str, source: bytes) -> Outcome:
    """The facts of one document; never raises for anything in ``source``."""
    from pyramid.extract.languages.exchanges.reader import read

    return outcome_of(path, NAME, source, read)
