"""The JSON Schema of the report, derived from the model."""

from __future__ import annotations

from enum import Enum
from inspect import cleandoc
from typing import Any

import msgspec

from pyramid.model.flow import FLOWS_VERSION, Flows
from pyramid.model.layers import Certainty, EvidenceKind, Role, Target, TestLayer
from pyramid.model.report import SCHEMA_VERSION, Report
from pyramid.render.encoding import encode, public

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_VOCABULARIES: dict[tuple[str, str], type[Enum]] = {
    ("EvidenceSummary", "level"): EvidenceKind,
    ("LayerShare", "layer"): TestLayer,
    ("TestEntry", "layer"): TestLayer,
    ("TestEntry", "certainty"): Certainty,
    ("CheckEntry", "target"): Target,
    ("CheckEntry", "certainty"): Certainty,
    ("FunctionEntry", "role"): Role,
    ("RecommendationEntry", "confidence"): Certainty,
}


def report_schema() -> str:
    """The schema as text.  Every field is always printed, so every field is required."""
    derived: dict[str, Any] = public(msgspec.json.schema(Report))
    for name, part in derived["$defs"].items():
        _as_printed(name, part)
    version = derived["$defs"]["Report"]["properties"]["schema_version"]
    version["const"] = SCHEMA_VERSION
    return encode({"$schema": _DIALECT, "title": "The report of pyramid audit", **derived})


def flows_schema() -> str:
    """The schema of the journeys that are kept."""
    derived: dict[str, Any] = public(msgspec.json.schema(Flows))
    for name, part in derived["$defs"].items():
        _as_printed(name, part)
    derived["$defs"]["Flows"]["properties"]["schema_version"]["const"] = FLOWS_VERSION
    return encode({"$schema": _DIALECT, "title": "The journeys of pyramid audit --format flows", **derived})


def _as_printed(name: str, part: dict[str, Any]) -> None:
    part["required"] = list(part["properties"])
    if "description" in part:  # some releases of the deriving library keep the source's indentation
        part["description"] = cleandoc(part["description"])
    for field, form in part["properties"].items():
        form.pop("default", None)
        words = _VOCABULARIES.get((name, field))
        if words is not None:
            form["enum"] = [word.value for word in words]
