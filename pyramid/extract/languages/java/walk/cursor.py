"""Where the walk over a Java file stands."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.extract.languages.java.walk.frames import Frames
from pyramid.extract.trees.cursor import TreeCursor
from pyramid.extract.trees.tables import Dispatch


class Cursor(TreeCursor):
    """``frames`` are the classes and bodies around; ``package`` is what the file belongs to."""

    __slots__ = ("frames", "package")

    BLOCKS = frozenset({"block", "constructor_body"})

    def __init__(self, source: bytes, tables: Dispatch, comments: Iterable[tuple[int, int]]) -> None:
        super().__init__(source, tables, comments)
        self.frames = Frames()
        self.package = ""
