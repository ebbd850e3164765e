"""Each format of the hand-made report, compared with what was read and approved."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from pyramid.model.report import EvidenceSummary, PyramidShape, Report, ToolInfo
from pyramid.render import RenderOptions, UnknownFormat, format_names, format_summary, render, render_error

HERE = Path(__file__).parent
Golden = Callable[[str, str], None]
EMPTY = Report(
    tool=ToolInfo(name="pyramid-audit", version="0.1.0"),
    root="empty",
    evidence=EvidenceSummary(level="none"),
    pyramid=PyramidShape(name="empty", summary="There are no tests.", layers=()),
)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_full_at_several_widths(sample: Report, golden: Golden, width: int) -> None:
    text = render(sample, "full", RenderOptions(width=width))
    golden(f"full-{width}.txt", text)
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text


def test_full_in_colour_has_the_same_words(sample: Report, golden: Golden) -> None:
    text = render(sample, "full", RenderOptions(color=True))
    golden("full-80-colour.txt", text)
    assert "\x1b[" in text


def test_full_in_ascii(sample: Report, golden: Golden) -> None:
    text = render(sample, "full", RenderOptions(unicode=False))
    golden("full-80-ascii.txt", text)
    drawing = text.split("Write the lower test")[0]
    assert drawing.isascii()


def test_full_statistics_and_quiet(sample: Report, golden: Golden) -> None:
    golden("full-statistics.txt", render(sample, "full", RenderOptions(statistics=True, quiet=True)))


def test_concise(sample: Report, golden: Golden) -> None:
    golden("concise.txt", render(sample, "concise"))
    golden("concise-statistics.txt", render(sample, "concise", RenderOptions(statistics=True)))


def test_markdown(sample: Report, golden: Golden) -> None:
    golden("markdown.md", render(sample, "markdown"))


def test_json_gives_the_contract_back(sample: Report) -> None:
    assert render(sample, "json") == (HERE / "sample.json").read_text(encoding="utf-8")


def left_out(sample: Report, number: int) -> Report:
    entry = next(entry for entry in sample.skipped if entry.status == "skipped")
    return dataclasses.replace(
        sample, skipped=tuple(dataclasses.replace(entry, path=f"data{n}.py") for n in range(number))
    )


@pytest.mark.parametrize("name", ["full", "concise", "markdown"])
@pytest.mark.parametrize("number", [1, 3])
def test_a_file_that_was_left_out_is_named(sample: Report, name: str, number: int) -> None:
    text = render(left_out(sample, number), name)
    assert all(f"data{n}.py" in text for n in range(number))
    assert name == "concise" or text.count("Raise max-file-size to read it.") >= 1


@pytest.mark.parametrize(("name", "words"), [("full", "and 9 more"), ("markdown", "2 more files in the")])
def test_many_files_that_were_left_out_are_counted(sample: Report, name: str, words: str) -> None:
    assert words in " ".join(render(left_out(sample, 12), name).split())


def test_concise_tells_what_cannot_be_used_and_no_note(sample: Report) -> None:
    note = dataclasses.replace(sample.notices[0], status="note", slug="coverage-none", path="")
    text = render(dataclasses.replace(sample, notices=(*sample.notices, note)), "concise")
    assert ".coverage: warning (coverage-stale): " in text
    assert "coverage-none" not in text


@pytest.mark.parametrize("name", format_names())
def test_every_format_takes_an_empty_report(name: str) -> None:
    text = render(EMPTY, name)
    assert text.endswith("\n")
    assert not text.endswith("\n\n\n")


@pytest.mark.parametrize("name", format_names())
def test_every_format_is_deterministic(sample: Report, name: str) -> None:
    assert render(sample, name) == render(sample, name)


@pytest.mark.parametrize("folder", ["formats", "answers", "graphs"])
def test_every_format_says_what_it_is_for(folder: str) -> None:
    for name in format_names(folder):
        assert format_summary(name, folder).endswith(".")


def test_unknown_format_has_a_suggestion(sample: Report) -> None:
    with pytest.raises(UnknownFormat) as caught:
        render(sample, "jsn")
    assert caught.value.fix == "Did you mean 'json'?"


def test_unknown_format_without_a_likeness_lists_all(sample: Report) -> None:
    with pytest.raises(UnknownFormat) as caught:
        render(sample, "zzz")
    assert all(name in caught.value.fix for name in format_names())


def test_errors_for_machines() -> None:
    assert render_error("json", "broken", "mend it") == '{\n  "error": "broken",\n  "fix": "mend it"\n}\n'
    assert render_error("full", "broken", "mend it") is None
