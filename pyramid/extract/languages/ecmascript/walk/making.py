"""Expressions and statements made in a third of the time.

The ``__init__`` of a frozen dataclass goes through ``object.__setattr__`` for each field, which
costs more than the parser spends on the node that the fact is about.  A twin of the class, with
the same slots and not frozen, is filled at full speed and then becomes the frozen class.
"""

from __future__ import annotations

from typing import Protocol, cast

from pyramid.model.facts import Expression, ExpressionKind, Statement, StatementKind


class _MakesExpression(Protocol):
    def __call__(
        self,
        kind: ExpressionKind,
        line: int,
        text: str = "",
        operands: tuple[Expression, ...] = (),
        keywords: tuple[str, ...] = (),
        /,
    ) -> Expression: ...


class _MakesStatement(Protocol):
    def __call__(
        self,
        kind: StatementKind,
        line: int,
        end_line: int,
        text: str = "",
        targets: tuple[Expression, ...] = (),
        value: Expression | None = None,
        annotation: Expression | None = None,
        body: tuple[Statement, ...] = (),
        /,
    ) -> Statement: ...


class _Expression:
    __slots__ = ("keywords", "kind", "line", "operands", "text")

    def __init__(self, kind, line, text="", operands=(), keywords=()):
        self.kind = kind
        self.line = line
        self.text = text
        self.operands = operands
        self.keywords = keywords
        self.__class__ = Expression  # type: ignore[assignment]


class _Statement:
    __slots__ = ("annotation", "body", "end_line", "kind", "line", "targets", "text", "value")

    def __init__(self, kind, line, end_line, text="", targets=(), value=None, annotation=None, body=()):
        self.kind = kind
        self.line = line
        self.end_line = end_line
        self.text = text
        self.targets = targets
        self.value = value
        self.annotation = annotation
        self.body = body
        self.__class__ = Statement  # type: ignore[assignment]


#: An ``Expression``; takes what its constructor takes, by position.
make = cast(_MakesExpression, _Expression)
#: A ``Statement``; takes what its constructor takes, by position.
make_statement = cast(_MakesStatement, _Statement)
