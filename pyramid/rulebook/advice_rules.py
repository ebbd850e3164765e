"""Target and advice rules: from facts about a check, function, test or shape to what is said.

Vocabulary of a ``kind = "advice"`` file.  Either a list of targets::

    [[target]]
    id = "focus"
    rank = 900                        # the highest rank that holds decides
    kind = "focus-keyboard"
    target = "keep"                   # unit, api, component or keep
    certainty = "certain"
    because = "the keyboard and the focus exist in a browser only"
    when.matcher = ["focused"]        # all keys must hold, any entry of a list is enough
    unless.page = ["stubbed"]         # none may hold

or one rule with a code, whose ``id`` is the code::

    name = "e2e-check-on-logic"
    on = "check"                      # check, function, test, move, shape, suppression, baseline …
    severity = "warning"
    message = "{check} is decided by {focal}."
    why = "…"
    instead = "…"
    [when]
    target = ["unit"]
    [recommend]
    to = "unit"
    action = "add-then-thin"
    write = "…"
    stays = "…"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyramid.model.layers import Certainty, Target
from pyramid.rulebook.layer_rules import Condition

TARGET_KEYS: Mapping[str, str] = {
    "matcher": "what is compared: text, visible, url, status …",
    "negated": "yes or no",
    "sight": "what is looked at: element, page-url, page-title, response-status, backend …",
    "facility": "the browser facility that is read: storage, download, evaluate …",
    "used": "browser facilities used earlier in the test",
    "page": "server, frontend (drawn by it), stubbed, unmatched or none",
    "said": "why code says the text: validation, success, failure, markup, raised (by the backend) or"
    " nothing",
    "guarded": "words of the conditions under which the frontend draws the element, or nothing",
    "shown": "drawn (a component has the element), data (prints a value there), told (has one in its"
    " test id), control (is a button, field or link), orphan (in a template that no code renders)"
    " or nothing",
    "heard": "yes when the test compares with an answer that it has listened for",
    "set_off": "what the last act on a page of the frontend asked: write, read or nothing",
    "stubs": "yes when the test has answered requests itself",
    "stored": "yes when the test has sent something before",
    "by": "how the element is found: text, css, label … and the role that it is found by",
    "after": "the last step: visit, request, history, arrival (an address, after sending), click, press …",
    "signal": "how the best candidate was found: text, condition, field, payload, status, redirect …",
    "seen": "every signal that was seen",
    "role": "the role of the best candidate; logic that cannot run alone is `bound`",
    "roles": "the roles of all candidates",
    "owner": "who owns the text: python, template, frontend, typed (and sent), unsent (typed only) or none",
    "expected": "number, words, sentence, unknown or nothing",
    "names": "words in the candidate's name, the field and the locator",
    "landing": "yes when the expected address is one of the application's own pages",
    "rendered": "yes when the page in play is rendered from a template",
    "moved": "yes when the handler that answered leads on to another page",
    "sent": "yes when a form was sent by the last step, or before it and the test has clicked since",
    "changed": "yes when the last step sent something to a handler that changes what is stored",
    "heading": "yes when the element is a heading",
    "scripted": "yes when a script of the page shows and hides the element",
    "placed": "yes when the element was found in a template of a page in play",
    "journey": "long when the test visits and sends several pages before the check",
}

ADVICE_KEYS: Mapping[str, Mapping[str, str]] = {
    "check": {
        "target": "the lowest honest layer of the check",
        "checked_at": "layers at which the focal function is checked already",
        "certainty": "certain, likely or guess",
        "kind": "what the check is about",
        "focal": "yes when a deciding function is known",
    },
    "function": {
        "role": "the role of the function",
        "reached": "none, e2e-only or lower",
        "coverage": "below, inside, above or unmeasured",
        "size": "small or real: real has a decision of its own",
    },
    "test": {
        "mismatch": "heavier or lighter than the folder or marker promises",
        "claims": "the layer that the folder or marker promises",
        "layer": "the layer from behaviour",
        "certainty": "certain, likely or guess",
    },
    "move": {
        "mismatch": "heavier or lighter than before the change",
        "before": "the layer before the change",
        "layer": "the layer now",
        "certainty": "certain, likely or guess",
    },
    "suppression": {"state": "unused, without-reason or without-code"},
    "baseline": {"state": "fixed: accepted once, not found any more"},
    "setting": {"state": "unused: an entry of per-file-ignores that leaves nothing out"},
    "shape": {
        "shape": "pyramid, ice-cream-cone, hourglass, diamond, column or empty",
        "time": "top-heavy when end-to-end tests take most of the recorded time",
    },
}

SEVERITIES = ("note", "warning", "error")
ACTIONS = ("add-then-thin", "thin", "keep")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRule:
    """If all of ``when`` and none of ``unless`` hold, a check of this kind belongs at ``target``."""

    id: str
    kind: str
    target: Target
    because: str
    rank: int = 0
    certainty: Certainty = Certainty.LIKELY
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceRule:
    """One ``PYR…`` code: when it applies, what it says, what it recommends."""

    code: str
    name: str
    on: str
    severity: str
    summary: str
    message: str
    why: str
    instead: str
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    to: str = ""
    action: str = "keep"
    write: str = ""
    stays: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceRules:
    """Target rules, highest rank first, and the codes in order."""

    targets: tuple[TargetRule, ...] = ()
    codes: tuple[AdviceRule, ...] = ()

    def on(self, subject: str) -> tuple[AdviceRule, ...]:
        """The codes about one sort of subject."""
        return tuple(rule for rule in self.codes if rule.on == subject)


def applies(rule: TargetRule | AdviceRule, facts: Mapping[str, Iterable[str]]) -> bool:
    """Whether all of ``when`` and none of ``unless`` hold for the facts."""
    return all(_met(c, facts) for c in rule.when) and not any(_met(c, facts) for c in rule.unless)


def _met(condition: Condition, facts: Mapping[str, Iterable[str]]) -> bool:
    return not condition.any_of.isdisjoint(facts.get(condition.key, ()))
