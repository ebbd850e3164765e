"""Every target rule fires for the facts it names, and not when one of them is missing."""

from __future__ import annotations

import dataclasses

import pytest

from pyramid.advise.target import place_check
from pyramid.model.layers import Certainty, Target
from pyramid.model.meaning import Check
from pyramid.model.provenance import Candidate, Sight, Trace
from pyramid.rulebook import load_rules
from pyramid.rulebook.advice_rules import TARGET_KEYS, TargetRule, applies
from pyramid.rulebook.parse_advice import advice_rules

RULES = advice_rules(load_rules().advice).targets
CHECK = Check(path="t.py", line=1, start_line=1, end_line=1, scope="t", text="check", matcher="text")
Facts = dict[str, frozenset[str]]


def fitting(rule: TargetRule) -> Facts:
    """The fewest facts for which a rule holds: one word of each condition."""
    return {condition.key: frozenset({min(condition.any_of)}) for condition in rule.when}


def trace(facts: Facts, *candidates: Candidate, sight: str = "element") -> Trace:
    return Trace(
        check=CHECK,
        sight=Sight(kind=sight),
        expected=(),
        handlers=(),
        candidates=candidates,
        facts=tuple(sorted(facts.items())),
    )


def candidate(
    function: str = "shop.rule", score: float = 1.0, certainty: Certainty = Certainty.CERTAIN
) -> Candidate:
    return Candidate(function=function, how="text", score=score, certainty=certainty)


def by_id(rule: TargetRule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_a_rule_decides_when_its_conditions_hold(rule: TargetRule) -> None:
    placement = place_check(trace(fitting(rule), candidate()), (rule,))
    assert (placement.rule, placement.target, placement.kind) == (rule.id, rule.target, rule.kind)
    assert placement.because == rule.because


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_a_rule_needs_each_of_its_conditions(rule: TargetRule) -> None:
    assert rule.when, "a rule without a condition would place everything"
    for condition in rule.when:
        for words in (frozenset(), frozenset({"something-else"})):
            assert not applies(rule, {**fitting(rule), condition.key: words})


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.unless], ids=by_id)
def test_a_rule_is_stopped_by_each_of_its_exceptions(rule: TargetRule) -> None:
    for condition in rule.unless:
        for word in condition.any_of:
            facts = fitting(rule)
            facts[condition.key] = facts.get(condition.key, frozenset()) | {word}
            assert not applies(rule, facts)


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_a_rule_is_not_shadowed_by_those_before_it(rule: TargetRule) -> None:
    """Some choice of its words reaches it through the rules of higher rank."""
    earlier = RULES[: RULES.index(rule)]
    facts = {c.key: c.any_of for c in rule.when}
    for other in earlier:
        for c in other.when:
            if c.key in facts and len(facts[c.key] - c.any_of):
                facts[c.key] = facts[c.key] - c.any_of
                break
    assert place_check(trace(facts, candidate()), RULES).rule == rule.id


def test_ranks_are_in_order_and_every_fact_is_known() -> None:
    assert [rule.rank for rule in RULES] == sorted((rule.rank for rule in RULES), reverse=True)
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert {c.key for rule in RULES for c in (*rule.when, *rule.unless)} <= set(TARGET_KEYS)


def test_what_the_browser_alone_can_see_comes_before_everything_that_moves() -> None:
    """No rule that moves a check stands above the facilities of the browser."""
    first_move = next(n for n, rule in enumerate(RULES) if rule.target is not Target.KEEP)
    stays = {word for rule in RULES[:first_move] for c in rule.when for word in c.any_of}
    assert {"focused", "screenshot", "style", "download", "storage", "clipboard", "stubbed"} <= stays


@pytest.mark.parametrize(
    ("sight", "kind"),
    [
        ("page-url", "navigation"),
        ("page-title", "static-text"),
        ("element", "visibility"),
        ("value", "other"),
    ],
)
def test_what_no_rule_places_is_kept_as_a_guess(sight: str, kind: str) -> None:
    placement = place_check(trace({}, candidate(), sight=sight), RULES)
    assert (placement.target, placement.certainty) == (Target.KEEP, Certainty.GUESS)
    assert (placement.kind, placement.rule) == (kind, "")


MOVE = TargetRule(id="m", kind="other", target=Target.UNIT, because="b", certainty=Certainty.CERTAIN)
STAY = dataclasses.replace(MOVE, target=Target.KEEP)


@pytest.mark.parametrize(
    ("rule", "candidates", "certainty"),
    [
        (MOVE, [candidate()], "certain"),
        (MOVE, [candidate(), candidate("other", 0.5)], "certain"),
        (MOVE, [candidate(), candidate("other", 0.95)], "likely"),
        (MOVE, [candidate(certainty=Certainty.LIKELY)], "likely"),
        (MOVE, [], "guess"),
        (STAY, [], "certain"),
        (STAY, [candidate(), candidate("other", 0.95)], "certain"),
        (dataclasses.replace(MOVE, certainty=Certainty.GUESS), [candidate()], "guess"),
    ],
)
def test_a_move_is_as_sure_as_the_function_behind_it(
    rule: TargetRule, candidates: list[Candidate], certainty: str
) -> None:
    placement = place_check(trace({}, *candidates), (rule,))
    assert placement.certainty.value == certainty
    assert placement.focal == (candidates[0] if candidates and rule is not STAY else None)
