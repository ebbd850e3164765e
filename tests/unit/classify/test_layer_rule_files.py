"""Rule files of layers and roles: what is accepted, and what a mistake is answered with."""

from __future__ import annotations

import pytest

from pyramid.model.layers import Certainty, Role, TestLayer
from pyramid.rulebook import RuleError, load_rules, parse_rule_file
from pyramid.rulebook.parse_layers import layer_rules, role_rules

HEAD = 'schema = 1\nkind = "{kind}"\nid = "x"\nsummary = "s"\n'


def layers(text: str):
    return layer_rules([parse_rule_file("rules/layers/x.toml", HEAD.format(kind="layer") + text)])


def roles(text: str):
    return role_rules([parse_rule_file("rules/roles/x.toml", HEAD.format(kind="role") + text)])


def test_a_layer_rule_is_read() -> None:
    book = layers(
        '[[rule]]\nid = "low"\nbecause = "b"\nlayer = "unit"\n'
        '[[rule]]\nid = "high"\nrank = 9\nbecause = "b"\nlayer = "api"\ncertainty = "certain"\n'
        'when.test.does = "request"\n'
    )
    high, low = book.rules
    assert (high.id, high.layer, high.certainty) == ("high", TestLayer.API, Certainty.CERTAIN)
    assert [(each.key, each.any_of) for each in high.when] == [("test.does", frozenset({"request"}))]
    assert low.when == ()


def test_a_role_rule_is_read() -> None:
    book = roles(
        '[test-code]\nfolders = ["tests"]\n[[rule]]\nid = "r"\nrole = "logic"\nwhen.shape = ["decides"]\n'
    )
    assert (book.rules[0].role, book.test_folders) == (Role.LOGIC, frozenset({"tests"}))


@pytest.mark.parametrize(
    ("text", "slug", "hint"),
    [
        ('[[rule]]\nid = "r"\nbecause = "b"\nwhen.test.doe = ["visit"]\n', "unknown-rule-key", "test.does"),
        ('[[rule]]\nid = "r"\nbecause = "b"\nwhen.test.does = ["vist"]\n', "unknown-rule-word", "visit"),
        ('[[rule]]\nid = "r"\nbecause = "b"\nlayer = "units"\n', "unknown-rule-word", "unit"),
        ('[[rule]]\nid = "r"\nbecause = "b"\nrankk = 3\n', "unknown-rule-key", "rank"),
        ('[[rule]]\nid = "r"\nbecause = "b"\nrank = "3"\n', "wrong-rule-type", "value"),
        ('[[rule]]\nid = "r"\nbecause = "b"\ntags = [3]\n', "wrong-rule-type", "value"),
        ('[[rule]]\nid = "r"\n', "missing-rule-key", "Give"),
        ("rule = 3\n", "wrong-rule-type", "[[rule]]"),
        ("[claims]\nfolder = []\n", "unknown-rule-key", "folders"),
        ("[rules]\n", "unknown-rule-key", "rule"),
    ],
)
def test_a_mistake_is_told(text: str, slug: str, hint: str) -> None:
    with pytest.raises(RuleError) as caught:
        layers(text)
    assert (caught.value.slug, caught.value.path) == (slug, "rules/layers/x.toml")
    assert hint in caught.value.fix


def test_an_unknown_shape_is_told() -> None:
    with pytest.raises(RuleError) as caught:
        roles('[[rule]]\nid = "r"\nrole = "logic"\nwhen.shape = ["decide"]\n')
    assert "decides" in caught.value.fix


def test_every_layer_and_role_has_a_rule() -> None:
    rules = load_rules()
    decided = {rule.layer for rule in layer_rules(rules.layers).rules} - {None}
    assert decided == set(TestLayer) - {TestLayer.MANUAL}
    assert {rule.role for rule in role_rules(rules.roles).rules} == set(Role)
