"""A folder of results, one JSON file a test with labels for its suite, class and package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyramid.results.attempt import FAILED, PASSED, SKIPPED, Attempt
from pyramid.results.json_text import read_table, tables, text
from pyramid.results.numbers import seconds

NAME = "labelled results (*-result.json)"

_OUTCOMES = {"passed": PASSED, "skipped": SKIPPED, "unknown": SKIPPED}


def recognises(name: str, head: bytes) -> bool:
    """Named as these results always are."""
    return name.endswith("-result.json") and head.lstrip().startswith(b"{")


def read(data: bytes, run: str) -> Iterator[Attempt]:
    """The one attempt in the file; retries are files of their own in the same folder."""
    result = read_table(data, NAME)
    labels = {text(label.get("name")): text(label.get("value")) for label in tables(result.get("labels"))}
    start, stop = _milliseconds(result.get("start")), _milliseconds(result.get("stop"))
    details = result.get("statusDetails")
    whole, inner = text(result.get("fullName")), labels.get("testMethod", "")
    name = inner or whole.rpartition("#")[2] or text(result.get("name"))
    yield Attempt(
        name=name if "#" in whole or inner else text(result.get("name")),
        owner=whole.rpartition("#")[0] or labels.get("testClass", "") or labels.get("package", ""),
        groups=tuple(labels[key] for key in ("parentSuite", "suite", "subSuite") if labels.get(key)),
        file=_file(whole),
        variant=_parameters(result),
        seconds=seconds((stop - start) / 1000 if stop > start else 0),
        outcome=_OUTCOMES.get(text(result.get("status")), FAILED),
        flaky=isinstance(details, dict) and details.get("flaky") is True,
        run=run.rpartition("/")[0],
        commit=labels.get("commit", ""),
        started=start / 1000 if start else None,
    )


def _file(whole: str) -> str:
    """Some runners write ``path/of/file.ext:line title`` or ``path/of/file.ext#title``."""
    head = whole.partition("#")[0].partition(":")[0]
    return head if "/" in head and " " not in head else ""


def _parameters(result: dict[str, Any]) -> str:
    found = ((text(each.get("name")), text(each.get("value"))) for each in tables(result.get("parameters")))
    return ", ".join(f"{name}={value}" for name, value in found)


def _milliseconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
