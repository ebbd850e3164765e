"""The lowest honest layer of a check, by rule."""

from __future__ import annotations

from dataclasses import dataclass

from pyramid.model.layers import Certainty, Target
from pyramid.model.provenance import Candidate, Trace
from pyramid.rulebook.advice_rules import TargetRule, applies

# A second candidate this near to the first makes the answer open.
_NEAR = 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a check belongs, what it is about, how sure that is, and why, in words."""

    kind: str
    target: Target
    certainty: Certainty
    because: str
    rule: str
    focal: Candidate | None = None


def place_check(trace: Trace, rules: tuple[TargetRule, ...]) -> Placement:
    """The first rule that holds decides; what no rule places is kept, as a guess."""
    facts = dict(trace.facts)
    for rule in rules:
        if applies(rule, facts):
            return _placed(trace, rule)
    return Placement(
        kind=_unplaced_kind(trace),
        target=Target.KEEP,
        certainty=Certainty.GUESS,
        because="nothing in the code was found that decides it: kept, uncertain",
        rule="",
        focal=trace.candidates[0] if trace.candidates else None,
    )


def _placed(trace: Trace, rule: TargetRule) -> Placement:
    focal = trace.candidates[0] if trace.candidates else None
    certainty = rule.certainty
    if rule.target in (Target.UNIT, Target.API):
        if focal is None:
            certainty = Certainty.GUESS
        elif focal.certainty is not Certainty.CERTAIN or _open(trace):
            certainty = Certainty.weakest(certainty, Certainty.LIKELY)
    return Placement(
        kind=rule.kind,
        target=rule.target,
        certainty=certainty,
        because=rule.because,
        rule=rule.id,
        focal=focal if rule.target is not Target.KEEP else None,
    )


def _open(trace: Trace) -> bool:
    return len(trace.candidates) > 1 and trace.candidates[0].score - trace.candidates[1].score < _NEAR


def _unplaced_kind(trace: Trace) -> str:
    by_sight = {"page-url": "navigation", "page-title": "static-text", "element": "visibility"}
    return by_sight.get(trace.sight.kind, "other")
