"""One walk over a syntax tree that builds the facts."""

from __future__ import annotations

from tree_sitter import Language, Node

from pyramid.extract.languages.ecmascript.walk import (  # noqa: F401  (they fill the tables)
    classes,
    compound,
    declarations,
    displays,
    functions,
    jsx,
    literals,
    modules,
    names,
    operators,
    simple,
    types,
    unknown,
)
from pyramid.extract.languages.ecmascript.walk.cursor import Cursor
from pyramid.extract.languages.ecmascript.walk.dispatch import dispatch
from pyramid.extract.trees.comments import comments_of
from pyramid.model.facts import FileFacts

__all__ = ["facts_of"]


def facts_of(path: str, language: str, source: bytes, root: Node, grammar: Language) -> FileFacts:
    """The facts of ``source``, UTF-8 with lines that end with ``\\n``; ``root`` is its syntax tree."""
    comments = comments_of(source, root, grammar)
    walk = Cursor(source, dispatch(grammar), comments, _is_ambient(path))
    walk.say(root.children)
    lines = source.count(b"\n") + (not source.endswith(b"\n") and source != b"")
    walk.leave(walk.scope, walk.scope.definition(1, max(lines, 1), tuple(walk.out)))
    return FileFacts(
        path=path,
        language=language,
        lines=lines,
        definitions=tuple([found for found in walk.definitions if found is not None]),
        comments=walk.said(comments),
    )


def _is_ambient(path: str) -> bool:
    """A file of declarations, which describes code that is elsewhere."""
    return path.lower().endswith((".d.ts", ".d.mts", ".d.cts"))
