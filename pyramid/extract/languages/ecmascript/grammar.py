"""Which grammar reads which file, and how much of the text it could not read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Parser, Tree

from pyramid.extract.trees.damage import damage

_POINTERS: dict[str, Callable[[], object]] = {
    "javascript": tree_sitter_javascript.language,
    "typescript": tree_sitter_typescript.language_typescript,
    "tsx": tree_sitter_typescript.language_tsx,
}
_TYPESCRIPT = {".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx"}


def grammar_of(path: str) -> str:
    """The name of the grammar for a file: ``javascript``, ``typescript`` or ``tsx``."""
    return _TYPESCRIPT.get(path[path.rfind(".") :].lower(), "javascript")


@cache
def language(grammar: str) -> Language:
    """A grammar by its name."""
    return Language(_POINTERS[grammar]())


def parse(grammar: str, text: bytes) -> tuple[str, Tree]:
    """The syntax tree and the grammar that it came from.

    JavaScript with types (Flow, or TypeScript under the wrong name) is read by the grammar that
    knows types, when that one understands more of it.
    """
    tree = Parser(language(grammar)).parse(text)
    if grammar != "javascript" or not tree.root_node.has_error:
        return grammar, tree
    typed = Parser(language("tsx")).parse(text)
    if damage(typed.root_node)[0] < damage(tree.root_node)[0]:
        return "tsx", typed
    return grammar, tree
