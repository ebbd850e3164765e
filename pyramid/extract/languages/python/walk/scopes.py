"""The definition that the walk is inside of."""

from __future__ import annotations

from typing import Any

from pyramid.extract.making import make_definition
from pyramid.model.facts import Definition, Import


class Scope:
    """What is gathered for a definition while its body is walked.

    ``complexity`` follows McCabe, "A Complexity Measure" (1976): one, and one more for each
    decision of the own body.
    """

    __slots__ = (
        "complexity", "imports", "index", "kind", "lambdas", "line", "name", "parent", "qualname",
    )  # fmt: skip

    def __init__(self, kind: str, name: str, qualname: str, index: int, parent: int, line: int) -> None:
        self.kind = kind
        self.name = name
        self.qualname = qualname
        self.index = index
        self.parent = parent
        self.line = line
        self.complexity = 1
        self.lambdas = 0
        self.imports: list[Import] = []

    def definition(self, **facts: Any) -> Definition:
        """The finished definition; ``facts`` are the fields that the scope does not know."""
        return make_definition(
            kind=self.kind,
            name=self.name,
            qualname=self.qualname,
            parent=self.parent,
            line=self.line,
            imports=tuple(self.imports),
            complexity=self.complexity,
            **facts,
        )
