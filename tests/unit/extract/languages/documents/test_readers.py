"""Documents: whatever stands in a file, its reader says what it is or why it is not read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyramid.extract import extract_source
from pyramid.extract.document import DEPTH_LIMIT, SIZE_LIMIT
from pyramid.model.facts import Expression, Extracted, Failed, Skipped
from pyramid.rulebook.vocabulary import FORMATS

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
BOMB = '<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;">]>\n<a>&c;</a>'
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 8)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def tree(language: str, text: str) -> Expression:
    outcome = extract_source("x", text.encode(), language)
    assert isinstance(outcome, Extracted), outcome
    value = outcome.facts.definitions[0].body[0].value
    assert value is not None
    return value


def plain(value: Expression) -> object:
    if value.kind == "dict":
        keys, values = value.operands[::2], value.operands[1::2]
        return {key.text: plain(each) for key, each in zip(keys, values, strict=True)}
    if value.kind == "list":
        return [plain(each) for each in value.operands]
    if value.kind == "number":
        return int(value.text)
    return (
        {"None": None, "True": True, "False": False}[value.text] if value.kind == "constant" else value.text
    )


@settings(deadline=None)
@given(JSON)
def test_json_is_read_as_it_was_written(value: object) -> None:
    assert plain(tree("json", json.dumps(value))) == value


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from('{}[]",:\n /*abc12-')))
def test_json_is_refused_where_it_is_none(text: str) -> None:
    try:
        json.loads(text)
    except ValueError:
        return
    assert isinstance(extract_source("x", text.encode(), "json"), Extracted)


@pytest.mark.parametrize("language", sorted(FORMATS))
@settings(deadline=None)
@given(source=st.binary() | st.text().map(str.encode))
def test_no_text_breaks_a_reader(language: str, source: bytes) -> None:
    outcome = extract_source("x", source, language)
    assert not isinstance(outcome, Failed) or outcome.slug != "extractor-error", outcome


@pytest.mark.parametrize(
    ("language", "text", "slug", "line"),
    [
        ("json", '{"a": 1,\n "b" 2}', "syntax-error", 2),
        ("json", "[" * (DEPTH_LIMIT + 2), "too-deep", 0),
        ("yaml", "a: b\nc: [", "syntax-error", 3),
        ("yaml", "a: &a [*a]", "too-deep", 0),
        ("yaml", LAUGHS, "too-many-values", 1),
        ("xml", "<a>\n<b></a>", "syntax-error", 2),
        ("xml", BOMB, "hostile-xml", 1),
        ("gherkin", "Feature: a\n  Scenario: b\n    Given c\n    perhaps a step", "syntax-error", 4),
        ("exchanges", "hello\n", "syntax-error", 1),
        ("blocks", "get {\n", "syntax-error", 1),
        ("yaml", "a\0b", "binary", 1),
    ],
)
def test_what_is_refused_and_where(language: str, text: str, slug: str, line: int) -> None:
    outcome = extract_source("x", text.encode(), language)
    assert isinstance(outcome, Failed)
    assert (outcome.slug, outcome.line) == (slug, line)


def test_a_huge_document_is_not_parsed() -> None:
    outcome = extract_source("x", b"[" + b"1," * (SIZE_LIMIT // 2) + b"1]", "json")
    assert isinstance(outcome, Skipped) and outcome.slug == "too-large"


def test_each_value_has_its_line() -> None:
    found = tree("json", '{\n  "a": {\n    "b": 1 // one\n  }\n}')
    inner = found.operands[1]
    assert (found.line, inner.line, inner.operands[1].line) == (1, 2, 3)


def test_an_outline_has_the_steps_of_every_row() -> None:
    text = (
        "Feature: f\n  Background:\n    Given a\n  Scenario Outline: s <n>\n    When <n>\n"
        "    Examples:\n      | n |\n      | 1 |\n      | 2 |\n"
    )
    scenario = tree("gherkin", text).operands[1].operands[3]
    steps = [each for each in scenario.operands if each.kind == "dict"]
    assert [each.operands[1].text for each in steps] == ["a", "1", "2"]


def test_exchanges_keep_what_is_expected() -> None:
    text = "GET http://a/b # first\nX: y\nHTTP 200\n[Asserts]\nstatus == 200\n"
    text += "\nPOST http://a/c\n```\nGET not\n```\n"
    found = plain(tree("exchanges", text))
    assert found == [
        {
            "method": "GET",
            "url": "http://a/b",
            "headers": "X: y",
            "status": "200",
            "asserts": "status == 200",
        },
        {"method": "POST", "url": "http://a/c"},
    ]


def test_an_anchor_of_the_document_before_is_known_and_one_of_nowhere_is_empty() -> None:
    assert plain(tree("yaml", "a: &x [1]\n---\nb: *x\nc: *y\n")) == [{"a": ["1"]}, {"b": ["1"], "c": None}]
