"""A parse error in words, with a guess at the next step."""

from __future__ import annotations

import re

import libcst as cst

from pyramid.extract.languages.python.walk import Mixture
from pyramid.model.facts import Failed

_PYTHON_2 = re.compile(
    r"""
      ^[ \t]*print[ \t]+[^\s=(.,:+\-*/%)\]}]        # print "text"
    | ^[ \t]*raise[ \t]+[\w.]+[ \t]*,               # raise Error, "text"
    | ^[ \t]*exec[ \t]+[^\s=(.,:]                   # exec code
    | <>
    | \bur["']
    | (?<![\w.])0[0-7]+\b(?![.eEjJ])                # 0777
    | (?<![\w.])(?:0x[0-9a-fA-F]+|\d+)[lL]\b        # 10L
    | `[^`\n]+`
    """,
    re.MULTILINE | re.VERBOSE,
)
_DETAILS = re.compile(r"^(?:parser|tokenizer) error: (?:error at \d+:\d+: )?")
_LISTED = 5
_CORRECT = "correct the syntax, or exclude the file"


def syntax_failure(path: str, text: str, error: cst.ParserSyntaxError) -> Failed:
    """The outcome for a file that is not Python, or not Python 3."""
    line = max(0, min(error.raw_line, text.count("\n")))
    reason, fix = _reason(error.message), _CORRECT
    if _is_python_2(text, line):
        reason += " (the file looks like Python 2)"
        fix = "convert it to Python 3, or exclude it"
    return Failed(path=path, slug="syntax-error", reason=reason, fix=fix, line=line)


def invalid(path: str, error: Mixture) -> Failed:
    """The outcome for code that parses and yet means nothing, as ``"a" b"b"``."""
    return Failed(path=path, slug="syntax-error", reason=str(error), fix=_CORRECT, line=error.line)


def _is_python_2(text: str, line: int) -> bool:
    """Python 2 syntax on the line of the error or on one next to it."""
    near = text.split("\n")[max(line - 2, 0) : line + 1]
    return _PYTHON_2.search("\n".join(near)) is not None


def _reason(message: str) -> str:
    """The parser's message without its position, its list of tokens cut to a few."""
    reason = _DETAILS.sub("", message).strip()
    head, separator, tail = reason.partition("expected one of ")
    tokens = tail.split(", ")
    if separator and len(tokens) > _LISTED:
        reason = f"{head}{separator}{', '.join(tokens[:_LISTED])}, ..."
    return reason
