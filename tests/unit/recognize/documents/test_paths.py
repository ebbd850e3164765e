"""Paths of rules through documents."""

from __future__ import annotations

import pytest

from pyramid.extract import extract_source
from pyramid.model.facts import Extracted
from pyramid.recognize.documents.nodes import Node, select
from pyramid.rulebook import RuleError, parse_rule_file

TEXT = """
{"a": [{"b": 1, "c": "x"}, {"b": 2, "c": "y"}], "d": {"e": {"b": 3}}, "f": [[{"b": 4}]],
 "get": {"url": "/g"}, "put": {"url": "/p"}}
"""
RULE = """
schema = 1
kind = "tool"
id = "x"
summary = "x"
[[document]]
format = "json"
files = ["*.json"]
[[document.entry]]
emit = "request"
at = {at}
take.url = ["."]
{more}
"""


def found(at: str, more: str = "") -> list[str]:
    rule = parse_rule_file("x.toml", RULE.format(at=f'["{at}"]', more=more))
    outcome = extract_source("x.json", TEXT.encode(), "json")
    assert isinstance(outcome, Extracted)
    root = outcome.facts.definitions[0].body[0].value
    assert root is not None
    path = rule.documents[0].entries[0].at[0]
    return [node.text or node.key for node, _ in select(Node("", root), path)]


@pytest.mark.parametrize(
    ("at", "texts"),
    [
        ("a/b", ["1", "2"]),
        ("**/b", ["1", "2", "3", "4"]),
        ("a[c=y]/b", ["2"]),
        ("a[-[c=x]]/b", ["2"]),
        ("d/e/../../a/c", ["x", "y"]),
        ("f/b", ["4"]),
        ("a[b][c=z]/b", []),
        ("d/*/b", ["3"]),
        ("a/-/c", ["x"]),
        (".", [""]),
        ("d/e/b[/a/c=y]", ["3"]),
    ],
)
def test_select(at: str, texts: list[str]) -> None:
    assert found(at) == texts


def test_a_placeholder_is_one_of_its_words() -> None:
    assert found("{verb}/url", 'where.verb = ["get", "post"]') == ["/g"]


@pytest.mark.parametrize(
    ("at", "more", "slug"),
    [
        ("a[b", "", "broken-path"),
        ("{verb}/url", "", "unknown-placeholder"),
        ("a", 'take.path = ["b"]', "unknown-slot"),
        ("a", 'colour = "red"', "unknown-rule-key"),
        ("a", 'take.method = ["key:verb"]', "unknown-placeholder"),
    ],
)
def test_a_slip_is_told(at: str, more: str, slug: str) -> None:
    with pytest.raises(RuleError) as caught:
        found(at, more)
    assert caught.value.slug == slug
