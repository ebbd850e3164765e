"""The definition that the walk is inside of."""

from __future__ import annotations

from pyramid.extract.making import make_definition
from pyramid.model.facts import Definition, Expression, Import, Parameter, Statement


class Scope:
    """What is gathered for a definition while its body is walked.

    ``complexity`` follows McCabe, "A Complexity Measure" (1976): one, and one more for each
    decision of the own body.
    """

    __slots__ = (
        "complexity", "depth", "imports", "index", "kind", "lambdas", "line", "name", "parent", "qualname",
    )  # fmt: skip

    def __init__(self, kind: str, name: str, qualname: str, index: int, parent: int, line: int) -> None:
        self.kind = kind
        self.name = name
        self.qualname = qualname
        self.index = index
        self.parent = parent
        self.line = line
        self.complexity = 1
        self.depth = 0
        self.lambdas = 0
        self.imports: list[Import] = []

    def definition(
        self,
        start_line: int,
        end_line: int,
        body: tuple[Statement, ...],
        decorators: tuple[Expression, ...] = (),
        bases: tuple[Expression, ...] = (),
        parameters: tuple[Parameter, ...] = (),
        returns: Expression | None = None,
        keywords: tuple[tuple[str, Expression], ...] = (),
    ) -> Definition:
        """The finished definition."""
        return make_definition(
            self.kind, self.name, self.qualname, self.parent, self.line, start_line, end_line, decorators,
            bases, keywords, parameters, returns, body, tuple(self.imports), self.complexity,
        )  # fmt: skip
