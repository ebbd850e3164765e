from __future__ import annotations

import codecs

import pytest

from pyramid.extract import extract_source
from pyramid.model.facts import Extracted, Failed, FileFacts, Outcome, Skipped


def _extract(source: str | bytes) -> Outcome:
    return extract_source("a/C.java", source.encode() if isinstance(source, str) else source, "java")


def _facts(source: str | bytes) -> FileFacts:
    outcome = _extract(source)
    assert isinstance(outcome, Extracted), outcome
    return outcome.facts


def _in_method(source: str) -> str:
    return "class C { void m() { " + source + " } }"


def test_what_is_mostly_broken_has_no_facts() -> None:
    outcome = _extract("class C {}\n" + "]]]]]] )))))) ......\n" * 5)
    assert isinstance(outcome, Failed) and (outcome.slug, outcome.line) == ("syntax-error", 2)


def test_what_is_read_around_an_error_stays() -> None:
    source = "class C {\n void f() {}\n int = ;\n void g() { h(1, , 2); }\n class D { void m() {} }\n}\n"
    names = {found.qualname for found in _facts(source).definitions}
    assert {"C", "C.f", "C.g", "C.D.m"} <= names


@pytest.mark.parametrize(
    ("source", "slug"),
    [
        ("int x=1;" * 6000, "minified"),
        (("// " + "y" * 599 + "\n") * 100, "minified"),
        ("class C {}\n" * 400_000, "too-large"),
        ('<?xml version="1.0"?>\n<a></a>', "markup"),
    ],
)
def test_what_nobody_wrote_is_left_out(source: str, slug: str) -> None:
    outcome = _extract(source)
    assert isinstance(outcome, Skipped) and outcome.slug == slug


def test_binary_files_are_no_source() -> None:
    outcome = _extract(b"\xca\xfe\xba\xbe\n\0")
    assert isinstance(outcome, Failed) and (outcome.slug, outcome.line) == ("binary", 2)


@pytest.mark.parametrize(
    "source",
    [
        "x = " + "(" * 400 + "1" + ")" * 400 + ";",
        "x" + ".y()" * 400 + ";",
        "x = " + "a ? b : " * 400 + "c;",
        "x = " + "!" * 400 + "c;",
        "x = " + "f(" * 400 + ")" * 400 + ";",
        "x = " + "a -> " * 1000 + "1;",
        "{" * 2000 + "}" * 2000,
        "x = " + "new A(" * 400 + ")" * 400 + ";",
        "int[] x = " + "{" * 400 + "}" * 400 + ";",
        "A x = new A() { " * 400 + "};" * 400,
        "Map" + "<Map" * 400 + ">" * 400 + " a = 1;",
        "x = " + "(A) " * 400 + "b;",
        "x = " + "a[" * 400 + "1" + "]" * 400 + ";",
    ],
    ids=lambda source: source[:12],
)
def test_what_nests_too_deeply_is_refused(source: str) -> None:
    outcome = _extract(_in_method(source))
    assert isinstance(outcome, Failed) and outcome.slug == "too-deep", outcome


@pytest.mark.parametrize(
    "source",
    [
        "x = " + " && ".join(["a"] * 3000) + ";",
        'x = "a"' + ' + "b"' * 3000 + ";",
        "if (a) b();" + " else if (a) b();" * 1000,
        "a = " * 3000 + "1;",
        "f(" + "a, " * 3000 + "b);",
    ],
    ids=lambda source: source[:12],
)
def test_what_is_only_long_is_read(source: str) -> None:
    _facts(_in_method(source).replace(";", ";\n"))


@pytest.mark.parametrize(
    "source",
    [
        codecs.BOM_UTF8 + b"class C {\n}",
        b"class C {\r\n}\r\n",
        codecs.BOM_UTF16_LE + "class C {\n}".encode("utf-16-le"),
    ],
    ids=["bom", "crlf", "utf-16"],
)
def test_encodings_and_newlines(source: bytes) -> None:
    facts = _facts(source)
    assert (facts.definitions[1].name, facts.definitions[1].end_line, facts.lines) == ("C", 2, 2)


def test_latin_1_keeps_its_lines() -> None:
    facts = _facts('class C {\n String a = "\xe4";\n void m() {}\n}'.encode("latin-1"))
    assert [d.line for d in facts.definitions] == [1, 1, 3]
