"""Reading the rule files of advice."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.model.layers import Certainty, Target
from pyramid.rulebook.advice_rules import (
    ACTIONS,
    ADVICE_KEYS,
    SEVERITIES,
    TARGET_KEYS,
    AdviceRule,
    AdviceRules,
    TargetRule,
)
from pyramid.rulebook.errors import suggestion
from pyramid.rulebook.files import RuleFile
from pyramid.rulebook.layer_rules import Condition
from pyramid.rulebook.tables import Table

KINDS = [
    "computed-value",
    "validation-message",
    "permission",
    "persisted-state",
    "state-transition",
    "http-status",
    "payload",
    "visibility",
    "navigation",
    "visual",
    "focus-keyboard",
    "download",
    "a11y",
    "static-text",
    "other",
]


def advice_rules(files: Iterable[RuleFile]) -> AdviceRules:
    """The targets and codes of the advice files; raises RuleError."""
    targets: list[TargetRule] = []
    codes: list[AdviceRule] = []
    for file in files:
        table = Table(file.table, file.path, file.text.splitlines())
        for key in ("schema", "kind", "id", "summary", "about", "example"):
            table.known(key)
        listed = table.tables("target")
        targets.extend(map(_target, listed))
        if not listed:
            codes.append(_code(table, file))
        table.finish()
    ordered = sorted(targets, key=lambda rule: (-rule.rank, rule.id))
    return AdviceRules(targets=tuple(ordered), codes=tuple(sorted(codes, key=lambda rule: rule.code)))


def _target(table: Table) -> TargetRule:
    rule = TargetRule(
        id=table.string("id"),
        kind=_one_of(table, "kind", KINDS),
        target=Target(_one_of(table, "target", [target.value for target in Target])),
        because=table.string("because"),
        rank=table.number("rank", 0),
        certainty=Certainty(_one_of(table, "certainty", [c.value for c in Certainty], "likely")),
        when=_conditions(table.table("when"), TARGET_KEYS),
        unless=_conditions(table.table("unless"), TARGET_KEYS),
    )
    table.finish()
    return rule


def _code(table: Table, file: RuleFile) -> AdviceRule:
    subject = _one_of(table, "on", tuple(ADVICE_KEYS))
    recommend = table.table("recommend")
    rule = AdviceRule(
        code=file.id,
        name=table.string("name"),
        on=subject,
        severity=_one_of(table, "severity", SEVERITIES),
        summary=file.summary,
        message=table.string("message"),
        why=table.string("why"),
        instead=table.string("instead"),
        when=_conditions(table.table("when"), ADVICE_KEYS[subject]),
        unless=_conditions(table.table("unless"), ADVICE_KEYS[subject]),
        to=recommend.string("to", ""),
        action=_one_of(recommend, "action", ACTIONS, "keep"),
        write=recommend.string("write", ""),
        stays=recommend.string("stays", ""),
    )
    recommend.finish()
    return rule


def _conditions(table: Table, keys: Iterable[str]) -> tuple[Condition, ...]:
    found = []
    for key in table.keys():  # noqa: SIM118 - a Table is no mapping
        if key not in keys:
            raise table.error("unknown-rule-key", f"Unknown condition {key!r}.", suggestion(key, keys), key)
        found.append(Condition(key=key, any_of=frozenset(table.strings(key))))
    return tuple(found)


def _one_of(table: Table, key: str, words: Iterable[str], default: str | None = None) -> str:
    found = table.string(key, default)
    if found not in words:
        raise table.error("unknown-rule-word", f"Unknown {key} {found!r}.", suggestion(found, words), key)
    return found
