"""A finding as its rule says it."""

from __future__ import annotations

from pyramid.model.report import FindingEntry
from pyramid.rulebook.advice_rules import AdviceRule


def finding_of(
    rule: AdviceRule, mark: str, message: str, path: str, line: int, certainty: str, fix: str
) -> FindingEntry:
    """The finding of a rule at a place; ``mark`` is its fingerprint."""
    return FindingEntry(
        id=mark,
        code=rule.code,
        name=rule.name,
        message=message,
        path=path,
        line=line,
        severity=rule.severity,
        certainty=certainty,
        fix=fix,
    )
