"""Entries of per-file-ignores that leave nothing out are findings."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pyramid.settings import DEFAULT, Settings, load_settings


def told(report) -> list[tuple[str, str, int]]:
    return [(each.message, each.path, each.line) for each in report.findings if each.code == "PYR904"]


def ignoring(**entries: tuple[str, ...]) -> Settings:
    return dataclasses.replace(DEFAULT, per_file_ignores={"shop/*": entries["shop"]})


def test_an_entry_that_is_used_is_no_finding(audit) -> None:
    report = audit(settings=ignoring(shop=("PYR2",)))
    assert told(report) == []
    assert not [each for each in report.findings if each.code.startswith("PYR2")]


def test_an_unused_entry_is_told(audit) -> None:
    (found,) = told(audit(settings=ignoring(shop=("PYR2", "PYR101"))))
    assert found == ("per-file-ignores of shop/*: PYR101 leaves nothing out.", "", 0)


def test_with_its_place_in_the_settings(audit, tmp_path: Path) -> None:
    text = '[tool.pyramid]\n\n[tool.pyramid.per-file-ignores]\n"shop/*" = ["PYR2"]\n'
    text += '"tests/unit/*" = ["PYR101"]\n'
    (tmp_path / "pyproject.toml").write_text(text)
    (found,) = told(audit(settings=load_settings(tmp_path)))
    assert found[1:] == ("pyproject.toml", 5)


def test_a_rule_that_could_not_speak_is_not_missed(audit) -> None:
    """No run was recorded, nothing is compared with an earlier state, and the baseline comes later."""
    assert told(audit(settings=ignoring(shop=("PYR203", "PYR402", "PYR903")))) == []


def test_a_part_of_the_tree_proves_nothing(audit, tmp_path: Path) -> None:
    from pyramid import pipeline

    audit()
    settings = dataclasses.replace(ignoring(shop=("PYR101",)), cache=False, jobs=1)
    assert told(pipeline.audit(tmp_path, ["shop"], settings)) == []
