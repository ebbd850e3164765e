"""One JavaScript or TypeScript file, from bytes to an outcome."""

from __future__ import annotations

from pyramid.extract.languages.ecmascript.components import SUFFIXES as COMPONENTS
from pyramid.extract.languages.ecmascript.components import scripts
from pyramid.extract.languages.ecmascript.grammar import damage, grammar_of, language, parse
from pyramid.extract.languages.ecmascript.source import LeftOut, NotSource, decode
from pyramid.extract.languages.ecmascript.walk import facts_of
from pyramid.extract.nesting import gave_up
from pyramid.model.facts import Extracted, Failed, Outcome, Skipped

#: The share of a text in ERROR nodes beyond which nothing that was read can be trusted.
DAMAGE_LIMIT = 0.2


def extract_module(path: str, source: bytes) -> Outcome:
    """The facts of a source file, or why there are none.

    Slugs: ``minified``, ``too-large``, ``markup`` (skipped); ``binary``, ``syntax-error``,
    ``too-deep``, ``extractor-error`` (failed).
    """
    try:
        return _read(path, source)
    except LeftOut as error:
        return Skipped(path=path, slug=error.slug, reason=error.reason, fix=error.fix)
    except NotSource as error:
        return Failed(path=path, slug=error.slug, reason=error.reason, fix=error.fix, line=error.line)
    except Exception as error:  # whatever one file does to the parser, the audit goes on
        return gave_up(path, error)


def _read(path: str, source: bytes) -> Outcome:
    text = decode(source)
    own = grammar_of(path)
    if path.lower().endswith(COMPONENTS):
        own, text = scripts(text)
    grammar, tree = parse(own, text)
    lost, first = damage(tree.root_node)
    if lost > DAMAGE_LIMIT * len(text):
        return Failed(
            path=path,
            slug="syntax-error",
            reason=f"{lost} of {len(text)} bytes are not understood",
            fix="correct the syntax, or exclude the file",
            line=text.count(b"\n", 0, first) + 1,
        )
    name = "javascript" if own == "javascript" else "typescript"
    return Extracted(facts=facts_of(path, name, text, tree.root_node, language(grammar)))
