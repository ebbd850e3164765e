"""``pyramid rule``."""

from __future__ import annotations

import pytest

from pyramid.render.rule_markdown import rule_markdown
from pyramid.rulebook import RuleFile, load_rules


def test_list_names_every_rule(project, run) -> None:
    text = run("rule").out
    assert all(file.id in text for file in load_rules().files)


def test_page_by_code_name_and_any_case(project, run) -> None:
    by_code = run("rule", "PYR101")
    assert by_code.status == 0
    assert by_code.out.startswith("# PYR101: e2e-check-on-logic\n")
    assert run("rule", "pyr101").out == by_code.out
    assert run("rule", "e2e-check-on-logic").out == by_code.out


@pytest.mark.parametrize("file", load_rules().files, ids=lambda file: f"{file.kind}-{file.id}")
def test_every_rule_has_a_page(file: RuleFile) -> None:
    text = rule_markdown(file)
    assert text.startswith(f"# {file.id}")
    assert file.summary in text
    assert all(example.title in text for example in file.examples)


def test_unknown_rule_has_a_suggestion(project, run) -> None:
    ran = run("rule", "PYR110")
    assert ran.status == 2
    assert "Did you mean PYR10" in ran.err
