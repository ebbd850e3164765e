"""One JavaScript or TypeScript file, from bytes to an outcome."""

from __future__ import annotations

from tree_sitter import Tree

from pyramid.extract.languages.ecmascript.components import SUFFIXES as COMPONENTS
from pyramid.extract.languages.ecmascript.components import drawing, scripts
from pyramid.extract.languages.ecmascript.grammar import grammar_of, language, parse
from pyramid.extract.languages.ecmascript.walk import facts_of
from pyramid.extract.trees.damage import spoilt
from pyramid.extract.trees.outcomes import outcome_of
from pyramid.model.facts import Extracted, Outcome


def extract_module(path: str, source: bytes) -> Outcome:
    """The facts of a source file, or why there are none.

    Slugs: ``minified``, ``too-large``, ``markup`` (skipped); ``binary``, ``syntax-error``,
    ``too-deep``, ``extractor-error`` (failed).
    """
    return outcome_of(path, source, _read)


def _read(path: str, text: bytes) -> Outcome:
    own = grammar_of(path)
    if path.lower().endswith(COMPONENTS):
        drawn = drawing(path, text)
        if drawn is not None and (read := parse(*drawn))[1].root_node.has_error is False:
            return _facts(path, drawn[0], drawn[1], *read)
        own, text = scripts(text)
    grammar, tree = parse(own, text)
    failed = spoilt(path, text, tree.root_node)
    if failed is not None:
        return failed
    return _facts(path, own, text, grammar, tree)


def _facts(path: str, own: str, text: bytes, grammar: str, tree: Tree) -> Outcome:
    name = "javascript" if own == "javascript" else "typescript"
    return Extracted(facts=facts_of(path, name, text, tree.root_node, language(grammar)))
