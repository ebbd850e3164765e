"""Evidence as trees: one for a check, a test, a function."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from rich.tree import Tree

from pyramid.model.report import CheckEntry, EvidenceItem, PathStep, RecommendationEntry
from pyramid.render.answer import CallPath, CheckAnswer, FunctionAnswer, TestAnswer
from pyramid.render.options import RenderOptions
from pyramid.render.plain import count, one_line, percent, printable, seconds
from pyramid.render.screen.words import LAYER_STYLE, SURENESS, layer, says, source, where
from pyramid.render.words import ACTIONS

_TARGETS = {"keep": "stays end-to-end", "unit": "unit test", "api": "API test", "component": "component test"}
_HOW = {
    "text": "it holds the text",
    "field": "it computes the field that is printed",
    "page": "it answers the page",
    "written": "it writes what is shown later",
    "condition": "it decides whether the element is there",
    "payload": "it makes the payload",
    "status": "it gives the status",
    "redirect": "it sends the browser on",
}
_SHOWN = 10


def check_tree(answer: CheckAnswer, options: RenderOptions) -> Tree:
    """What decides a check, how that was found, and what to do."""
    check = answer.check
    tree = _root(source(check.text, 160).append("\n").append_text(where(check.path, check.line)))
    verdict = _branch(tree, "belongs", Text().append(_TARGETS.get(check.target, check.target), style="bold"))
    verdict.add(_sure(check.certainty).append(f", about {check.kind.replace('-', ' ')}", style="dim"))
    if check.reason:
        verdict.add(says(check.reason))
    decided = _branch(tree, "decided by", Text(count(len(check.decided_by), "candidate"), style="dim"))
    for decider in check.decided_by:
        name = Text().append(printable(decider.function), style="bold green").append("  ")
        leaf = decided.add(name.append_text(where(decider.path, decider.line)))
        leaf.add(says(f"{_HOW.get(decider.how, decider.how)}, ", "dim").append_text(_sure(decider.certainty)))
    _paths(tree, answer.paths, options)
    _evidence(tree, check.evidence)
    _tests(tree, check.test, options)
    if answer.recommendation is not None:
        _advice(tree, answer.recommendation)
    return tree


def test_tree(answer: TestAnswer, options: RenderOptions) -> Tree:
    """The layer of a test with its reasons, then its checks."""
    test = answer.test
    tree = _root(
        Text().append(printable(test.id), style="bold").append("\n").append_text(where(test.path, test.line))
    )
    verdict = _branch(
        tree, "layer", layer(test.layer).append_text(Text(", ")).append_text(_sure(test.certainty))
    )
    if test.runner_up:
        verdict.add(Text("next best: ", style="dim").append_text(layer(test.runner_up)))
    if test.tags:
        verdict.add(Text(f"tags: {', '.join(map(printable, test.tags))}", style="dim"))
    if test.seconds is not None:
        _branch(tree, "takes", Text(seconds(test.seconds)))
    _evidence(tree, test.evidence)
    if answer.checks:
        _checks(_branch(tree, "checks", Text(str(len(answer.checks)), style="dim")), answer.checks, options)
    if test.reaches:
        reaches = _branch(tree, "reaches", Text(count(len(test.reaches), "function"), style="dim"))
        _limited(reaches, [says(name) for name in test.reaches], options)
    return tree


def function_tree(answer: FunctionAnswer, options: RenderOptions) -> Tree:
    """Who reaches a function and who checks it."""
    function = answer.function
    title = Text().append(printable(function.name), style="bold green").append("\n")
    tree = _root(title.append_text(where(function.path, function.line)))
    size = f", complexity {function.complexity}, called by {count(function.fan_in, 'function')}"
    _branch(tree, "role", Text(function.role).append(size, style="dim"))
    if function.churn is not None:
        often = f"{count(function.churn, 'commit')} to its file, the last on {function.changed}"
        _branch(tree, "changed", Text(often, style="dim"))
    reached = _branch(tree, "reached by", Text())
    for name, number in function.reached_by.items():
        if number:
            line = layer(name).append_text(Text(f"  {count(number, 'test')}"))
            covered = function.coverage.get(name)
            reached.add(line.append(f", {percent(covered)} of its lines" if covered is not None else ""))
    if not reached.children:
        reached.add(Text("no test", style="yellow"))
    at = ", ".join(function.checked_at)
    _branch(tree, "checked at", Text(at) if at else Text("no layer", style="yellow"))
    for gap in answer.gaps:
        _branch(tree, "gap", Text(f"{gap.code}  ", style="dim").append_text(says(gap.reason, "yellow")))
    _paths(tree, answer.paths, options)
    if answer.decides:
        _checks(
            _branch(tree, "decides", Text(count(len(answer.decides), "check"), style="dim")),
            answer.decides,
            options,
        )
    return tree


def _root(label: Text) -> Tree:
    return Tree(label, guide_style="dim")


def _branch(tree: Tree, label: str, value: Text) -> Tree:
    return tree.add(Text(f"{label}  ", style="dim").append_text(Text(style="not dim").append_text(value)))


def _identity(test: str, options: RenderOptions) -> Text:
    """A test's id; a long one is broken where it can be put together again."""
    text = printable(test)
    return Text(text if len(text) <= options.width - 20 else text.replace("::", "\n::", 1))


