"""Each test's layer, from what it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyramid.classify.code import TestCode
from pyramid.classify.deeds import Deed
from pyramid.classify.scenes import Scene, Stage
from pyramid.model.layers import Certainty, Evidence, EvidenceKind, LayerVerdict, TestLayer
from pyramid.model.meaning import HttpRequest, Meanings, TestCase
from pyramid.model.program import CallGraph, Program
from pyramid.rulebook import Rules
from pyramid.rulebook.layer_rules import Condition, LayerRule
from pyramid.rulebook.parse_layers import layer_rules, role_rules

_MOST_PLACES = 3


def classify_tests(
    program: Program,
    graph: CallGraph,
    meanings: Meanings,
    requests: Sequence[HttpRequest],
    tests: Sequence[TestCase],
    rules: Rules,
) -> Mapping[str, LayerVerdict]:
    """The verdict on each test, by ``TestCase.symbol``."""
    code = TestCode(program, tests, role_rules(rules.roles))
    stage = Stage(program, graph, meanings, requests, tests, code)
    ordered = layer_rules(rules.layers).rules
    by_symbol: dict[str, list[TestCase]] = {}
    for test in tests:
        by_symbol.setdefault(test.symbol, []).append(test)
    known: dict[frozenset[tuple[str, str]], list[LayerRule]] = {}
    return {symbol: judge(stage.scene(cases), ordered, known) for symbol, cases in by_symbol.items()}


def judge(
    scene: Scene,
    rules: Sequence[LayerRule],
    known: dict[frozenset[tuple[str, str]], list[LayerRule]] | None = None,
) -> LayerVerdict:
    """The first rule that holds decides (rules come highest rank first); tags add up.

    ``known`` remembers, for the same rules, which of them hold for scenes of the same kinds.
    """
    kinds = scene.kinds()
    holding = known.get(kinds) if known is not None else None
    if holding is None:
        holding = [rule for rule in rules if _holds(rule, scene)]
        if known is not None:
            known[kinds] = holding
    layers = [rule for rule in holding if rule.layer is not None]
    if not layers:
        return LayerVerdict(layer=TestLayer.UNKNOWN, certainty=Certainty.GUESS, evidence=(_nothing(),))
    winner = layers[0]
    others = (rule.layer for rule in layers[1:] if rule.layer is not winner.layer)
    tagging = [rule for rule in holding if rule.tags and rule.layer in (None, winner.layer)]
    return LayerVerdict(
        layer=winner.layer or TestLayer.UNKNOWN,
        certainty=winner.certainty,
        evidence=_evidence(winner, scene),
        runner_up=next(others, None),
        tags=tuple(sorted({tag for rule in tagging for tag in rule.tags})),
    )


def _holds(rule: LayerRule, scene: Scene) -> bool:
    return all(_met(each, scene) for each in rule.when) and not any(_met(each, scene) for each in rule.unless)


def _met(condition: Condition, scene: Scene) -> bool:
    return scene.does(_part(condition), condition.any_of)


def _deeds(condition: Condition, scene: Scene) -> tuple[Deed, ...]:
    return scene.deeds(_part(condition), condition.any_of)


def _part(condition: Condition) -> str:
    return condition.key.partition(".")[0]


def _evidence(rule: LayerRule, scene: Scene) -> tuple[Evidence, ...]:
    """The rule in words, at the first place that fulfils each condition, and a few more places."""
    found = [deed for condition in rule.when for deed in _deeds(condition, scene)[:_MOST_PLACES]]
    if not found:
        return (Evidence(kind=EvidenceKind.NONE, text=rule.because),)
    texts = [rule.because, *(f"{deed.kind} in {deed.scope}" for deed in found[1:])]
    return tuple(
        Evidence(kind=EvidenceKind.INFERRED, text=text, path=deed.path, line=deed.line)
        for text, deed in zip(texts, found, strict=True)
    )


def _nothing() -> Evidence:
    return Evidence(kind=EvidenceKind.NONE, text="no rule says what this test does")
