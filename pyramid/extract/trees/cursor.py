"""Where the walk stands: the text, the statements gathered so far, the open definitions."""

from __future__ import annotations

from collections.abc import Iterable

from tree_sitter import Node

from pyramid.extract.making import make, make_statement
from pyramid.extract.nesting import EXPRESSION_LIMIT, TooDeep
from pyramid.extract.trees.scopes import Scope
from pyramid.extract.trees.tables import Dispatch
from pyramid.model.facts import Comment, Definition, Expression, Import, Statement


class TreeCursor:
    """The mutable state of one walk over one module.

    ``text`` has one character for each byte of the source, so that the parser's offsets index
    it; ``wide`` tells whether some of these characters are parts of another.  ``lines`` is the
    line of each byte.  ``out`` is the list that statements go to; an expression that must be a
    statement of its own in the facts (a class, an assignment) is appended before the one that
    it is a part of.
    """

    __slots__ = (
        "comments", "definitions", "depth", "elements", "expressions", "lines", "out", "scope",
        "statements", "text", "types", "wide",
    )  # fmt: skip

    #: Node types that hold the statements of a block.
    BLOCKS: frozenset[str] = frozenset()

    def __init__(self, source: bytes, tables: Dispatch, comments: Iterable[tuple[int, int]]) -> None:
        self.text = source.decode("latin-1")
        self.wide = not source.isascii()
        self.lines = _line_of_each_byte(source)
        self.expressions = tables.expressions
        self.elements = tables.elements
        self.statements = tables.statements
        self.types = tables.types
        self.comments = {end: start for start, end in comments}
        self.depth = 0
        self.out: list[Statement] = []
        self.scope = Scope("module", "", "", 0, -1, 1)
        self.definitions: list[Definition | None] = [None]

    def of(self, node: Node) -> str:
        """The source text of a node."""
        text = self.text[node.start_byte : node.end_byte]
        return text.encode("latin-1").decode("utf-8", "replace") if self.wide else text

    def between(self, start: int, end: int) -> str:
        """The source text between two offsets."""
        text = self.text[start:end]
        return text.encode("latin-1").decode("utf-8", "replace") if self.wide else text

    def line(self, node: Node) -> int:
        """The line of the first token of a node."""
        return self.lines[node.start_byte]

    def end(self, node: Node) -> int:
        """The line of the last token of a node; the parser counts comments behind it in."""
        start, end = node.start_byte, node.end_byte
        while end in self.comments:
            end = self.comments[end]
            while end and self.text[end - 1].isspace():
                end -= 1
        return self.lines[end - 1 if end > start else start]

    def value(self, node: Node | None) -> Expression:
        """A node as an expression; one that the parser did not find says nothing."""
        if node is None:
            return make("unknown", self.scope.line, "MISSING")
        self.depth += 1
        if self.depth > EXPRESSION_LIMIT:
            self.deeper()
        found = self.expressions[node.kind_id](self, node)
        self.depth -= 1
        return found

    def deeper(self) -> None:
        """Raise TooDeep when ``depth``, which the walks of nesting expressions count, is too much."""
        if self.depth > EXPRESSION_LIMIT:
            raise TooDeep(f"an expression has more than {EXPRESSION_LIMIT} levels")

    def type(self, node: Node | None) -> Expression:
        """A type as an expression."""
        if node is None:
            return make("unknown", self.scope.line, "MISSING")
        self.depth += 1
        self.deeper()
        found = self.types[node.kind_id](self, node)
        self.depth -= 1
        return found

    def parts(self, node: Node) -> list[Node]:
        """The children that are elements: no brackets, no commas, no comments."""
        return [child for child in node.children if self.elements[child.kind_id] is not None]

    def first(self, node: Node) -> Node | None:
        """The first child that is an expression."""
        for child in node.children:
            if self.elements[child.kind_id] is not None:
                return child
        return None

    def last(self, node: Node) -> Node | None:
        """The last child that is an expression."""
        for child in reversed(node.children):
            if self.elements[child.kind_id] is not None:
                return child
        return None

    def say(self, nodes: Iterable[Node]) -> None:
        """Append to ``out`` what some statements say."""
        statements = self.statements
        for child in nodes:
            walk = statements[child.kind_id]
            if walk is not None:
                walk(self, child)

    def block(self, node: Node | None) -> tuple[Statement, ...]:
        """The statements of a block, or the one that stands in its place."""
        if node is None:
            return ()
        outer, self.out = self.out, []
        self.say(node.children if node.type in self.BLOCKS else (node,))
        body, self.out = self.out, outer
        return tuple(body)

    def enter(self, kind: str, name: str, line: int, signature: str = "") -> Scope:
        """Open a definition inside the current one; returns the one to go back to.

        ``signature`` tells it from another one of the same name.
        """
        outer = self.scope
        outer.depth, self.depth = self.depth, 0
        prefix = f"{outer.qualname}." if outer.qualname else ""
        qualname = f"{prefix}{name}{signature}"
        self.scope = Scope(kind, name, qualname, len(self.definitions), outer.index, line)
        self.definitions.append(None)
        return outer

    def leave(self, outer: Scope, found: Definition) -> int:
        """Close the current definition, as ``scope.definition`` has made it; returns its index."""
        index = self.scope.index
        self.scope = outer
        self.depth = outer.depth
        self.definitions[index] = found
        return index

    def said(self, comments: Iterable[tuple[int, int]]) -> tuple[Comment, ...]:
        """What comments say: one for each line that says something."""
        return tuple(
            Comment(line, text.strip())
            for start, end in comments
            for line, text in enumerate(self.between(start, end).split("\n"), self.lines[start])
            if text.strip()
        )

    def imported(self, line: int, end: int, imports: Iterable[Import]) -> None:
        """Append an ``import`` statement."""
        known = self.scope.imports
        before = len(known)
        known.extend(imports)
        text = " ".join(map(str, range(before, len(known))))
        self.out.append(make_statement("import", line, end, text))


def _line_of_each_byte(source: bytes) -> list[int]:
    """One entry for each byte and one for the end of the text."""
    lines: list[int] = []
    for number, line in enumerate(source.split(b"\n"), 1):
        lines += [number] * (len(line) + 1)
    return lines
