"""The committed JSON Schema is the model's, and real output keeps it."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pyramid.model.report import Report
from pyramid.render import render
from pyramid.render.schema import report_schema

COMMITTED = Path(__file__).resolve().parents[3] / "docs" / "reference" / "report.schema.json"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json.loads(COMMITTED.read_text(encoding="utf-8"))


def test_committed_schema_is_the_models() -> None:
    """After a change: ``python docs/generate.py``."""
    assert COMMITTED.read_text(encoding="utf-8") == report_schema()


def test_real_output_keeps_the_schema(sample: Report, schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(render(sample, "json")), schema, cls=jsonschema.Draft202012Validator)


def test_no_field_is_printed_that_the_schema_does_not_name(sample: Report, schema: dict[str, Any]) -> None:
    for part in schema["$defs"].values():
        part["additionalProperties"] = False
    jsonschema.validate(json.loads(render(sample, "json")), schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("field", "value"), [("layer", "end-to-end"), ("line", "12"), ("certainty", None), ("id", 7)]
)
def test_schema_refuses_what_is_no_report(
    sample: Report, schema: dict[str, Any], field: str, value: object
) -> None:
    report = json.loads(render(sample, "json"))
    report["tests"][0][field] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, schema)


def test_top_level_is_the_contract(sample: Report) -> None:
    contract = (
        "schema_version tool root evidence pyramid tests checks routes requests functions gaps "
        "recommendations findings skipped"
    )
    assert set(contract.split()) <= set(json.loads(render(sample, "json")))


def test_descriptions_are_free_of_the_indentation_of_the_source() -> None:
    """Releases of msgspec differ in this; what is committed must not."""
    parts = json.loads(report_schema())["$defs"].values()
    told = [part["description"] for part in parts if "description" in part]
    assert told
    assert not [text for text in told if text != inspect.cleandoc(text)]
