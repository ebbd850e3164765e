"""Values that decorators list without a name, in a language whose methods take ``this``."""

from __future__ import annotations

import pytest

from pyramid.extract import extract_source
from pyramid.model.facts import Extracted
from pyramid.recognize.parametrised import listed_values


@pytest.mark.parametrize(
    ("decorator", "parameters", "values"),
    [
        ('@ValueSource(strings = {"/a", "/b"})', "String path", ["/a", "/b"]),
        ("@ValueSource(ints = {1, 2})", "int path", ["1", "2"]),
        ('@CsvSource({"1, /a", "2, \'/b\'"})', "int n, String path", ["/a", "/b"]),
        ('@Test(groups = {"smoke"})', "String path", []),
        ('@DisplayName("opens")', "String path", []),
        ('@ValueSource(strings = {"/a"})', "int n, String path", []),
    ],
)
def test_values_of_a_parameter(decorator: str, parameters: str, values: list[str]) -> None:
    source = f"class C {{ {decorator} void m({parameters}) {{}} }}"
    outcome = extract_source("a/C.java", source.encode(), "java")
    assert isinstance(outcome, Extracted)
    method = next(each for each in outcome.facts.definitions if each.name == "m")
    assert [each.text for each in listed_values(method, "path")] == values
