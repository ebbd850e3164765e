"""One Python file, from bytes to an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import libcst as cst

from pyramid.extract.languages.python.depth import TooDeep, check_brackets, check_chains, check_expressions
from pyramid.extract.languages.python.failures import invalid, syntax_failure
from pyramid.extract.languages.python.source import Binary, Undecodable, decode
from pyramid.extract.languages.python.walk import LAST_LINE, facts_of
from pyramid.model.facts import Extracted, Failed, Outcome


def extract_module(path: str, source: bytes) -> Outcome:
    """The facts of a Python source file, or why there are none.

    Slugs: ``binary``, ``undecodable``, ``syntax-error``, ``too-deep``, ``extractor-error``.
    """
    try:
        return _read(path, source)
    except Undecodable as error:
        slug = "binary" if isinstance(error, Binary) else "undecodable"
        return Failed(path=path, slug=slug, reason=error.reason, fix=error.fix, line=error.line)
    except (RecursionError, TooDeep) as error:
        detail = str(error) if isinstance(error, TooDeep) else "blocks or operators"
        return Failed(
            path=path,
            slug="too-deep",
            reason=f"the code nests too deeply to be read: {detail}",
            fix="exclude the file if it is generated, or split the expression",
        )
    except Exception as error:  # whatever one file does to the parser, the audit goes on
        return Failed(
            path=path,
            slug="extractor-error",
            reason=f"{type(error).__name__} while reading the file: {error}",
            fix="exclude the file and report it, please: this is an error of the extractor",
        )


def _read(path: str, source: bytes) -> Outcome:
    text = decode(source)
    check_brackets(text)
    check_chains(text)
    if text and not text.endswith("\n"):
        text += "\n"
    try:
        module = _parsed(text + LAST_LINE)
    except cst.ParserSyntaxError as error:
        return syntax_failure(path, text, error)
    except cst.CSTValidationError as error:
        return invalid(path, error)
    facts = facts_of(path, text, module)
    check_expressions(facts)
    return Extracted(facts=facts)


def _parsed(text: str) -> cst.Module:
    """The module of a text; raises ParserSyntaxError, CSTValidationError.

    LibCST checks each node as if a program had made it by hand.  Up to 1.9 some of these checks
    fail on valid code, such as ``return(lambda: 1)``, ``for x in((a if b else c))`` or
    ``"a" t"b"``; then they are left out.
    """
    try:
        return cst.parse_module(text)
    except (cst.ParserSyntaxError, RecursionError):
        raise
    except Exception as error:
        # The parser accepted the text: what it says of spaces is wrong, the rest may be right.
        if isinstance(error, cst.CSTValidationError) and "space" not in str(error):
            raise
        with _unchecked_nodes():
            return cst.parse_module(text)


@contextmanager
def _unchecked_nodes() -> Iterator[None]:
    checked = cst.CSTNode.__post_init__
    try:
        cst.CSTNode.__post_init__ = lambda self: None  # type: ignore[method-assign]
        yield
    finally:
        cst.CSTNode.__post_init__ = checked  # type: ignore[method-assign]
