"""Which grammar reads which file, and how much of the text it could not read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Tree

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


def damage(root: Node) -> tuple[int, int]:
    """Bytes that stand in ERROR nodes; the first byte of the first ERROR or MISSING node.

    ``(0, -1)`` for a sound tree.
    """
    lost, first = 0, -1
    todo = [root] if root.has_error else []
    while todo:
        node = todo.pop()
        if node.is_error or node.is_missing:
            lost += node.end_byte - node.start_byte
            first = node.start_byte if first < 0 else min(first, node.start_byte)
        else:
            todo += [child for child in node.children if child.has_error]
    return lost, first
