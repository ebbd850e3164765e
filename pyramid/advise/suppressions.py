"""Findings that a comment suppresses, and comments that suppress nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyramid.advise.advise import Advice
from pyramid.advise.comments import Suppression, header_lines, suppressions
from pyramid.advise.finding import finding_of
from pyramid.advise.fingerprints import Fingerprints
from pyramid.model.coverage import Notice
from pyramid.model.layers import Certainty
from pyramid.model.program import Program
from pyramid.model.report import FindingEntry
from pyramid.rulebook.advice_rules import AdviceRule, AdviceRules, applies

# A rule on these facts speaks only when runs were recorded.
_MEASURED = "coverage"
# Rules on these speak of a change, or after the comments have been judged.
_LATER = ("move", "baseline", "setting")
Used = Mapping[Suppression, set[str]]


def suppress(advice: Advice, program: Program, rules: AdviceRules, *, measured: bool, whole: bool) -> Advice:
    """The advice without the findings that comments suppress, and with one for each comment that is
    unused, names no code or gives no reason.

    ``measured`` says that runs were recorded, ``whole`` that the whole tree was audited: without
    them some findings cannot be made, and a comment about them is not called unused.
    """
    comments = {path: found for path in program.paths() if (found := suppressions(program.facts(path)))}
    if not comments:
        return advice
    used: dict[Suppression, set[str]] = {each: set() for found in comments.values() for each in found}
    spans = _spans(advice, program, comments)
    dropped = {
        finding.id
        for finding in advice.findings
        if _is_suppressed(finding, comments.get(finding.path, ()), spans, used)
    }
    judge = _Judge(rules=rules, measured=measured, whole=whole)
    left = advice.without(dropped)
    return replace(
        left,
        findings=(*left.findings, *judge.findings(used)),
        notices=(*left.notices, *_told(len(dropped))),
    )


def _spans(advice: Advice, program: Program, comments: Mapping[str, object]) -> dict[str, range]:
    """By a finding's id the lines on which a comment speaks of it."""
    checks = {check.recommendation: check for check in advice.checks if check.recommendation}
    found = {}
    for finding in advice.findings:
        check = checks.get(finding.id)
        if check is not None:
            found[finding.id] = range(check.start_line, check.end_line + 1)
        elif finding.path in comments:
            found[finding.id] = header_lines(program.facts(finding.path), finding.line)
    return found


def _is_suppressed(
    finding: FindingEntry,
    comments: Sequence[Suppression],
    spans: Mapping[str, range],
    used: Mapping[Suppression, set[str]],
) -> bool:
    named = [
        (comment, code)
        for comment in comments
        if comment.reason and _meets(comment, spans[finding.id])
        for code in comment.codes
        if finding.code.startswith(code)
    ]
    for comment, code in named:
        used[comment].add(code)
    return bool(named)


def _meets(comment: Suppression, span: range) -> bool:
    return comment.line in span or comment.target in span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """What is to be said about comments."""

    rules: AdviceRules
    measured: bool
    whole: bool

    def findings(self, used: Used) -> Iterator[FindingEntry]:
        prints = Fingerprints()
        for comment, codes in used.items():
            for rule in self.rules.on("suppression"):
                state, words = self._state(comment, codes)
                if state and applies(rule, {"state": [state]}):
                    yield _finding(rule, comment, words, prints)

    def _state(self, comment: Suppression, used: set[str]) -> tuple[str, Mapping[str, str]]:
        if not comment.codes:
            return "without-code", {"missing": "names no code"}
        if not comment.reason:
            return "without-reason", {"missing": "gives no reason"}
        idle = [code for code in comment.codes if code not in used and self._may_be_told(code)]
        return ("unused", {"codes": ", ".join(idle), "because": self._because(idle)}) if idle else ("", {})

    def _may_be_told(self, code: str) -> bool:
        return not _meant(code, self.rules) or (self.whole and may_be_told(code, self.rules, self.measured))

    def _because(self, codes: Sequence[str]) -> str:
        unknown = [code for code in codes if not any(r.code.startswith(code) for r in self.rules.codes)]
        return f"no rule has the code {unknown[0]}" if unknown else "there is no such finding"


def _finding(
    rule: AdviceRule, comment: Suppression, words: Mapping[str, str], prints: Fingerprints
) -> FindingEntry:
    mark = prints.of(rule.code, comment.path, ",".join(comment.codes), comment.reason)
    message = rule.message.format_map({"codes": "", "because": "", "missing": "", **words})
    fix = rule.instead.format_map({"codes": words.get("codes", "")})
    return finding_of(rule, mark, message, comment.path, comment.line, Certainty.CERTAIN.value, fix)


def may_be_told(code: str, rules: AdviceRules, measured: bool) -> bool:
    """May somebody be told that there is no finding of this code?  A rule that could not speak in this
    run may yet have something to say."""
    return not any((not measured and _needs_runs(rule)) or rule.on in _LATER for rule in _meant(code, rules))


def _meant(code: str, rules: AdviceRules) -> list[AdviceRule]:
    return [rule for rule in rules.codes if rule.code.startswith(code)]


def _needs_runs(rule: AdviceRule) -> bool:
    return any(condition.key == _MEASURED for condition in rule.when)


def _told(number: int) -> Iterator[Notice]:
    if number:
        yield Notice(
            slug="suppressed-findings",
            message=f"comments suppress {number} finding{'' if number == 1 else 's'}",
            fix="Look for `pyramid: ignore` to see where and why.",
            severity="note",
        )
