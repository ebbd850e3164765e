"""Steps and keeps as rule files write them."""

from __future__ import annotations

import pytest

from pyramid.rulebook import Knowledge, KnownFunction, KnownType, RuleError
from pyramid.rulebook.library import Behaviour, Keep, Step, kept, steps


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("open", Step("", ("open",))),
        ("hooks.[]", Step("", ("hooks", "[]"))),
        ("arg:0", Step("0", ())),
        ("arg:cls.default", Step("cls", ("default",))),
        ("@a.b.hook", Step("", ("@a.b.hook",))),
        ("subject", Step("subject", ())),
    ],
)
def test_a_step_is_read(written: str, step: Step) -> None:
    assert steps([written]) == (step,)


@pytest.mark.parametrize("written", ["", "arg:", "a..b", "arg:.x"])
def test_a_step_that_leads_nowhere_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        steps([written])


def test_a_keep_names_a_field_and_a_source() -> None:
    assert kept(["hooks = arg:0"]) == (Keep(Step("", ("hooks",)), Step("0", ())),)
    for written in ("hooks", "arg:0 = arg:1", "hooks ="):
        with pytest.raises(ValueError):
            kept([written])


def test_behaviour_is_inherited_and_known_by_other_names() -> None:
    library = Knowledge(
        types=[
            KnownType(name="a.Base", runs={"get": ("open",)}, keeps={"__init__": ("app = arg:0",)}),
            KnownType(name="a.Sub", aliases=("b.Sub",), bases=("a.Base",)),
        ],
        functions=[
            KnownFunction(name="a.go", runs=("arg:0",)),
            KnownFunction(name="a.task", members="a.Base"),
        ],
    ).library
    assert library.of("b.Sub.get") == Behaviour((Step("", ("open",)),))
    assert library.of("a.go") == Behaviour((Step("0", ()),))
    made = library.of("a.Sub")
    assert made is not None and made.makes and made.keeps == kept(["app = arg:0"])
    assert library.of("a.Sub.post") is None
    assert library.members("a.task") == "a.Base"
    assert library.kept == {"app"}


def test_a_slip_is_told(tmp_path) -> None:
    from pyramid.rulebook import load_rules

    rule = tmp_path / "x.toml"
    rule.write_text(
        'schema = 1\nkind = "tool"\nid = "x"\nsummary = "X."\n'
        '[[type]]\nname = "x.Y"\n[type.runs]\nget = ["a..b"]\n',
        encoding="utf-8",
    )
    with pytest.raises(RuleError) as caught:
        load_rules([rule])
    assert caught.value.slug == "unknown-step"
