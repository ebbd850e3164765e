"""Entries of per-file-ignores that leave nothing out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pyramid.advise.advise import Advice
from pyramid.advise.finding import finding_of
from pyramid.advise.fingerprints import Fingerprints
from pyramid.advise.suppressions import may_be_told
from pyramid.model.layers import Certainty
from pyramid.model.report import FindingEntry
from pyramid.rulebook.advice_rules import AdviceRules, applies
from pyramid.settings import Settings, matches
from pyramid.settings.source import line_of

_KEY = "per-file-ignores"


def with_unused_ignores(
    advice: Advice, settings: Settings, rules: AdviceRules, root: Path, *, measured: bool
) -> Advice:
    """The advice about a whole tree, with a finding for each entry that leaves nothing out."""
    return replace(advice, findings=(*advice.findings, *_unused(advice, settings, rules, root, measured)))


def _unused(
    advice: Advice, settings: Settings, rules: AdviceRules, root: Path, measured: bool
) -> Iterator[FindingEntry]:
    prints = Fingerprints()
    for pattern, codes in settings.per_file_ignores.items():
        here = {finding.code for finding in advice.findings if matches(pattern, finding.path)}
        idle = [
            code
            for code in codes
            if not any(found.startswith(code) for found in here) and may_be_told(code, rules, measured)
        ]
        for rule in rules.on("setting"):
            if idle and applies(rule, {"state": ["unused"]}):
                words = {"pattern": pattern, "codes": ", ".join(idle)}
                mark = prints.of(rule.code, "", pattern, words["codes"])
                path, line = _place(settings, pattern, root)
                message, fix = rule.message.format_map(words), rule.instead.format_map(words)
                yield finding_of(rule, mark, message, path, line, Certainty.CERTAIN.value, fix)


def _place(settings: Settings, pattern: str, root: Path) -> tuple[str, int]:
    """Where the entry stands; it may come from the command line."""
    if not settings.origin:
        return "", 0
    file = Path(settings.origin)
    above = () if file.name == "pyramid.toml" else ("tool", "pyramid")
    try:
        line = line_of(file, (*above, _KEY, pattern))
    except OSError:
        return "", 0
    return (os.path.relpath(file, root).replace(os.sep, "/"), line) if line else ("", 0)
