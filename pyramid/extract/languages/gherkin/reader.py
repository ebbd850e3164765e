"""Features to a mapping: each scenario has its background's steps, an outline those of every row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gherkin.errors import CompositeParserException, ParserError
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from pyramid.extract.document import Broken, Tally, mapping, text
from pyramid.model.facts import Expression

_PLACE = re.compile(r"\((\d+):\d+\): (.*)")
_Pairs = list[tuple[str, Expression]]


def read(source: str) -> Expression:
    """The feature of a text as ``feature``, an empty mapping when there is none; raises Broken."""
    try:
        document: dict[str, Any] = {**Parser().parse(source), "uri": ""}
    except (CompositeParserException, ParserError) as error:
        first = error.errors[0] if isinstance(error, CompositeParserException) else error
        place = _PLACE.search(str(first))
        raise Broken(place[2] if place else str(first), int(place[1]) if place else 0) from None
    feature = document.get("feature")
    if not feature:
        return mapping([], 1)
    reader = _Reader(feature, _pickles(document))
    return mapping([("feature", reader.group(feature))], _line(feature))


def _pickles(document: Any) -> Sequence[Mapping[str, Any]]:
    return Compiler().compile(document)


class _Reader:
    """Joins what stands in the text with what would be run."""

    def __init__(self, feature: Mapping[str, Any], pickles: Sequence[Mapping[str, Any]]) -> None:
        self._runs: dict[str, list[Mapping[str, Any]]] = {}
        for pickle in pickles:
            self._runs.setdefault(pickle["astNodeIds"][0], []).append(pickle)
        self._lines = {step["id"]: _line(step) for step in _steps(feature)}
        self._tally = Tally()

    def group(self, node: Mapping[str, Any]) -> Expression:
        """A feature or a rule: ``name``, ``tag``, ``scenario``, ``rule``."""
        pairs = [("name", text(node["name"], _line(node))), *_tags(node)]
        for child in node["children"]:
            if "rule" in child:
                pairs.append(("rule", self.group(child["rule"])))
            elif "scenario" in child:
                pairs.append(("scenario", self._scenario(child["scenario"])))
        return mapping(pairs, _line(node))

    def _scenario(self, node: Mapping[str, Any]) -> Expression:
        runs = self._runs.get(node["id"], [])
        pairs = [("name", text(node["name"], _line(node))), *_tags(node)]
        pairs += [("tag", text(tag["name"], _line(node))) for run in runs[:1] for tag in run["tags"]]
        pairs.append(("cases", text(str(len(runs)), _line(node))))
        steps = {
            (self._lines.get(step["astNodeIds"][0], _line(node)), step["text"], str(step.get("type", "")))
            for run in runs
            for step in run["steps"]
        }
        for line, words, kind in sorted(steps):
            self._tally.add(1, line)
            step: _Pairs = [("text", text(words, line)), ("type", text(kind, line))]
            pairs.append(("step", mapping(step, line)))
        return mapping(pairs, _line(node))


def _steps(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for child in node.get("children", ()):
        for inner in child.values():
            yield from inner.get("steps", ())
            yield from _steps(inner)


def _tags(node: Mapping[str, Any]) -> _Pairs:
    return [("tag", text(tag["name"], _line(tag))) for tag in node["tags"]]


def _line(node: Mapping[str, Any]) -> int:
    return int(node["location"]["line"])
