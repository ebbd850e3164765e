"""Names and source text that try to be markup, escape sequences or table cells stay text."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyramid.model.report import Report
from pyramid.render import RenderOptions, format_names, render
from pyramid.render.markup import code, escape
from pyramid.render.plain import one_line, printable

HOSTILE = [
    "a[red]b[/red].py",
    "evil\x1b]0;owned\x07\x1b[2J.py",
    "line\nbreak\r.py",
    "pipe|`tick`|<script>alert(1)</script>@everyone #1.py",
    "right\u202eyp.exe",
    "lone\udcff.py",
    "c1\x9b31mred.py",
    "sep\u2028next.py",
]


def hostile(report: Report, name: str) -> Report:
    """The report with the name wherever the repository has a say."""
    findings = tuple(dataclasses.replace(entry, path=name, message=name) for entry in report.findings)
    cards = tuple(
        dataclasses.replace(
            entry, check=f"{name}:3", text=name, message=name, write=name, write_in=name, stays=name
        )
        for entry in report.recommendations
    )
    checks = tuple(dataclasses.replace(entry, path=name, text=name, reason=name) for entry in report.checks)
    gaps = tuple(dataclasses.replace(entry, path=name, function=name, reason=name) for entry in report.gaps)
    skipped = tuple(dataclasses.replace(entry, path=name, reason=name, fix=name) for entry in report.skipped)
    return dataclasses.replace(
        report, root=name, findings=findings, recommendations=cards, checks=checks, gaps=gaps, skipped=skipped
    )


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("format", format_names())
def test_no_control_character_reaches_the_output(sample: Report, format: str, name: str) -> None:
    text = render(hostile(sample, name), format, RenderOptions(width=200))
    assert not [char for char in text if char != "\n" and unicodedata.category(char) in ("Cc", "Cs")]
    text.encode("utf-8")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_finding_stays_one_line(sample: Report, name: str) -> None:
    lines = render(hostile(sample, name), "concise", RenderOptions(quiet=True)).splitlines()
    told = [entry for entry in (*sample.skipped, *sample.notices) if entry.status != "note"]
    assert len(lines) == len(sample.findings) + len(told)


def test_markup_of_the_terminal_library_is_text(sample: Report) -> None:
    assert "a[red]b[/red].py" in render(hostile(sample, HOSTILE[0]), "full", RenderOptions(width=200))


def test_colours_come_from_us_alone(sample: Report) -> None:
    text = render(hostile(sample, HOSTILE[1]), "full", RenderOptions(color=True, width=200))
    assert "\x1b]" not in text
    assert "\x1b[2J" not in text


def test_bidirectional_marks_are_spelled(sample: Report) -> None:
    for format in ("full", "concise", "markdown"):
        assert "\u202e" not in render(hostile(sample, HOSTILE[4]), format)


def test_markdown_has_no_html_and_no_mention(sample: Report) -> None:
    text = render(hostile(sample, HOSTILE[3]), "markdown")
    assert "<script" not in text
    assert "@everyone" not in text
    outside_code = re.sub(r"`[^`\n]*`|<code>.*?</code>", "", text)
    assert "#1" not in outside_code


def test_markdown_table_keeps_its_columns(sample: Report) -> None:
    text = render(hostile(sample, HOSTILE[3]), "markdown")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "PYR20" in line]
    assert len(rows) == len(sample.gaps)
    assert {row.replace("\\|", "").count("|") for row in rows} == {6}


def test_json_holds_the_name_as_it_is(sample: Report) -> None:
    report = json.loads(render(hostile(sample, HOSTILE[1]), "json"))
    assert report["findings"][0]["path"] == HOSTILE[1]


@given(st.text())
def test_printable_text_is_printable(text: str) -> None:
    assert not [char for char in printable(text) if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_plain_ascii_is_left_alone(text: str) -> None:
    assert printable(text) == text


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_one_line_keeps_its_limit(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert "\n" not in line


@given(st.text())
def test_escaped_text_opens_nothing(text: str) -> None:
    for made in (escape(text), code(text)):
        inner = made.removeprefix("<code>").removesuffix("</code>")
        assert "<" not in inner.strip("`") or made.startswith("`")
        assert "\n" not in made


@given(st.text(alphabet="ab`|\\<>@_*", min_size=1))
def test_code_holds_in_a_table_cell(text: str) -> None:
    made = code(text)
    assert "|" not in made
    assert made == "" or made.startswith(("`", "<code>"))
