"""Formats for other programs: what they read, what they limit, and names that try to be commands."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
import shlex
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml

from pyramid.model.report import FindingEntry, Report
from pyramid.render import RenderOptions, format_names, render, render_error
from pyramid.rulebook import load_rules

EXTENSIONS = {
    "agent": "txt", "azure": "txt", "github": "txt", "gitlab": "json", "html": "html", "junit": "xml",
    "rdjson": "json", "sarif": "json",
}  # fmt: skip
SCHEMAS = {
    path.stem: json.loads(path.read_text()) for path in (Path(__file__).parent / "contracts").glob("*.json")
}
HOSTILE = [
    "a\n::set-output name=x::y.py",
    "a%0A::error::b.py",
    "a::stop-commands::b,line=1.py",
    "a\r\n##vso[task.setvariable variable=x]y.py",
    "a;type=error]b.py",
    "a|b`c`$(id).py",
    "a'; touch owned; '.py",
    "a\x1b]0;x\x07.py",
    "<script>alert(1)</script>.py",
    "]]><!--\ufffe\uffff.py",
    "[click](https://example.org).py",
    "lone\udcff\ud800.py",
    "sep\u2028next\u202e.py",
]
Golden = Callable[[str, str], None]


def finding(number: int, severity: str = "warning", name: str = "shop/a.py") -> FindingEntry:
    return FindingEntry(
        id=f"{number:016x}", code="PYR101", name="e2e-check-on-logic", message=f"{name} says {number}",
        path=name, line=number, severity=severity, certainty="likely", fix=name,
    )  # fmt: skip


def with_findings(report: Report, *findings: FindingEntry) -> Report:
    return dataclasses.replace(report, findings=findings)


def hostile(report: Report, name: str) -> Report:
    """The name wherever a finding, a card, a gap or a file that was not read has one."""
    return dataclasses.replace(
        report,
        root=name,
        findings=tuple(
            dataclasses.replace(each, path=name, message=name, fix=name) for each in report.findings
        ),
        recommendations=tuple(
            dataclasses.replace(each, check=f"{name}:3", text=name, write=name, write_in=name, instead=name)
            for each in report.recommendations
        ),
        gaps=tuple(dataclasses.replace(each, path=name, function=name) for each in report.gaps),
        skipped=tuple(dataclasses.replace(each, path=name, reason=name, fix=name) for each in report.skipped),
    )


def accept(format: str, text: str) -> None:
    """Refuse what the readers of the format refuse."""
    if format in SCHEMAS:
        jsonschema.validate(json.loads(text), SCHEMAS[format], cls=jsonschema.Draft202012Validator)
    elif format == "junit":
        check_junit(text)
    elif format == "html":
        Page.read(text)
    elif format == "github":
        list(workflow_commands(text))
    elif format == "azure":
        list(logging_commands(text))


@pytest.mark.parametrize("format", EXTENSIONS)
def test_golden(sample: Report, golden: Golden, format: str) -> None:
    text = render(sample, format)
    accept(format, text)
    if format == "sarif":  # the rules have a test of their own; a new one is no change of the format
        text = re.sub(r'"rules": \[.*?\n          \]', '"rules": []', text, count=1, flags=re.DOTALL)
        text = re.sub(r'"ruleIndex": \d+', '"ruleIndex": 0', text)
    golden(f"{format}.{EXTENSIONS[format]}", text)


@pytest.mark.parametrize("format", EXTENSIONS)
def test_no_finding_is_accepted_too(sample: Report, format: str) -> None:
    accept(format, render(dataclasses.replace(with_findings(sample), skipped=(), notices=()), format))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("format", EXTENSIONS)
def test_hostile_names_are_accepted_and_change_nothing(sample: Report, format: str, name: str) -> None:
    text = render(hostile(sample, name), format)
    accept(format, text)
    text.encode("utf-8")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(alphabet=st.characters(exclude_categories=[])).map("x{}".format),
    format=st.sampled_from(sorted(EXTENSIONS)),
)
def test_any_name_is_accepted(sample: Report, name: str, format: str) -> None:
    """Paths of a report are relative, whatever else is in them."""
    accept(format, render(hostile(sample, name), format))


@pytest.mark.parametrize("format", ["gitlab", "sarif", "rdjson"])
def test_an_error_for_programs(format: str) -> None:
    assert json.loads(render_error(format, "broken", "mend it") or "") == {
        "error": "broken",
        "fix": "mend it",
    }


@pytest.mark.parametrize("format", ["agent", "github", "azure", "junit", "html"])
def test_an_error_in_the_words_of_the_format(format: str) -> None:
    text = render_error(format, "broken\n::error::x", "mend it") or ""
    accept(format, text)
    assert "broken" in text and "mend it" in text


# SARIF


def test_sarif_explains_every_code_from_its_rule(sample: Report) -> None:
    rules = json.loads(render(sample, "sarif"))["runs"][0]["tool"]["driver"]["rules"]
    files = {file.id: file for file in load_rules().advice if "message" in file.table}
    assert {rule["id"] for rule in rules} == set(files)
    for rule in rules:
        assert rule["shortDescription"]["text"] == files[rule["id"]].summary
        assert files[rule["id"]].table["why"] in rule["help"]["markdown"]


def test_sarif_results_point_at_their_rule_and_keep_their_print(sample: Report) -> None:
    run = json.loads(render(sample, "sarif"))["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    prints = [result["partialFingerprints"]["pyramidFinding/v1"] for result in run["results"]]
    assert sorted(prints) == sorted(each.id for each in sample.findings)


def test_sarif_takes_the_worst_5000_and_says_so(sample: Report) -> None:
    many = [finding(number, "note") for number in range(1, 6_000)]
    text = render(with_findings(sample, *many, finding(9_999, "error")), "sarif")
    run = json.loads(text)["runs"][0]
    assert len(run["results"]) == 5_000
    assert run["results"][0]["level"] == "error"
    told = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert "5,000 of 6,000 findings" in told
    assert len(gzip.compress(text.encode())) < 10_000_000


@pytest.mark.parametrize("name", ["a b/c#d?.py", "c:/x.py", "ü/é%20.py"])
def test_sarif_addresses_are_the_paths(sample: Report, name: str) -> None:
    result = json.loads(render(with_findings(sample, finding(1, name=name)), "sarif"))["runs"][0]["results"][
        0
    ]
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote(address["uri"]) == name
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", address["uri"])


def test_sarif_text_makes_no_link(sample: Report) -> None:
    run = json.loads(render(hostile(sample, "[click](https://example.org)"), "sarif"))["runs"][0]
    assert all("](" not in result["message"]["text"] for result in run["results"])


# GitLab


def test_code_quality_prints_are_unique_and_know_no_line(sample: Report) -> None:
    moved = tuple(dataclasses.replace(each, line=each.line + 7) for each in sample.findings)
    before = [entry["fingerprint"] for entry in json.loads(render(sample, "gitlab"))]
    after = [entry["fingerprint"] for entry in json.loads(render(with_findings(sample, *moved), "gitlab"))]
    assert before == after
    assert len(set(before)) == len(before)


# GitHub


def workflow_commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """As the runner reads them: name, properties, message."""
    for line in text.splitlines():
        assert "##[" not in line or line.startswith("::")
        if line.startswith("::"):
            head, _, data = line[2:].partition("::")
            name, _, told = head.partition(" ")
            assert name in ("error", "warning", "notice")
            given = dict(pair.split("=", 1) for pair in told.split(",")) if told else {}
            assert set(given) <= {"file", "line", "title"}
            yield name, {key: _decoded(value) for key, value in given.items()}, _decoded(data)


def _decoded(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


@pytest.mark.parametrize("name", ["a,b:c::d.py", "100%.py", "new\nline.py"])
def test_github_gives_the_names_back(sample: Report, name: str) -> None:
    text = render(with_findings(sample, finding(3, name=name)), "github")
    ((kind, given, message),) = workflow_commands(text)
    assert (kind, given["file"], given["line"]) == ("warning", name, "3")
    assert message.startswith(" ".join(name.split()))


def test_github_shows_ten_of_each_and_counts_the_rest(sample: Report) -> None:
    many = [finding(n, kind) for kind in ("error", "warning", "note") for n in range(1, 14)]
    text = render(with_findings(sample, *many), "github")
    kinds = [kind for kind, _, _ in workflow_commands(text)]
    assert kinds == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert "39 findings (13 errors, 13 warnings, 13 notes). 30 are shown" in text.splitlines()[-1]


# Azure


def logging_commands(text: str) -> Iterator[tuple[dict[str, str], str]]:
    """As the agent reads them: from the first prefix anywhere in a line to the first bracket."""
    for line in text.splitlines():
        if "##vso[" in line or "##[" in line:
            match = re.fullmatch(r"##vso\[task\.logissue ([^\]]*)\](.*)", line)
            assert match
            given = dict(pair.split("=", 1) for pair in match[1].split(";") if pair)
            assert set(given) <= {"type", "sourcepath", "linenumber", "code"}
            assert given["type"] in ("error", "warning")
            yield {key: _plain(value) for key, value in given.items()}, _plain(match[2])


def _plain(text: str) -> str:
    for code, char in (("%3B", ";"), ("%5D", "]"), ("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%")):
        text = text.replace(code, char)
    return text


@pytest.mark.parametrize("name", ["a;b]c.py", "100%.py", "x\ny.py", "##vso[a]b.py"])
def test_azure_gives_the_names_back(sample: Report, name: str) -> None:
    ((given, _),) = logging_commands(render(with_findings(sample, finding(3, name=name)), "azure"))
    assert (given["sourcepath"], given["linenumber"]) == (name, "3")


def test_azure_counts_the_notes(sample: Report) -> None:
    text = render(with_findings(sample, finding(1), finding(2, "note")), "azure")
    assert text.splitlines()[-1].startswith("pyramid: 2 findings. 1 note not shown")


# JUnit

_SUITE = {"name", "tests", "failures", "errors", "skipped", "time"}
_OUTCOMES = {"failure": "failures", "error": "errors", "skipped": "skipped"}


def check_junit(text: str) -> ElementTree.Element:
    """The document when it is what JUnit's readers agree on: names, attributes, sums."""
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites" and set(root.attrib) <= _SUITE - {"skipped"}
    for suite in root:
        assert (
            suite.tag == "testsuite"
            and {"name", "tests", "failures", "errors"} <= set(suite.attrib) <= _SUITE
        )
        assert re.fullmatch(r"[0-9]*(\.[0-9]*)?", suite.attrib["time"])
        assert int(suite.attrib["tests"]) == len(suite) > 0
        for case in suite:
            assert case.tag == "testcase" and set(case.attrib) == {"classname", "name", "time"}
            assert case.attrib["classname"] and case.attrib["name"] and len(case) <= 1
            assert all(set(each.attrib) == {"type", "message"} for each in case)
        for tag, plural in _OUTCOMES.items():
            assert len(suite.findall(f"testcase/{tag}")) == int(suite.attrib[plural])
    return root


