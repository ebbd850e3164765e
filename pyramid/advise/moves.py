"""Tests that a change makes heavier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pyramid.advise.advise import WEIGHT, article
from pyramid.advise.finding import finding_of
from pyramid.advise.fingerprints import Fingerprints
from pyramid.model.analysis import Analysis
from pyramid.model.layers import LayerVerdict, TestLayer
from pyramid.model.meaning import TestCase
from pyramid.model.report import FindingEntry
from pyramid.rulebook.advice_rules import AdviceRules, applies


def moved_tests(
    analysis: Analysis, before: Mapping[str, str], renamed: Mapping[str, str], rules: AdviceRules
) -> Iterator[FindingEntry]:
    """A finding for each test whose layer is another one than before and that a rule speaks of.

    ``before`` maps test ids to layers, ``renamed`` paths to former paths.  A test that is found in
    another file is the same when it alone had this name there, and alone has it here.
    """
    former = _former(analysis.tests, before, renamed)
    prints = Fingerprints()
    for test in analysis.tests:
        verdict = analysis.verdicts[test.symbol]
        was = before.get(former.get(test.id, ""), "")
        if was and was != verdict.layer.value:
            yield from _told(test, TestLayer(was), verdict, rules, prints)


def _former(
    tests: tuple[TestCase, ...], before: Mapping[str, str], renamed: Mapping[str, str]
) -> dict[str, str]:
    """Test id now → test id before the change."""
    ids = {test.id for test in tests}
    found = {id: id for id in ids if id in before}
    for test in tests:
        path, mark, name = test.id.partition("::")
        old = f"{renamed.get(path, path)}{mark}{name}"
        if test.id not in found and old in before:
            found[test.id] = old
    gone = [id for id in before if id not in ids and id not in found.values()]
    new = [id for id in ids if id not in found]
    counts = Counter(map(_name, gone)), Counter(map(_name, new))
    by_name = {_name(id): id for id in gone}
    alone = (id for id in new if all(count[_name(id)] == 1 for count in counts))
    return {**found, **{id: by_name[_name(id)] for id in alone}}


def _told(
    test: TestCase, was: TestLayer, verdict: LayerVerdict, rules: AdviceRules, prints: Fingerprints
) -> Iterator[FindingEntry]:
    if was not in WEIGHT or verdict.layer not in WEIGHT:
        return
    facts = {
        "mismatch": ["heavier" if WEIGHT[verdict.layer] > WEIGHT[was] else "lighter"],
        "before": [was.value],
        "layer": [verdict.layer.value],
        "certainty": [verdict.certainty.value],
    }
    because = verdict.evidence[0].text if verdict.evidence else "of what it does"
    words = {"test": test.id, "because": because, "before": article(was.value)}
    words["layer"] = article(verdict.layer.value)
    for rule in rules.on("move"):
        if applies(rule, facts):
            mark, message = prints.of(rule.code, test.id, "", ""), rule.message.format_map(words)
            yield finding_of(rule, mark, message, test.path, test.line, verdict.certainty.value, rule.instead)


def _name(id: str) -> str:
    return id.partition("::")[2]
