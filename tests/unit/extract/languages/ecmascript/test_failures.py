from __future__ import annotations

import codecs

import pytest

from pyramid.extract import extract_source
from pyramid.model.facts import Extracted, Failed, FileFacts, Outcome, Skipped


def _extract(source: str | bytes, path: str = "a.ts") -> Outcome:
    return extract_source(path, source.encode() if isinstance(source, str) else source, "ecmascript")


def _facts(source: str | bytes, path: str = "a.ts") -> FileFacts:
    outcome = _extract(source, path)
    assert isinstance(outcome, Extracted), outcome
    return outcome.facts


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a b c d {{{ ( ] } class function\n" * 5, 1),
        ("const a = 1;\n" + "<<<<<<< HEAD\n" + "]]]]]] )))))) ......\n" * 3, 2),
    ],
)
def test_what_is_mostly_broken_has_no_facts(source: str, line: int) -> None:
    outcome = _extract(source)
    assert isinstance(outcome, Failed) and (outcome.slug, outcome.line) == ("syntax-error", line)


def test_what_is_read_around_an_error_stays() -> None:
    source = (
        "function f() { return 1 }\nconst = ;\nfunction g() {\n  h(1, , 2);\n}\nexport class A { m() {} }\n"
    )
    facts = _facts(source)
    assert {"f", "g", "A", "A.m"} <= {found.qualname for found in facts.definitions}


def test_a_missing_bracket_at_the_end_loses_nothing_before_it() -> None:
    body = _facts("f(1);\ng(2;\n").definitions[0].body
    assert [statement.value.text for statement in body if statement.value][:2] == ["f", "g"]


def test_javascript_with_types_is_read_with_them() -> None:
    facts = _facts("// @flow\nfunction f(a: string, b: ?T): void { g() }\n", "a.js")
    assert facts.language == "javascript"
    assert [parameter.name for parameter in facts.definitions[1].parameters] == ["a", "b"]


@pytest.mark.parametrize(
    ("source", "slug"),
    [
        ("x=1;" * 6000, "minified"),
        (("y" * 599 + "\n") * 100, "minified"),
        ("x();\n" * 900_000, "too-large"),
        ('<?xml version="1.0"?>\n<!DOCTYPE TS>\n<TS></TS>', "markup"),
    ],
)
def test_what_nobody_wrote_is_left_out(source: str, slug: str) -> None:
    outcome = _extract(source)
    assert isinstance(outcome, Skipped) and outcome.slug == slug
    assert outcome.reason and outcome.fix


def test_binary_files_are_no_source() -> None:
    outcome = _extract(b"\x47\x40\n\0\x11")
    assert isinstance(outcome, Failed) and (outcome.slug, outcome.line) == ("binary", 2)


@pytest.mark.parametrize(
    "source",
    [
        "x = +" + "(" * 400 + "1" + ")" * 400,
        "x" + ".y()" * 400,
        "x" + "\n.y" * 400,
        "x = " + "[" * 400 + "]" * 400,
        "x = " + "{a:" * 400 + "1" + "}" * 400,
        "x = " + "a ? b : " * 400 + "c",
        "x = " + "!" * 400 + "c",
        "x = " + "f(" * 400 + ")" * 400,
        "x = " + "a => " * 1000 + "1",
        "function f() {" * 1000 + "}" * 1000,
        "{\n" * 2000 + "}\n" * 2000,
        "x = " + "new A(" * 400 + ")" * 400,
        "x = " + "a ** " * 400 + "b",
        "x = " + "<a>" * 400 + "</a>" * 400,
        "x = " + "`${" * 400 + "1" + "}`" * 400,
        "type A = " + "B<" * 400 + "C" + ">" * 400,
    ],
    ids=lambda source: source[:12],
)
def test_what_nests_too_deeply_is_refused(source: str) -> None:
    outcome = _extract(source, "a.tsx")
    assert isinstance(outcome, Failed) and outcome.slug == "too-deep", outcome


@pytest.mark.parametrize(
    "source",
    [
        "x = " + " && ".join(["a"] * 3000),
        "x = " + " + ".join(["a"] * 3000),
        "type A = " + " | ".join(["'b'"] * 3000),
        "if (a) b();" + " else if (a) b();" * 1000,
        "x = (" + "a, " * 3000 + "b)",
        "a = " * 3000 + "1",
    ],
    ids=lambda source: source[:12],
)
def test_what_is_only_long_is_read(source: str) -> None:
    _facts(source)


@pytest.mark.parametrize(
    "source",
    [
        codecs.BOM_UTF8 + "a\nb = 'ä'".encode(),
        "a\r\nb = 'ä'\r\n".encode(),
        "a\rb = 'ä'".encode(),
        codecs.BOM_UTF16_LE + "a\nb = 'ä'".encode("utf-16-le"),
    ],
    ids=["bom", "crlf", "cr", "utf-16"],
)
def test_encodings_and_newlines(source: bytes) -> None:
    facts = _facts(source)
    last = facts.definitions[0].body[-1]
    assert (last.line, facts.lines, last.value and last.value.text) == (2, 2, "ä")


def test_bytes_that_are_no_utf8_are_replaced() -> None:
    last = _facts("a\nb = 'ä'\nc()".encode("latin-1")).definitions[0].body
    assert [statement.line for statement in last] == [1, 2, 3]
    assert last[1].value is not None and last[1].value.text == "\ufffd"
