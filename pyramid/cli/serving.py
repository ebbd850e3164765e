"""The audit as tools for coding agents, over standard input and output; nothing is changed or run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from pyramid import __version__
from pyramid.cli import lookup
from pyramid.cli.standing import Standing
from pyramid.model.errors import PyramidError
from pyramid.model.report import FindingEntry, Report
from pyramid.render import RenderOptions, load_format
from pyramid.render.findings import next_commands
from pyramid.render.selection import cards
from pyramid.settings import Settings

Tool = TypeVar("Tool", bound=Callable[..., dict[str, Any]])
_READING = ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)
_MOST = 200
_INSTRUCTIONS = (
    "Says which end-to-end checks a lower layer can carry and which logic lacks tests. Nothing of the project"
    " is imported, run or changed. Every answer has `evidence`: `measured` rests on recorded runs, `inferred`"
    " on the source alone. After `recommendations`: write the lower test, run it, break the seam once to see"
    " it fail, then thin the end-to-end check."
)


def server(root: Path, settings: Settings) -> MCPServer[Any]:
    """The server of one project."""
    made: MCPServer[Any] = MCPServer("pyramid", instructions=_INSTRUCTIONS, version=__version__)
    answers = Answers(root, settings)
    tools = (answers.audit, answers.why, answers.tests_for, answers.gaps, answers.recommendations)
    for tool in tools:
        made.add_tool(_told(tool), annotations=_READING)
    return made


def _told(tool: Tool) -> Tool:
    """The tool, with errors in words and the next step."""

    @wraps(tool)
    def call(*given: Any, **named: Any) -> dict[str, Any]:
        try:
            return tool(*given, **named)
        except PyramidError as error:
            raise ToolError(f"{error} ({error.slug}). Next: {error.fix}") from None

    return call  # type: ignore[return-value]


class Answers:
    """One method a tool; what it says is the tool's description."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self._root = root
        self._standing = Standing(root, settings)

    def audit(self, path: str = "", changed_since: str = "", limit: int = 20) -> dict[str, Any]:
        """The shape of the suite and its findings: in a file or folder `path` (relative to the project),
        or only those that a change since a git revision `changed_since` causes or touches."""
        report = self._standing.change(changed_since) if changed_since else self._standing.report()
        found = [each for each in report.findings if _below(each.path, path)]
        shape = report.pyramid
        return {
            "evidence": _evidence(report),
            "shape": {
                "name": shape.name,
                "summary": shape.summary,
                "checks": shape.checks,
                "movable": shape.movable,
                "layers": {share.layer: share.tests for share in shape.layers},
            },
            "before": _before(report),
            "counts": dict(sorted(Counter(each.code for each in found).items())),
            "total": len(found),
            "findings": list(_findings(report, found[: _limited(limit)])),
            "not_read": len(report.skipped),
        }

    def recommendations(self, path: str = "", limit: int = 20) -> dict[str, Any]:
        """The cards: end-to-end checks that a lower layer can carry, the most worthwhile first, with the
        seam to test, where to write the test and what to write."""
        report = self._standing.report()
        found = [card for group in cards(report) for card in group.all if _below(card.check, path)]
        rows: list[Any] = json.loads(_json(report))["recommendations"]
        by_id = {row["id"]: row for row in rows}
        commands = next_commands(report)
        shown = [
            {
                **by_id[card.id],
                "measured": any(item.kind == "measured" for item in card.evidence),
                "next": commands[card.id],
            }
            for card in found[: _limited(limit)]
        ]
        return {"evidence": _evidence(report), "total": len(found), "recommendations": shown}

    def gaps(self, path: str = "", limit: int = 20) -> dict[str, Any]:
        """Logic that no test, only end-to-end tests or too few lower tests reach, the most critical first."""
        report = self._standing.report()
        found = sorted((gap for gap in report.gaps if _below(gap.path, path)), key=lambda gap: gap.rank)
        shown = [
            {
                "code": gap.code,
                "function": gap.function,
                "place": f"{gap.path}:{gap.line}",
                "reason": gap.reason,
                "evidence": gap.evidence,
                "coverage": gap.coverage,
            }
            for gap in found[: _limited(limit)]
        ]
        return {"evidence": _evidence(report), "total": len(found), "gaps": shown}

    def why(self, subject: str) -> dict[str, Any]:
        """Why a check, a test or a function is as it is: PATH:LINE, a test's id, a function's dotted name
        (or its last parts), or the id of a recommendation."""
        report, explainer = self._standing.explained()
        found = [explainer.answer(each) for each in lookup.subjects(report, subject, self._root)]
        told = load_format("json", "answers").why(found, RenderOptions())
        return {"evidence": _evidence(report), **json.loads(told)}

    def tests_for(self, subject: str) -> dict[str, Any]:
        """The tests that reach a function (PATH:LINE or its dotted name): `how` is measured (recorded runs)
        or inferred (the calls in the source)."""
        report, explainer = self._standing.explained()
        found = [explainer.function(each) for each in lookup.functions(report, subject, self._root)]
        told = load_format("json", "answers").tests(found, RenderOptions(everything=True))
        return {"evidence": _evidence(report), "functions": json.loads(told)}


def _evidence(report: Report) -> dict[str, Any]:
    said = report.evidence
    return {"level": said.level, "sources": list(said.sources), "notes": list(said.notes)}


def _before(report: Report) -> dict[str, int] | None:
    if report.change is None:
        return None
    return {share.layer: share.tests for share in report.change.before.layers}


def _findings(report: Report, found: Iterable[FindingEntry]) -> Iterable[dict[str, Any]]:
    commands = next_commands(report)
    measured = {
        card.id for card in report.recommendations if any(item.kind == "measured" for item in card.evidence)
    }
    gaps = {(gap.code, gap.path, gap.line): gap.evidence for gap in report.gaps}
    for each in found:
        known = gaps.get((each.code, each.path, each.line), "inferred")
        yield {
            "id": each.id,
            "code": each.code,
            "severity": each.severity,
            "certainty": each.certainty,
            "evidence": "measured" if each.id in measured else known,
            "place": f"{each.path}:{each.line}" if each.path else "",
            "message": each.message,
            "fix": each.fix,
            "next": commands[each.id],
        }


def _json(report: Report) -> str:
    return str(load_format("json").render(report, RenderOptions()))


def _below(place: str, path: str) -> bool:
    wanted = path.strip().removeprefix("./").rstrip("/")
    file = place.rpartition(":")[0] or place
    return not wanted or wanted == "." or file == wanted or file.startswith(f"{wanted}/")


def _limited(limit: int) -> int:
    return max(0, min(limit, _MOST))