def test_junit_is_read_by_a_real_reader(sample: Report) -> None:
    document = JUnitXml.fromstring(render(sample, "junit").encode())
    assert (document.tests, document.failures, document.errors) == (9, 7, 1)
    (suite,) = document
    results = {case.classname: [type(result).__name__ for result in case.result] for case in suite}
    assert results["pyramid.PYR301"] == ["Skipped"]
    assert results["pyramid.PYR401"] == ["Failure"]
    assert results["pyramid.unread"] == ["Error"]


def test_junit_names_know_no_line(sample: Report) -> None:
    moved = tuple(dataclasses.replace(each, line=each.line + 7) for each in sample.findings)
    names = [
        [case.attrib["name"] for case in check_junit(render(report, "junit")).iter("testcase")]
        for report in (sample, with_findings(sample, *moved))
    ]
    assert names[0] == names[1]


# Agents


def test_agent_has_one_line_a_finding_with_a_command(sample: Report) -> None:
    lines = render(sample, "agent").splitlines()
    told = lines[: len(sample.findings)]
    assert all(re.search(r" \| next: pyramid (why|tests|rule) \S+$", line) for line in told)
    assert len(lines) == len(sample.findings) + len(sample.skipped) + 1 + 1
    assert all("measured" in line or "inferred" in line for line in told)


