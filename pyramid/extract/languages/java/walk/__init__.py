"""One walk over a syntax tree that builds the facts."""

from __future__ import annotations

from tree_sitter import Language, Node

from pyramid.extract.languages.java.walk import (  # noqa: F401  (they fill the tables)
    classes,
    compound,
    functions,
    imports,
    literals,
    members,
    names,
    operators,
    simple,
    switches,
    types,
    unknown,
)
from pyramid.extract.languages.java.walk.cursor import Cursor
from pyramid.extract.languages.java.walk.dispatch import dispatch
from pyramid.extract.making import make
from pyramid.extract.trees.comments import comments_of
from pyramid.model.facts import FileFacts

__all__ = ["facts_of"]

_COMMENTS = ("line_comment", "block_comment")


def facts_of(path: str, source: bytes, root: Node, grammar: Language) -> FileFacts:
    """The facts of ``source``, UTF-8 with lines that end with ``\\n``; ``root`` is its syntax tree."""
    comments = comments_of(source, root, grammar, _COMMENTS)
    walk = Cursor(source, dispatch(grammar), comments)
    walk.say(root.children)
    lines = source.count(b"\n") + (not source.endswith(b"\n") and source != b"")
    package = (("package", make("string", 1, walk.package)),)
    module = walk.scope.definition(1, max(lines, 1), tuple(walk.out), keywords=package)
    walk.leave(walk.scope, module)
    return FileFacts(
        path=path,
        language="java",
        lines=lines,
        definitions=tuple([found for found in walk.definitions if found is not None]),
        comments=walk.said(comments),
    )
