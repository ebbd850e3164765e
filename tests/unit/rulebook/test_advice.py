"""Advice rule files: what is wrong with one is said with its place and a suggestion."""

from __future__ import annotations

import re

import pytest

from pyramid.model.layers import Certainty, Target
from pyramid.rulebook import load_rules
from pyramid.rulebook.advice_rules import ACTIONS, ADVICE_KEYS, AdviceRules, applies
from pyramid.rulebook.errors import RuleError
from pyramid.rulebook.load import parse_rule_file
from pyramid.rulebook.parse_advice import advice_rules

HEAD = 'schema = 1\nkind = "advice"\n'
TARGETS = (
    HEAD
    + """id = "mine"
summary = "s"

[[target]]
id = "one"
rank = 10
kind = "visual"
target = "keep"
because = "of its looks"
when.matcher = ["style"]

[[target]]
id = "two"
rank = 20
kind = "payload"
target = "api"
certainty = "certain"
because = "of its answer"
when.sight = ["response-body"]
unless.role = "logic"
"""
)
CODE = (
    HEAD
    + """id = "PYR999"
name = "some-name"
summary = "s"
on = "check"
severity = "note"
message = "{check}"
why = "w"
instead = "i"

[when]
target = ["unit"]

[recommend]
to = "unit"
action = "thin"
write = "x"
stays = "y"
"""
)


def parsed(*texts: str) -> AdviceRules:
    return advice_rules([parse_rule_file(f"mine/{n}.toml", text) for n, text in enumerate(texts)])


def test_targets_come_by_rank_and_codes_in_order() -> None:
    rules = parsed(CODE, TARGETS, CODE.replace("PYR999", "PYR100"))
    assert [rule.id for rule in rules.targets] == ["two", "one"]
    assert [rule.code for rule in rules.codes] == ["PYR100", "PYR999"]
    two, one = rules.targets
    assert (two.target, two.certainty, one.certainty) == (Target.API, Certainty.CERTAIN, Certainty.LIKELY)
    assert two.unless[0].any_of == {"logic"}


def test_a_code_says_what_it_recommends() -> None:
    (rule,) = parsed(CODE).on("check")
    assert (rule.code, rule.to, rule.action, rule.write, rule.stays) == ("PYR999", "unit", "thin", "x", "y")
    assert applies(rule, {"target": ["unit", "api"]}) and not applies(rule, {"target": ["api"]})
    assert not applies(rule, {})
    assert parsed(CODE).on("shape") == ()


@pytest.mark.parametrize(
    ("text", "old", "new", "slug", "line", "suggested"),
    [
        (TARGETS, "when.matcher", "when.matchr", "unknown-rule-key", 12, "matcher"),
        (TARGETS, "unless.role", "unless.rol", "unknown-rule-key", 22, "role"),
        (TARGETS, 'kind = "visual"', 'kind = "visul"', "unknown-rule-word", 9, "visual"),
        (TARGETS, 'target = "keep"', 'target = "kep"', "unknown-rule-word", 10, "keep"),
        (TARGETS, '"certain"', '"certin"', "unknown-rule-word", 19, "certain"),
        (TARGETS, "rank = 20", "rang = 20", "unknown-rule-key", 16, "rank"),
        (TARGETS, "rank = 20", 'rank = "20"', "wrong-rule-type", 16, ""),
        (TARGETS, 'because = "of its looks"\n', "", "missing-rule-key", 6, ""),
        (TARGETS, 'when.sight = ["response-body"]', "when.sight = [1]", "wrong-rule-type", 21, ""),
        (CODE, 'on = "check"', 'on = "chek"', "unknown-rule-word", 6, "check"),
        (CODE, 'severity = "note"', 'severity = "notes"', "unknown-rule-word", 7, "note"),
        (CODE, 'action = "thin"', 'action = "thinn"', "unknown-rule-word", 17, "thin"),
        (CODE, 'target = ["unit"]', 'taget = ["unit"]', "unknown-rule-key", 13, "target"),
        (CODE, 'target = ["unit"]', 'reached = ["none"]', "unknown-rule-key", 13, ""),
        (CODE, 'why = "w"', 'wy = "w"', "unknown-rule-key", 9, "why"),
        (CODE, 'stays = "y"', 'stay = "y"', "unknown-rule-key", 19, "stays"),
        (CODE, 'why = "w"', 'why = "w"\nwhere = "w"', "unknown-rule-key", 10, ""),
    ],
)  # fmt: skip
def test_a_slip_is_told(text: str, old: str, new: str, slug: str, line: int, suggested: str) -> None:
    assert text.count(old) == 1
    with pytest.raises(RuleError) as caught:
        parsed(text.replace(old, new))
    error = caught.value
    assert (error.slug, error.path, error.line) == (slug, "mine/0.toml", line)
    assert suggested in error.fix and error.message


def test_shipped_codes_are_whole() -> None:
    rules = advice_rules(load_rules().advice)
    assert len({rule.name for rule in rules.codes}) == len(rules.codes)
    for rule in rules.codes:
        assert re.fullmatch(r"PYR\d{3}", rule.code) and rule.on in ADVICE_KEYS and rule.action in ACTIONS
        assert all((rule.message, rule.why, rule.instead, rule.summary))


def test_shipped_texts_ask_only_for_words_that_are_given() -> None:
    given = {
        "check": {"check", "focal", "expected"},
        "function": {"function", "coverage", "target"},
        "shape": {"shape", "numbers", "time"},
        "test": {"test", "claims", "layer", "because"},
        "suppression": {"codes", "because", "missing"},
        "baseline": {"code", "place", "file"},
        "move": {"test", "because", "before", "layer"},
        "setting": {"pattern", "codes"},
    }
    for rule in advice_rules(load_rules().advice).codes:
        for text in (rule.message, rule.instead, rule.write, rule.stays):
            assert set(re.findall(r"\{(\w+)\}", text)) <= given[rule.on], rule.code
