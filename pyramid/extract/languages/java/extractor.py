"""One Java file, from bytes to an outcome."""

from __future__ import annotations

from functools import cache

import tree_sitter_java
from tree_sitter import Language, Parser

from pyramid.extract.languages.java.walk import facts_of
from pyramid.extract.trees.damage import spoilt
from pyramid.extract.trees.outcomes import outcome_of
from pyramid.model.facts import Extracted, Outcome


def extract_module(path: str, source: bytes) -> Outcome:
    """The facts of a source file, or why there are none.

    Slugs: ``minified``, ``too-large``, ``markup`` (skipped); ``binary``, ``syntax-error``,
    ``too-deep``, ``extractor-error`` (failed).
    """
    return outcome_of(path, source, _read)


@cache
def language() -> Language:
    """The grammar."""
    return Language(tree_sitter_java.language())


def _read(path: str, text: bytes) -> Outcome:
    tree = Parser(language()).parse(text)
    failed = spoilt(path, text, tree.root_node)
    if failed is not None:
        return failed
    return Extracted(facts=facts_of(path, text, tree.root_node, language()))
