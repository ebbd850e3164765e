from __future__ import annotations

import pytest

from pyramid.extract import extract_source, suffixes
from pyramid.model.facts import Skipped


@pytest.mark.parametrize("path", ["CartTest.kt", "src/gatling/CartSimulation.scala", "CartSpec.groovy"])
def test_files_of_other_languages_are_listed_as_not_read(path: str) -> None:
    language = suffixes()[path[path.rindex(".") :]]
    outcome = extract_source(path, b"class A", language)
    assert isinstance(outcome, Skipped) and outcome.slug == "language-not-read"
