"""JUnit XML, which nearly every test runner can write, in all its dialects."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from pyramid.results.attempt import FAILED, PASSED, SKIPPED, Attempt, ResultsFileError
from pyramid.results.numbers import moment, seconds

NAME = "JUnit XML"

_ROOTS = (b"<testsuites", b"<testsuite")
_COMMITS = {"commit", "git.commit", "git_commit", "revision", "sha", "commit_sha", "vcs.revision"}
_AGAIN = ("flakyFailure", "flakyError", "rerunFailure", "rerunError", "rerun")
_DEEPEST = 200  # nested suites


def recognises(name: str, head: bytes) -> bool:
    """XML whose outermost element is a suite or a list of suites."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"<") and (any(root in head for root in _ROOTS) or b"<!DOCTYPE" in head)


def read(data: bytes, run: str) -> Iterator[Attempt]:
    """Every test case; entities and external documents are refused."""
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

    try:
        yield from _cases(data, run)
    except DefusedXmlException as error:
        message = f"was refused: XML with {type(error).__name__} can attack its reader"
        raise ResultsFileError("results-refused", message, "Write the report again.") from error
    except (ParseError, LookupError, ValueError, RecursionError) as error:
        fix = "Delete the file and write the report again."
        raise ResultsFileError("results-damaged", f"is no complete {NAME} ({error})", fix) from error


def _cases(data: bytes, run: str) -> Iterator[Attempt]:
    from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

    suites: list[Any] = []
    commit, root = "", ""
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            root = root or element.tag
            if element.tag == "testsuite":
                suites.append(element)
                if len(suites) > _DEEPEST:
                    raise ValueError(f"suites are nested more than {_DEEPEST} deep")
            continue
        if element.tag == "property" and element.get("name", "").lower() in _COMMITS:
            commit = element.get("value", "") or commit
        elif element.tag == "testcase":
            yield _attempt(element, suites, run, commit)
            element.clear()
        elif element.tag == "testsuite":
            suites.pop()
            element.clear()
    if root not in ("testsuites", "testsuite"):
        raise ValueError(f"its outermost element is {root}, not testsuites")


def _attempt(case: Any, suites: list[Any], run: str, commit: str) -> Attempt:
    tags = {child.tag for child in case}
    retries = sum(child.tag in _AGAIN for child in case)
    failed = bool(tags & {"failure", "error"})
    outcome = FAILED if failed else SKIPPED if "skipped" in tags else PASSED
    around = [suite.get("name", "") for suite in suites]
    told = (case.get("file"), *(suite.get("file") or suite.get("filepath") for suite in reversed(suites)))
    times = (case.get("timestamp"), *(suite.get("timestamp") for suite in reversed(suites)))
    return Attempt(
        name=case.get("name", ""),
        owner=case.get("classname", ""),
        groups=tuple(filter(None, around)),
        file=next((file for file in told if file), ""),
        variant=suites[-1].get("hostname", "") if suites else "",
        seconds=seconds(case.get("time", 0)),
        outcome=outcome,
        retries=retries,
        flaky=bool(retries) and outcome == PASSED,
        run=run,
        commit=commit,
        started=next((moment(time) for time in times if time), None),
    )
