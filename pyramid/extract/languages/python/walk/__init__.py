"""One walk over a LibCST module, in token order, that builds the facts."""

from __future__ import annotations

import libcst as cst

from pyramid.extract.languages.python.walk import (  # noqa: F401  (they fill the tables)
    compound,
    definitions,
    displays,
    imports,
    literals,
    names,
    operators,
    patterns,
    small,
    unknown,
)
from pyramid.extract.languages.python.walk.blocks import statements
from pyramid.extract.languages.python.walk.cursor import Cursor
from pyramid.extract.languages.python.walk.literals import Mixture
from pyramid.model.facts import FileFacts

__all__ = ["LAST_LINE", "Mixture", "facts_of"]


#: What must stand behind a text when it is parsed, because LibCST drops blank lines and
#: misplaces comments at the end of a file, but nowhere else.
LAST_LINE = "pass\n"


class LostLine(RuntimeError):
    """The parser has dropped a line break, so that no line behind it can be trusted."""


def facts_of(path: str, text: str, module: cst.Module) -> FileFacts:
    """The facts of ``text``, whose lines all end with ``\\n``; ``module`` is ``text + LAST_LINE``.

    Raises LostLine when the nodes do not hold all lines of the text.
    """
    walk = Cursor(text)
    walk.lines(module.header)
    *body, last = statements(walk, module.body)
    lines = text.count("\n")
    if walk.line != lines + 2 or last.line != lines + 1:
        raise LostLine(f"{walk.line - 2} of {lines} lines were found")
    walk.leave(walk.scope, start_line=1, end_line=max(lines, 1), body=tuple(body))
    return FileFacts(
        path=path,
        language="python",
        lines=lines,
        definitions=tuple([found for found in walk.definitions if found is not None]),
        comments=tuple(walk.comments),
    )
