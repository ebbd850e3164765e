"""Suites of keywords are told as not read."""

from __future__ import annotations

import pytest

from pyramid.extract import extract_source, suffixes
from pyramid.model.facts import Skipped


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*** Test Cases ***\nLogin\n    Open Browser    /\n", "tests in it are not on the pyramid"),
        ("*** Keywords ***\nOpen\n    Log    x\n", "keywords in it are not followed"),
    ],
)
def test_it_is_listed_with_what_is_missed(text: str, words: str) -> None:
    outcome = extract_source("a.robot", text.encode(), suffixes()[".robot"])
    assert isinstance(outcome, Skipped)
    assert outcome.slug == "language-not-read" and words in outcome.reason