@pytest.mark.parametrize("name", HOSTILE)
def test_agent_commands_hold_one_argument(sample: Report, name: str) -> None:
    for line in render(hostile(sample, name), "agent").splitlines()[: len(sample.findings)]:
        _, _, command = line.rpartition(" | next: ")
        assert len(shlex.split(command)) == 3


# HTML


class Page(HTMLParser):
    """Refuses pages that run or load anything, or whose tags do not match."""

    EMPTY = frozenset({"meta", "br", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    @classmethod
    def read(cls, text: str) -> Page:
        page = cls()
        page.feed(text)
        page.close()
        assert not page.open
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "link", "img", "iframe", "object", "form", "a", "base"}
        assert not {name for name, _ in attrs if name.startswith("on") or name in ("src", "href")}
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_html_is_one_page_that_loads_nothing(sample: Report) -> None:
    text = render(sample, "html")
    words = "".join(Page.read(text).words)
    assert "default-src 'none'" in text
    assert not re.search(r"https?://|url\(|@import", text)
    for card in sample.recommendations:
        assert card.check in words
    for gap in sample.gaps:
        assert gap.function in words


def test_every_format_is_tested_here_or_beside() -> None:
    assert {*EXTENSIONS, "concise", "flows", "full", "json", "markdown"} == set(format_names())


def test_own_rules_are_explained(sample: Report, tmp_path) -> None:
    (tmp_path / "own.toml").write_text(
        'schema = 1\nkind = "advice"\nid = "OWN1"\nname = "own"\nsummary = "Ours."\non = "check"\n'
        'severity = "note"\nmessage = "m"\nwhy = "Because."\ninstead = "Do."\n[when]\ntarget = ["unit"]\n'
        '[recommend]\nto = "unit"\naction = "thin"\nwrite = "w"\nstays = "s"\n',
        encoding="utf-8",
    )
    rules = json.loads(render(sample, "sarif", RenderOptions(rules=(tmp_path,))))["runs"][0]["tool"][
        "driver"
    ]["rules"]
    assert {"OWN1"} <= {rule["id"] for rule in rules}


@pytest.mark.parametrize("format", ["azure", "github", "gitlab", "rdjson", "sarif"])
def test_hosts_know_paths_from_the_top_of_the_repository(sample: Report, format: str) -> None:
    inner = dataclasses.replace(with_findings(sample, finding(1, "error")), prefix="apps/backend", skipped=())
    assert "apps/backend/shop/a.py" in render(inner, format)
    assert "apps/backend" not in render(dataclasses.replace(inner, prefix=""), format)
