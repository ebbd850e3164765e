from __future__ import annotations

from pyramid.classify.deeds import Deed
from pyramid.classify.layers import judge
from pyramid.classify.scenes import Scene
from pyramid.model.layers import Certainty, EvidenceKind, TestLayer
from pyramid.rulebook import load_rules
from pyramid.rulebook.layer_rules import Condition, LayerRule
from pyramid.rulebook.parse_layers import layer_rules

SHIPPED = layer_rules(load_rules().layers).rules


def scene(**parts: list[str]) -> Scene:
    """A scene in which each part does the given kinds, on lines 1, 2, 3 of its own file."""
    table = {
        part: {kind: (Deed(kind, f"{part}.f", f"{part}.py", line),) for line, kind in enumerate(kinds, 1)}
        for part, kinds in parts.items()
    }
    return Scene(parts=table, called=())


def rule(rank: int, layer: str, key: str, kind: str, tags: tuple[str, ...] = ()) -> LayerRule:
    return LayerRule(
        id=f"r{rank}",
        because=f"because {rank}",
        rank=rank,
        layer=TestLayer(layer) if layer else None,
        tags=tags,
        when=(Condition(key=key, any_of=frozenset({kind})),),
    )


def test_the_first_rule_decides_and_the_next_other_layer_is_the_runner_up() -> None:
    rules = [
        rule(3, "e2e", "test.does", "visit"),
        rule(2, "e2e", "setup.does", "visit"),
        rule(1, "api", "test.does", "request"),
    ]
    verdict = judge(scene(test=["visit", "request"], setup=["visit"]), rules)
    assert (verdict.layer, verdict.runner_up) == (TestLayer.E2E, TestLayer.API)
    assert [(each.text, each.path, each.line) for each in verdict.evidence] == [("because 3", "test.py", 1)]


def test_all_conditions_must_hold_and_no_exception() -> None:
    both = LayerRule(
        id="both",
        because="both",
        layer=TestLayer.API,
        when=(
            Condition(key="test.does", any_of=frozenset({"request"})),
            Condition(key="setup.does", any_of=frozenset({"client"})),
        ),
        unless=(Condition(key="test.does", any_of=frozenset({"visit"})),),
    )
    assert judge(scene(test=["request"], setup=["client"]), [both]).layer is TestLayer.API
    assert judge(scene(test=["request"]), [both]).layer is TestLayer.UNKNOWN
    assert judge(scene(test=["request", "visit"], setup=["client"]), [both]).layer is TestLayer.UNKNOWN


def test_tags_of_other_layers_do_not_count() -> None:
    rules = [
        rule(2, "api", "test.does", "request"),
        rule(1, "integration", "test.does", "database", ("database",)),
        rule(0, "", "test.does", "schema", ("contract",)),
    ]
    verdict = judge(scene(test=["request", "database", "schema"]), rules)
    assert (verdict.layer, verdict.tags) == (TestLayer.API, ("contract",))


def test_nothing_known_is_unknown() -> None:
    verdict = judge(scene(), [])
    assert (verdict.layer, verdict.certainty) == (TestLayer.UNKNOWN, Certainty.GUESS)
    assert [each.kind for each in verdict.evidence] == [EvidenceKind.NONE]


def test_shipped_rules() -> None:
    layer = {
        "drives": judge(scene(test=["visit", "request"], setup=["database"]), SHIPPED).layer,
        "sends": judge(scene(test=["request", "database"], setup=["database"]), SHIPPED).layer,
        "stores": judge(scene(test=["database"], setup=["database"]), SHIPPED).layer,
        "plain": judge(scene(test=["double"]), SHIPPED).layer,
        "http with a browser at hand": judge(scene(test=["request", "browser"]), SHIPPED).layer,
    }
    assert layer == {
        "drives": TestLayer.E2E,
        "sends": TestLayer.API,
        "stores": TestLayer.INTEGRATION,
        "plain": TestLayer.UNIT,
        "http with a browser at hand": TestLayer.API,
    }
