"""The order of findings, and commands that a name cannot change."""

from __future__ import annotations

import dataclasses
import shlex

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyramid.model.report import Report
from pyramid.render.findings import next_commands, problems, worst_first


def test_the_worst_come_first_and_by_place(sample: Report) -> None:
    ordered = worst_first(sample.findings)
    assert [each.severity for each in ordered] == ["error"] + ["warning"] * 6 + ["note"]
    assert [each.path for each in ordered[1:7]] == sorted(each.path for each in ordered[1:7])


def test_each_finding_has_the_command_for_it(sample: Report) -> None:
    commands = next_commands(sample)
    assert commands["a1f0c2"] == "pyramid why tests/e2e/checks.py:11"
    assert commands["g2"] == "pyramid tests shop.orders.restocking_fee"
    assert commands["d2"] == "pyramid rule PYR401"


def test_notes_are_no_problems(sample: Report) -> None:
    note = dataclasses.replace(sample.notices[0], status="note")
    assert len(problems(dataclasses.replace(sample, notices=(note,)))) == len(sample.skipped)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1))
def test_a_name_is_one_argument(sample: Report, name: str) -> None:
    cards = tuple(dataclasses.replace(card, check=f"{name}:1") for card in sample.recommendations)
    for command in next_commands(dataclasses.replace(sample, recommendations=cards)).values():
        assert len(shlex.split(command)) == 3
