"""Java, read by tree-sitter.

This module is read to learn what the language is called and which files are its own, so it
imports the parser only when there is a file to parse.
"""

from __future__ import annotations

from pyramid.model.facts import Outcome

NAME = "java"
SUFFIXES = (".java",)
#: Distributions whose version decides the facts.
PARSERS = ("tree-sitter", "tree-sitter-java")


def extract(path: str, source: bytes) -> Outcome:
    """The facts of one source file; never raises for anything in ``source``."""
    from pyramid.extract.languages.java.extractor import extract_module

    return extract_module(path, source)
