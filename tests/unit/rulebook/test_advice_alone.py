"""Advice can be had without the other rules."""

from __future__ import annotations

from pathlib import Path

from pyramid.rulebook import load, load_advice, load_rules


def test_it_is_the_same_advice() -> None:
    load._shipped_rules.cache_clear()
    load._shipped_advice.cache_clear()
    alone = load_advice()
    assert load._shipped_rules.cache_info().currsize == 0
    assert [file.id for file in alone] == [file.id for file in load_rules().advice]
    assert [file.text for file in alone] == [file.text for file in load_rules().advice]


def test_with_rules_of_the_projects_own(tmp_path: Path) -> None:
    (tmp_path / "more.toml").write_text('schema = 1\nkind = "layer"\nid = "more"\nsummary = "none"\n')
    assert load_advice([tmp_path]) == load_rules([tmp_path]).advice
