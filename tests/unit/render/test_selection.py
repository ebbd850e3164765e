"""What belongs together, and what comes first."""

from __future__ import annotations

import dataclasses

from pyramid.model.report import Report
from pyramid.render.selection import cards, keeps, other_findings, statistics, steps


def test_checks_with_the_same_work_share_a_card(sample: Report) -> None:
    found = cards(sample)
    assert [len(card.all) for card in found] == [2, 1, 1]
    assert sum(len(card.all) for card in found) == len(sample.recommendations)


def test_a_card_saves_what_moving_its_checks_saves(sample: Report) -> None:
    first = cards(sample)[0]
    assert first.saves_seconds == sum(entry.saves_seconds or 0.0 for entry in first.all) > 0
    unknown = dataclasses.replace(
        sample,
        recommendations=tuple(dataclasses.replace(e, saves_seconds=None) for e in sample.recommendations),
    )
    assert {card.saves_seconds for card in cards(unknown)} == {None}


def test_the_surest_comes_first(sample: Report) -> None:
    first, *rest = sample.recommendations
    unsure = dataclasses.replace(
        sample, recommendations=(dataclasses.replace(first, confidence="guess"), *rest[1:])
    )
    assert cards(unsure)[-1].first.confidence == "guess"


def test_the_cases_of_all_checks_are_to_be_written(sample: Report) -> None:
    first, second, *rest = sample.recommendations
    for said, together in [
        (("Call f: “1”.", "Call f: “2”."), "Call f: “1”; “2”."),
        (("Call f.", "Call f: “2”."), "Call f: “2”."),
        (("Call f.", "Call g."), "Call f. Call g."),
        (("Call f.", "Call f."), "Call f."),
    ]:
        entries = [
            dataclasses.replace(each, write=text) for each, text in zip((first, second), said, strict=True)
        ]
        card = cards(dataclasses.replace(sample, recommendations=(*entries, *rest)))[0]
        assert card.write == together


def test_a_card_to_keep_is_no_card(sample: Report) -> None:
    kept = tuple(dataclasses.replace(entry, action="keep") for entry in sample.recommendations)
    assert cards(dataclasses.replace(sample, recommendations=kept)) == ()


def test_keeps_are_the_checks_that_stay(sample: Report) -> None:
    assert {check.target for check in keeps(sample)} == {"keep"}
    assert len(keeps(sample)) + len(sample.recommendations) == len(sample.checks)


def test_a_check_that_nothing_is_known_to_decide_stays_too(sample: Report) -> None:
    """It has no card, and no check may be missing from both lists."""
    lost = dataclasses.replace(sample.checks[0], target="api", decided_by=(), recommendation=None)
    ignored = dataclasses.replace(lost, decided_by=sample.checks[0].decided_by)
    assert sample.checks[0].decided_by
    assert keeps(dataclasses.replace(sample, checks=(lost, ignored))) == (lost,)


def test_what_cards_and_gaps_show_is_not_shown_again(sample: Report) -> None:
    assert [finding.code for finding in other_findings(sample)] == ["PYR301", "PYR401"]


def test_statistics_count_every_finding(sample: Report) -> None:
    counted = statistics(sample)
    assert sum(number for number, _, _ in counted) == len(sample.findings)
    assert counted[0] == (2, "PYR101", "e2e-check-on-logic")


def test_the_end_to_end_step_is_on_top(sample: Report) -> None:
    assert [step.layer for step in steps(sample.pyramid)] == ["e2e", "api", "integration", "unit"]
