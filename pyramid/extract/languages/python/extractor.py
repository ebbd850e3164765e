"""One Python file, from bytes to an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import libcst as cst

from pyramid.extract.languages.python.depth import check_brackets, check_chains, check_expressions
from pyramid.extract.languages.python.failures import invalid, syntax_failure
from pyramid.extract.languages.python.source import Binary, Undecodable, decode
from pyramid.extract.languages.python.walk import LAST_LINE, Mixture, facts_of
from pyramid.extract.nesting import gave_up
from pyramid.model.facts import Extracted, Failed, Outcome

_CHECKED = cst.CSTNode.__post_init__
#: The switch is one for the whole process; parsing holds the interpreter anyway.
_ONE_PARSE = Lock()


def extract_module(path: str, source: bytes) -> Outcome:
    """The facts of a Python source file, or why there are none.

    Slugs: ``binary``, ``undecodable``, ``syntax-error``, ``too-deep``, ``extractor-error``.
    """
    try:
        return _read(path, source)
    except Undecodable as error:
        slug = "binary" if isinstance(error, Binary) else "undecodable"
        return Failed(path=path, slug=slug, reason=error.reason, fix=error.fix, line=error.line)
    except Exception as error:  # whatever one file does to the parser, the audit goes on
        return gave_up(path, error)


def _read(path: str, source: bytes) -> Outcome:
    text = decode(source)
    check_brackets(text)
    check_chains(text)
    if text and not text.endswith("\n"):
        text += "\n"
    try:
        module = _parsed(text + LAST_LINE)
        facts = facts_of(path, text, module)
    except cst.ParserSyntaxError as error:
        return syntax_failure(path, text, error)
    except Mixture as error:
        return invalid(path, error)
    check_expressions(facts)
    return Extracted(facts=facts)


def _parsed(text: str) -> cst.Module:
    """The module of a text; raises ParserSyntaxError.

    LibCST checks each node as if a program had made it by hand.  For nodes that its parser made
    this takes a tenth of the time or more and finds one thing, which our walk finds too; up to 1.9 some
    checks fail on valid code besides, such as ``return(lambda: 1)`` or ``"a" t"b"``.
    """
    with _unchecked_nodes():
        return cst.parse_module(text)


@contextmanager
def _unchecked_nodes() -> Iterator[None]:
    with _ONE_PARSE:
        cst.CSTNode.__post_init__ = _unchecked  # type: ignore[assignment, method-assign]
        try:
            yield
        finally:
            cst.CSTNode.__post_init__ = _CHECKED  # type: ignore[method-assign]


def _unchecked(node: cst.CSTNode) -> None:
    """In the place of the check of a node."""
