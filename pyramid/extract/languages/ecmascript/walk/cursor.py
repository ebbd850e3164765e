"""Where the walk over a module of JavaScript or TypeScript stands."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.extract.trees.cursor import TreeCursor
from pyramid.extract.trees.tables import Dispatch


class Cursor(TreeCursor):
    """``ambient`` tells whether the code at hand describes code that is elsewhere."""

    __slots__ = ("ambient",)

    BLOCKS = frozenset({"statement_block"})

    def __init__(
        self, source: bytes, tables: Dispatch, comments: Iterable[tuple[int, int]], ambient: bool
    ) -> None:
        super().__init__(source, tables, comments)
        self.ambient = ambient