def _sure(certainty: str) -> Text:
    return Text().append(SURENESS.get(certainty, certainty), style="dim")


def _paths(tree: Tree, paths: Sequence[CallPath], options: RenderOptions) -> None:
    for path in paths:
        at = _branch(
            tree,
            "path",
            Text().append_text(layer(path.layer)).append("  ").append_text(_identity(path.test, options)),
        )
        for step in path.steps:
            at = at.add(_step(step))


def _step(step: PathStep) -> Text:
    via = "" if step.via == "step" else f"{printable(step.via)} "
    text = Text().append(via, style="dim").append(printable(step.name)).append("  ")
    text.append_text(where(step.path, step.line) if step.path else Text())
    return text.append("  a guess", style="yellow") if step.certainty == "guess" else text


def _evidence(tree: Tree, items: Iterable[EvidenceItem]) -> None:
    for item in items:
        text = Text().append(one_line(item.text)).append("  ")
        _branch(
            tree,
            item.kind if item.kind != "none" else "reason",
            text.append_text(where(item.path, item.line)) if item.path else text,
        )


def _tests(tree: Tree, tests: Sequence[str], options: RenderOptions) -> None:
    branch = _branch(tree, "run by", Text(count(len(tests), "test"), style="dim"))
    _limited(branch, [_identity(test, options) for test in tests], options)


def _checks(branch: Tree, checks: Sequence[CheckEntry], options: RenderOptions) -> None:
    lines = []
    for check in checks:
        text = where(check.path, check.line).append("  ")
        text.append(_TARGETS.get(check.target, check.target), style=LAYER_STYLE.get(check.target, "dim"))
        lines.append(text.append("\n").append(one_line(check.text, 100), style="bold"))
    _limited(branch, lines, options)


def _limited(branch: Tree, lines: Sequence[Text], options: RenderOptions) -> None:
    shown = lines if options.everything else lines[:_SHOWN]
    for line in shown:
        branch.add(line)
    if len(shown) < len(lines):
        branch.add(Text(f"and {len(lines) - len(shown):,} more: --all shows them", style="dim"))


def _advice(tree: Tree, entry: RecommendationEntry) -> None:
    branch = _branch(tree, entry.code, Text(ACTIONS.get(entry.action, entry.action)))
    branch.add(says(entry.message))
    for label, text in (("write", entry.write), ("instead", entry.instead), ("stays", entry.stays)):
        if text:
            branch.add(
                Text(f"{label}  ", style="dim").append_text(Text(style="not dim").append_text(says(text)))
            )
    if entry.write_in:
        branch.add(Text("in  ", style="dim").append_text(where(entry.write_in)))
