"""Reports as each runner writes them: durations, outcomes, retries, and the test that they are of."""

# ruff: noqa: E501 (reports are quoted as they are written)
from __future__ import annotations

import json

import pytest

from pyramid.results.attempt import Attempt, ResultsFileError
from pyramid.results.formats import format_names, read_attempts

PYTHON = """<?xml version="1.0" encoding="utf-8"?>
<testsuites name="tests"><testsuite name="pytest" errors="0" failures="1" timestamp="2026-01-02T03:04:05+00:00">
<properties><property name="commit" value="abc"/></properties>
<testcase classname="tests.unit.test_cart" name="test_total[1-a::b]" time="0.25"/>
<testcase classname="tests.unit.test_cart.TestCart" name="test_total" time="1,234.5"><failure message="no"/></testcase>
<testcase classname="tests.unit.test_stock" name="test_label" time="0"><skipped/></testcase>
</testsuite></testsuites>"""
SUREFIRE = """<testsuite name="com.acme.PriceTest" time="1.5">
<testcase name="rounds(int)[2]" classname="com.acme.PriceTest" time="0.5">
<flakyFailure message="x" type="y"><stackTrace>z</stackTrace></flakyFailure></testcase>
</testsuite>"""
JEST = """<?xml version="1.0"?><testsuites name="jest tests"><testsuite name="cart" file="web/cart.spec.ts">
<testcase classname="cart empty shows nothing" name="cart empty shows nothing" time="0.01"/></testsuite></testsuites>"""
CYPRESS = """<testsuites><testsuite name="Root Suite" timestamp="2026-01-01T10:00:00" file="web/cart.spec.ts" time="0"/>
<testsuite name="empty" time="2.5"><testcase name="cart empty shows nothing" time="2.5" classname="shows nothing"/>
</testsuite></testsuites>"""
PLAYWRIGHT_XML = """<testsuites><testsuite name="cart.spec.ts" hostname="chromium" tests="1">
<testcase name="cart › empty › shows nothing" classname="cart.spec.ts" time="3.5"/></testsuite></testsuites>"""  # noqa: RUF001


def attempts(text: str | bytes, name: str = "report.xml") -> list[Attempt]:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return list(read_attempts(name, data, name) or ())


def spec(status: str, *results: tuple[str, float]) -> str:
    runs = [
        {"status": s, "duration": ms, "retry": n, "startTime": "2026-01-01T10:00:00.000Z"}
        for n, (s, ms) in enumerate(results)
    ]
    test = {"expectedStatus": "passed", "projectName": "chromium", "status": status, "results": runs}
    inner = {"title": "empty", "specs": [{"title": "shows nothing", "file": "cart.spec.ts", "tests": [test]}]}
    outer = {"title": "cart", "specs": [], "suites": [inner]}
    return json.dumps(
        {
            "config": {"metadata": {"gitCommit": {"hash": "abc"}}},
            "suites": [{"title": "cart.spec.ts", "suites": [outer]}],
        }
    )


def labelled(**more: object) -> str:
    table = {
        "uuid": "1",
        "name": "test_total",
        "fullName": "tests.unit.test_cart.TestCart#test_total",
        "status": "passed",
        "start": 1000,
        "stop": 3500,
        "labels": [{"name": "suite", "value": "test_cart"}],
    }
    return json.dumps(table | more)


def test_xml_of_python() -> None:
    first, second, third = attempts(PYTHON)
    assert (first.name, first.owner, first.seconds) == ("test_total[1-a::b]", "tests.unit.test_cart", 0.25)
    assert (second.outcome, second.seconds, third.outcome) == ("failed", 1234.5, "skipped")
    assert first.commit == "abc" and first.started == 1767323045.0


def test_xml_of_java_with_a_flaky_test() -> None:
    (found,) = attempts(SUREFIRE)
    assert (found.outcome, found.retries, found.flaky) == ("passed", 1, True)


@pytest.mark.parametrize(("text", "seconds"), [(JEST, 0.01), (CYPRESS, 2.5), (PLAYWRIGHT_XML, 3.5)])
def test_xml_of_scripts_is_of_the_nested_test(load, text: str, seconds: float) -> None:
    found = load(**{"report.xml": text})
    assert not found.unmatched
    (history,) = found.tests.values()
    assert history.test == "web/cart.spec.ts::cart › empty › shows nothing"  # noqa: RUF001
    assert history.seconds == seconds


def test_json_of_a_browser_runner_with_a_retry(load) -> None:
    found = load(**{"report.json": spec("flaky", ("timedOut", 5000), ("passed", 1500))})
    (history,) = found.tests.values()
    assert history.test == "web/cart.spec.ts::cart › empty › shows nothing"  # noqa: RUF001
    assert (history.seconds, history.retries, history.flaky, history.failures) == (1.5, 1, 1, 0)
    assert [each.commit for each in attempts(spec("expected", ("passed", 1)), "r.json")] == ["abc"]


def test_labelled_results_are_one_run_a_folder(load) -> None:
    found = load(
        "all",
        **{
            "all/1-result.json": labelled(status="broken"),
            "all/2-result.json": labelled(stop=2000),
            "all/3-container.json": "{}",
        },
    )
    history = found.tests["tests/unit/test_cart.py::TestCart::test_total"]
    assert (history.runs, history.seconds, history.retries, history.flaky) == (1, 1.0, 1, 1)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("<testsuites><testsuite>", "results-damaged"),
        ("<other><testsuite/></other>", "results-damaged"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><testsuites>&b;</testsuites>', "results-refused"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><testsuites/>', "results-refused"),
        ("<testsuite>" * 300 + "</testsuite>" * 300, "results-damaged"),
        ('{"config": {}, "suites": [', "results-damaged"),
    ],
)
def test_damaged_and_hostile_reports_are_told(load, text: str, slug: str) -> None:
    found = load(**{"report.xml": text})
    assert [notice.slug for notice in found.notices] == [slug]
    assert found.notices[0].path == "report.xml" and found.notices[0].fix


def test_an_entity_is_never_expanded() -> None:
    lol = "".join("<!ENTITY l{} '{}'>".format(n, f"&l{n - 1};" * 10) for n in range(1, 20))
    with pytest.raises(ResultsFileError):
        attempts(f'<!DOCTYPE t [<!ENTITY l0 "ha">{lol}]><testsuites>&l19;</testsuites>')


@pytest.mark.parametrize("text", ["{}", "[]", "<html/>", "plain", ""])
def test_what_is_no_result_is_said_so(load, text: str) -> None:
    assert [notice.slug for notice in load(**{"report.xml": text}).notices] == ["results-unknown-format"]


def test_every_format_has_a_name() -> None:
    assert len(set(format_names())) == 3


@pytest.mark.parametrize("value", ['"x"', "null", "[1]", '{"specs": 4}', "-5", "1e999"])
def test_odd_values_are_no_error(value: str) -> None:
    attempts(f'{{"config": {value}, "suites": [{value}, {{"specs": [{{"tests": {value}}}]}}]}}', "a.json")
    attempts(
        labelled(start=1, stop=0, labels=json.loads(value) if "999" not in value else 0), "a-result.json"
    )
