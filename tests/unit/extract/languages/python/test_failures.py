from __future__ import annotations

import codecs

import pytest

from pyramid.extract import extract_source
from pyramid.extract.languages.python import extractor
from pyramid.model.facts import Extracted, Failed, Outcome


def _extract(source: bytes) -> Outcome:
    return extract_source("a.py", source, "python")


@pytest.mark.parametrize(
    ("source", "slug", "line"),
    [
        (b"x = 1\ny = (\n", "syntax-error", 2),
        (b"def f(:\n  pass\n", "syntax-error", 2),
        (b"x = 'abc\n", "syntax-error", 1),
        (b"x = \\", "syntax-error", 1),
        (b"x = \\\n", "syntax-error", 1),
        (b"x\ntry:\n  y", "syntax-error", 3),
        (b"@f\n", "syntax-error", 1),
        (b"if x: \\\n", "extractor-error", 0),
        (b"if x:\n\ty\n        z\n", "syntax-error", 1),
        (b"print 'hello'\n", "syntax-error", 1),
        (b"x = 'a' b'b'\n", "syntax-error", 1),
        (b"x = (b'a'\n  f'b')\n", "syntax-error", 2),
        ("x = 'é'\n".encode("latin-1"), "undecodable", 1),
        (b"a\nb\nc\n# \xff\n", "undecodable", 4),
        (b"# coding: klingon\n", "undecodable", 1),
        (b"# coding: rot13\nk = 1\n", "undecodable", 1),
        (b"# coding: ascii\n\nx = '\xc3\xa9'\n", "undecodable", 3),
        (codecs.BOM_UTF16_LE + "x = 1\n".encode("utf-16-le"), "undecodable", 1),
        (b"MZ\x90\0\x03", "binary", 1),
        (b"x = 1\n\0\n", "binary", 2),
        (b"(" * 5_000 + b")" * 5_000, "too-deep", 0),
        (b"x" + b".y()" * 400, "too-deep", 0),
        (b"x = 1" + b" + 1" * 30_000, "too-deep", 0),
        (b"x = (1" + b"\n  + 'a, b'" * 30_000 + b")", "too-deep", 0),
        (b"x = a" + b".b" * 30_000, "too-deep", 0),
        (b"x = a" + b"()" * 30_000, "too-deep", 0),
        (b"x = a" + b"[0](b + 1)" * 30_000, "too-deep", 0),
        (b"x = " + b"-" * 30_000 + b"1", "too-deep", 0),
        (b"x = " + b"not " * 30_000 + b"y", "too-deep", 0),
        (b"x = " + b"y if z else " * 30_000 + b"0", "too-deep", 0),
        (b"x = " + b"lambda: " * 30_000 + b"0", "too-deep", 0),
    ],
)
def test_slugs_and_places(source: bytes, slug: str, line: int) -> None:
    outcome = _extract(source)
    assert isinstance(outcome, Failed)
    assert (outcome.path, outcome.slug, outcome.line) == ("a.py", slug, line)
    assert outcome.reason and outcome.fix


@pytest.mark.parametrize(
    "source",
    [
        b"a.b.c().d()\n" * 2_000,
        b"# " + b"-" * 5_000 + b"\n",
        b"'" + b"-" * 5_000 + b"'\n",
        b"x = [\n" + b"  -1.5 + 2.5,\n" * 2_000 + b"]\n",
        b"f(" + b"g(1 - 2), " * 2_000 + b")\n",
        b"if not a: b()\nelse: c()\n" * 1_000,
    ],
)
def test_much_code_is_not_deep_code(source: bytes) -> None:
    assert isinstance(_extract(source), Extracted)


@pytest.mark.parametrize(
    "line",
    [
        "print 'x'", "print x",
        "raise ValueError, 'x'", "exec code in scope", "a <> b", "x = ur'a'", "mode = 0777", "n = 10L", "`x`",
    ],
)  # fmt: skip
def test_python_2_is_recognised(line: str) -> None:
    outcome = _extract(f"if x:\n {line}\n".encode())
    assert isinstance(outcome, Failed)
    assert "Python 2" in outcome.reason and "Python 3" in outcome.fix


@pytest.mark.parametrize("line", ["x = = 1", "print(x) y", "def print_x(:", "x = 10 l", "raise X("])
def test_python_3_is_not_taken_for_python_2(line: str) -> None:
    outcome = _extract(f"{line}\n".encode())
    assert isinstance(outcome, Failed)
    assert "Python 2" not in outcome.reason


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("x = 'é'".encode(), "é"),
        (codecs.BOM_UTF8 + "x = 'é'".encode(), "é"),
        ("# -*- coding: latin-1 -*-\nx = 'é'".encode("latin-1"), "é"),
        ("#!/bin/sh\n# vim: set fileencoding=cp1252 :\nx = '€'".encode("cp1252"), "€"),
        ("# coding: utf-8\nx = 'é'".encode(), "é"),
        (b"x = '''a\r\nb'''\r\n", "a\nb"),
        (b"y = 1\rx = 'a'\r", "a"),
    ],
)
def test_encodings_and_newlines(source: bytes, value: str) -> None:
    outcome = _extract(source)
    assert isinstance(outcome, Extracted)
    last = outcome.facts.definitions[0].body[-1].value
    assert last is not None and last.text == value


def test_old_macintosh_newlines_count() -> None:
    outcome = _extract(b"a\rb\r\rc")
    assert isinstance(outcome, Extracted)
    assert [s.line for s in outcome.facts.definitions[0].body] == [1, 2, 4]
    assert outcome.facts.lines == 4


@pytest.mark.parametrize(("source", "lines"), [(b"", 0), (b"\n", 1), (b"x", 1), (b"x\n", 1), (b"# c", 1)])
def test_small_files(source: bytes, lines: int) -> None:
    outcome = _extract(source)
    assert isinstance(outcome, Extracted)
    assert outcome.facts.lines == lines


@pytest.mark.parametrize(
    "source",
    [
        "f = 'a' t'b'",
        "f = [a async\n for b in c]",
        "for f in((lambda: 1)): pass",
        "return(lambda: 1)",
        "(a for x in((a if b else c)))",
    ],
)
def test_valid_code_that_the_parser_objects_to(source: str) -> None:
    outcome = _extract(source.encode())
    assert isinstance(outcome, Extracted)
    assert outcome.facts.lines == source.count("\n") + 1


def test_brackets_in_text_are_not_depth() -> None:
    assert isinstance(_extract(b"x = '" + b"(" * 400 + b"' # " + b"[" * 400), Extracted)


def test_an_error_of_the_walk_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr(extractor, "facts_of", broken)
    outcome = _extract(b"x = 1\n")
    assert isinstance(outcome, Failed)
    assert outcome.slug == "extractor-error" and "KeyError" in outcome.reason
