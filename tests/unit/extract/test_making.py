from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from pyramid.extract import making
from pyramid.model.facts import Definition, Expression, Import, Parameter, Statement


@pytest.mark.parametrize(
    ("twin", "frozen", "given"),
    [
        (making.make, Expression, ("name", 1)),
        (making.make, Expression, ("call", 1, "f", (Expression("name", 1, "f"),), ("*",))),
        (making.make_statement, Statement, ("pass", 1, 2)),
        (making.make_definition, Definition, ("module", "", "", -1, 1, 1, 1)),
        (making.make_parameter, Parameter, ("a", "*")),
        (making.make_import, Import, ("m", "a", "b", 0, 1)),
    ],
)
def test_a_twin_makes_what_the_class_makes(twin: Any, frozen: Any, given: tuple[Any, ...]) -> None:
    made, expected = twin(*given), frozen(*given)
    assert type(made) is frozen
    assert made == expected and hash(made) == hash(expected) and repr(made) == repr(expected)
    with pytest.raises(AttributeError):
        setattr(made, fields(frozen)[0].name, "other")
