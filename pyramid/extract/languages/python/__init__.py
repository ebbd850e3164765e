"""Python, read by LibCST: lossless, and newer syntax than the running interpreter's.

This module is read to learn what the language is called and which files are its own, so it
imports the parser only when there is a file to parse.
"""

from __future__ import annotations

from pyramid.model.facts import Outcome

NAME = "python"
SUFFIXES = (".py", ".pyw")
#: Distributions whose version decides the facts.
PARSERS = ("libcst",)


def extract(path: str, source: bytes) -> Outcome:
    """The facts of one source file; never raises for anything in ``source``."""
    from pyramid.extract.languages.python.extractor import extract_module

    return extract_module(path, source)
