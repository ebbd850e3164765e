"""JavaScript and TypeScript, with JSX and in single-file components, read by tree-sitter.

This module is read to learn what the language is called and which files are its own, so it
imports the parser only when there is a file to parse.
"""

from __future__ import annotations

from pyramid.extract.languages.ecmascript.components import SUFFIXES as COMPONENTS
from pyramid.model.facts import Outcome

NAME = "ecmascript"
SUFFIXES = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", *COMPONENTS)
#: Distributions whose version decides the facts.
PARSERS = ("tree-sitter", "tree-sitter-javascript", "tree-sitter-typescript")


def extract(path: str, source: bytes) -> Outcome:
    """The facts of one source file; never raises for anything in ``source``."""
    from pyramid.extract.languages.ecmascript.extractor import extract_module

    return extract_module(path, source)
