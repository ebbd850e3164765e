"""What names stand for on the way into a body."""

from __future__ import annotations

from pyramid.model.facts import Expression
from pyramid.provenance.frames import Frame, elements


class _Circular:
    """A program in which a name is assigned from itself."""

    def origins(self, scope: str, expression: Expression) -> tuple[tuple[str, Expression], ...]:
        return ((scope, expression),)


def test_a_name_that_is_assigned_from_itself_has_no_elements() -> None:
    assert elements(_Circular(), Expression("name", 1, "rows"), Frame("a.test")) == []
