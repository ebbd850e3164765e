"""Where the walk stands: the current line, the comments met so far, the open definitions.

LibCST keeps every newline in a whitespace node, so one pass over the nodes in token order
knows the line of each of them.  Nearly all whitespace is a ``SimpleWhitespace`` without a
newline; ``plain`` is the type that may be passed over without a look, which is why the
callers test ``type(space) is not walk.plain`` before they pay for a call to ``skip``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import libcst as cst

from pyramid.extract.languages.python.walk.scopes import Scope
from pyramid.model.facts import Comment, Definition, Expression

#: LibCST's mark for "there is no such token".
ABSENT = cst.MaybeSentinel.DEFAULT


class Cursor:
    """The mutable state of one walk over one module.

    ``line`` is the line of the next token, ``end`` that of the last token of the last
    finished small statement; ``captures`` are the names bound by the pattern being walked.
    """

    __slots__ = ("captures", "comments", "definitions", "end", "line", "plain", "scope")

    def __init__(self, text: str) -> None:
        self.line = 1
        self.end = 1
        self.plain: Any = None if "\\\n" in text else cst.SimpleWhitespace
        self.comments: list[Comment] = []
        self.captures: list[Expression] = []
        self.scope = Scope("module", "", "", 0, -1, 1)
        self.definitions: list[Definition | None] = [None]

    def skip(self, space: Any) -> None:
        """Pass over any whitespace node, or over the mark of an absent one."""
        kind = type(space)
        if kind is cst.SimpleWhitespace:
            self.line += space.value.count("\n")
        elif kind is cst.ParenthesizedWhitespace:
            self.trailing(space.first_line)
            self.lines(space.empty_lines)
            if self.plain is None:
                self.skip(space.last_line)

    def trailing(self, rest: Any) -> None:
        """Pass over the rest of a line: whitespace, comment, newline."""
        if self.plain is None:
            self.skip(rest.whitespace)
        comment = rest.comment
        if comment is not None:
            self.comments.append(Comment(self.line, comment.value))
        self.line += 1

    def lines(self, empty_lines: Iterable[Any]) -> None:
        """Pass over lines that hold no code."""
        for line in empty_lines:
            self.trailing(line)

    def around(self, token: Any) -> None:
        """Pass over the whitespace on both sides of an operator, a comma, a colon."""
        plain = self.plain
        if type(token.whitespace_before) is not plain:
            self.skip(token.whitespace_before)
        if type(token.whitespace_after) is not plain:
            self.skip(token.whitespace_after)

    def open(self, brackets: Iterable[Any]) -> None:
        """Pass over the whitespace behind opening parentheses."""
        for bracket in brackets:
            if type(bracket.whitespace_after) is not self.plain:
                self.skip(bracket.whitespace_after)

    def close(self, brackets: Iterable[Any]) -> None:
        """Pass over the whitespace before closing parentheses."""
        for bracket in brackets:
            if type(bracket.whitespace_before) is not self.plain:
                self.skip(bracket.whitespace_before)

    def enter(self, kind: str, name: str, line: int) -> Scope:
        """Open a definition inside the current one; returns the one to go back to."""
        outer = self.scope
        prefix = f"{outer.qualname}." if outer.qualname else ""
        self.scope = Scope(kind, name, prefix + name, len(self.definitions), outer.index, line)
        self.definitions.append(None)
        return outer

    def leave(self, outer: Scope, **facts: Any) -> int:
        """Close the current definition; returns its index in ``definitions``."""
        scope, self.scope = self.scope, outer
        self.definitions[scope.index] = scope.definition(**facts)
        return scope.index
