"""The corridor: from a folder to the answer, room by room.

The only file that knows the order of the rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from pyramid.advise import (
    Advice,
    Audited,
    Baseline,
    Before,
    Change,
    accepted_findings,
    accepted_of,
    advise,
    before_of,
    compare,
    moved_tests,
    only_changed,
    price,
    suppress,
    with_unused_ignores,
    write_baseline,
)
from pyramid.classify import FocalFinder, TestCode, classify_functions, classify_tests, folder_claims
from pyramid.cover import load_coverage
from pyramid.entries import ledger_of, report_of
from pyramid.extract import EarlyDecoder, FactsTree, extract_files, suffixes
from pyramid.extract.engine import executor
from pyramid.extract.pages import PageStore, SourceLines
from pyramid.link import LinkedProgram, connect, resolve
from pyramid.model.analysis import Analysis
from pyramid.model.coverage import CoverageReport, Notice
from pyramid.model.layers import EvidenceKind, FocalFunction, Role, TestLayer
from pyramid.model.meaning import Meanings, TestCase
from pyramid.model.program import CallGraph, Program
from pyramid.model.provenance import Trace
from pyramid.model.report import ChangeEntry, Report
from pyramid.prove import read_proofs, valid_proofs
from pyramid.provenance import Inputs, trace_checks
from pyramid.recognize import find_requests, find_routes, find_tests, read_documents, recognize
from pyramid.results import load_results
from pyramid.resuming import Shelf, put_away, resumed
from pyramid.rulebook import Rules, configured_runners, load_advice, load_rules
from pyramid.rulebook.advice_rules import AdviceRules
from pyramid.rulebook.parse_advice import advice_rules
from pyramid.rulebook.parse_layers import layer_rules, role_rules
from pyramid.settings import Selection, Settings, check_codes
from pyramid.workspace import (
    DocumentFiles,
    Workspace,
    changed_since,
    churn_of,
    fact_cache,
    import_aliases,
    nothing_found,
    open_workspace,
)

_UNRECORDED = CoverageReport(evidence=EvidenceKind.NONE)

#: Called with the stage, what is done and what there is to do in it (0 when unknown).
Progress = Callable[[str, int, int], None]


def audit(
    root: Path,
    paths: Sequence[str],
    settings: Settings,
    *,
    reach: bool = False,
    progress: Progress | None = None,
    shelf: Shelf | None = None,
) -> Report:
    """The whole answer for a folder; ``reach`` adds what each test reaches.

    Raises ``PyramidError`` when there is nothing to audit, or a rule file or the baseline is broken.
    """
    baseline = accepted_findings(root, settings.baseline) if settings.baseline else None
    analysis = analyse(root, paths, settings, progress=progress, shelf=None if paths else shelf)
    return answer(analysis, settings, reach=reach, whole=not paths, baseline=baseline)


def answer(
    analysis: Analysis,
    settings: Settings,
    *,
    reach: bool = False,
    whole: bool = True,
    baseline: Baseline | None = None,
) -> Report:
    """The advice that an analysis leads to, then suppressions, then the baseline, as a report.

    ``whole`` says that the whole tree was analysed: only then can it be told what is not there.
    """
    rules = advice_for(analysis.root, settings)
    advice = _advised(analysis, rules, settings, whole)
    ledger = ledger_of(analysis, advice, settings) if whole else None
    if baseline is not None:
        advice = compare(advice, baseline, rules, _audited(analysis, whole))
    advice = price(advice, analysis.results, settings.runs_per_day)
    return replace(report_of(analysis, advice, settings, reach=reach), ledger=ledger)


def accept(
    root: Path, paths: Sequence[str], settings: Settings, *, progress: Progress | None = None
) -> tuple[str, int]:
    """The text of a baseline that accepts everything that is reported now, and how many that is."""
    analysis = analyse(root, paths, settings, progress=progress)
    rules = advice_for(root, settings)
    advice = _advised(analysis, rules, settings, whole=not paths)
    chosen = Selection(settings)
    reported = {each.id for each in advice.findings if chosen.code(each.code, each.path)}
    accepted = accepted_of(advice, reported)
    return write_baseline(accepted, analysis.coverage.evidence.value), len(accepted)


def audit_change(
    root: Path,
    settings: Settings,
    change: Change,
    *,
    progress: Progress | None = None,
    shelf: Shelf | None = None,
) -> tuple[Report, Before | None]:
    """The answer about a change to the whole tree, and what the next change will be compared with.

    The latter is None where recorded runs were read, which the next commit will not have.
    """
    baseline = accepted_findings(root, settings.baseline) if settings.baseline else None
    analysis = analyse(root, (), settings, progress=progress, shelf=shelf)
    rules = advice_for(analysis.root, settings)
    advice = _advised(analysis, rules, settings, whole=True, change=change)
    after = None if analysis.coverage.evidence is EvidenceKind.MEASURED else before_of(advice, analysis)
    audited = _audited(analysis, whole=True)
    if baseline is not None:
        advice = compare(advice, baseline, rules, audited)
    advice = price(only_changed(advice, change, analysis, audited), analysis.results, settings.runs_per_day)
    report = report_of(analysis, advice, settings)
    entry = ChangeEntry(base=change.base, paths=tuple(change.changes.lines), before=change.before.shape)
    touched = tuple(each for each in report.skipped if each.path in change.changes.lines)
    return replace(report, change=entry, skipped=touched), after


def state_of(root: Path, settings: Settings) -> Before:
    """What a change to this tree is compared with; no recorded run is read."""
    analysis = analyse(root, (), settings, recorded=False)
    rules = advice_for(analysis.root, settings)
    return before_of(_advised(analysis, rules, settings, whole=True), analysis)


def _advised(
    analysis: Analysis, rules: AdviceRules, settings: Settings, whole: bool, change: Change | None = None
) -> Advice:
    """What there is to say, without what comments suppress."""
    measured = analysis.coverage.evidence is EvidenceKind.MEASURED
    advice = advise(analysis, rules, settings)
    if change is not None:
        moved = tuple(moved_tests(analysis, change.before.layers, change.changes.renamed, rules))
        contents = {**advice.contents, **{finding.id: finding.id for finding in moved}}
        advice = replace(advice, findings=(*advice.findings, *moved), contents=contents)
    advice = suppress(advice, analysis.program, rules, measured=measured, whole=whole)
    if whole and change is None:
        advice = with_unused_ignores(advice, settings, rules, analysis.root, measured=measured)
    return advice


def _audited(analysis: Analysis, whole: bool) -> Audited:
    return Audited(
        paths=frozenset(analysis.program.paths()),
        unread=frozenset(outcome.path for outcome in analysis.outcomes),
        evidence=analysis.coverage.evidence.value,
        whole=whole,
    )


def load_rules_for(root: Path, settings: Settings) -> Rules:
    """The shipped rules and those that the settings name."""
    return load_rules([root / path for path in settings.rules])


def advice_for(root: Path, settings: Settings) -> AdviceRules:
    """The advice among them."""
    return advice_rules(load_advice([root / path for path in settings.rules]))


def analyse(
    root: Path,
    paths: Sequence[str],
    settings: Settings,
    *,
    recorded: bool = True,
    progress: Progress | None = None,
    shelf: Shelf | None = None,
) -> Analysis:
    """Everything short of advice: the program, its tests, their layers and how they connect.

    ``recorded`` is false to leave recorded runs alone.  What is on the ``shelf`` is taken up again
    where it fits; its program is an outline then, and the meanings are those that a report tells.
    """
    say = progress or _silent
    check_codes(settings, [file.id for file in load_advice([root / path for path in settings.rules])])
    say("open", 0, 0)
    found = resumed(settings, shelf) if shelf is not None else None
    if found is not None and shelf is not None:
        return _surrounded(found, shelf.workspace, settings)
    rules = load_rules_for(root, settings)
    workspace = open_workspace(root, paths, settings, suffixes(), DocumentFiles(rules.document_kinds()))
    found = _analysed(workspace, settings, rules, recorded, say)
    if shelf is not None:
        put_away(found, shelf)
    return _surrounded(found, workspace, settings)


def _analysed(
    workspace: Workspace, settings: Settings, rules: Rules, recorded: bool, say: Progress
) -> Analysis:
    """What the files say together, and the runs that were recorded of it."""
    tree, notices = _extract(workspace, settings, say)
    program, meanings = _understood(tree, workspace.root, rules, say)
    runners = configured_runners(rules.knowledge.test_conventions, partial(_read, workspace.root))
    tests = find_tests(program, meanings, rules, runners)
    routes = find_routes(program, meanings)
    requests = find_requests(program, meanings, routes)
    say("connect", 0, 0)
    graph = connect(program, tests, requests, meanings)
    say("classify", 0, 0)
    verdicts = classify_tests(program, graph, meanings, requests, tests, rules)
    roles = classify_functions(program, meanings, routes, tests, rules)
    say("cover", 0, 0)
    files = [str(path) for path in settings.coverage]
    coverage = (
        load_coverage(workspace.root, files, program, tests, verdicts, changed_since)
        if recorded
        else _UNRECORDED
    )
    analysis = Analysis(
        root=workspace.root,
        program=program,
        graph=graph,
        meanings=meanings,
        tests=tests,
        routes=routes,
        requests=requests,
        verdicts=verdicts,
        roles=roles,
        focal=_focal(program, graph, roles, tests),
        claims=folder_claims(tests, layer_rules(rules.layers)),
        coverage=coverage,
        outcomes=tree.failures,
        notices=notices,
    )
    say("trace", 0, 0)
    return replace(analysis, traces=_trace(analysis, workspace, rules))


def _surrounded(analysis: Analysis, workspace: Workspace, settings: Settings) -> Analysis:
    """With what is known beside the files: recorded results, proofs, history."""
    folder = workspace.root / settings.cache_dir
    tests = analysis.tests
    results = load_results(workspace.root, [str(path) for path in settings.results], tests)
    said = (*analysis.notices, *analysis.coverage.notices, *results.notices)
    return replace(
        analysis,
        results=results,
        churn=churn_of(workspace.root, folder if settings.cache else None),
        proofs=valid_proofs(read_proofs(folder), partial(_read, workspace.root)),
        outcomes=(*workspace.outcomes, *analysis.outcomes),
        notices=(*nothing_found(workspace, len(tests)), *said),
    )


def _focal(
    program: Program, graph: CallGraph, roles: Mapping[str, Role], tests: Sequence[TestCase]
) -> Mapping[str, tuple[FocalFunction, ...]]:
    """What each test is about."""
    application = frozenset(name for name, role in roles.items() if role is not Role.TEST)
    finder = FocalFinder(program, graph, application)
    return {test.symbol: finder.of(test) for test in tests}


def _trace(analysis: Analysis, workspace: Workspace, rules: Rules) -> tuple[Trace, ...]:
    """The checks of tests that are end-to-end by what they do, or are kept among those that are."""
    layers = {
        test.symbol: {analysis.verdicts[test.symbol].layer, analysis.claims.get(test.symbol)}
        for test in analysis.tests
    }
    return trace_checks(
        Inputs(
            program=analysis.program,
            graph=analysis.graph,
            meanings=analysis.meanings,
            routes=analysis.routes,
            requests=analysis.requests,
            tests=[test for test in analysis.tests if TestLayer.E2E in layers[test.symbol]],
            support=frozenset(TestCode(analysis.program, analysis.tests, role_rules(rules.roles)).files),
            application=sorted(name for name, role in analysis.roles.items() if role is not Role.TEST),
            roles=analysis.roles,
            pages=PageStore(workspace.templates, workspace.frontend, workspace.read),
            coverage=analysis.coverage,
            browser_types=rules.types_emitting("visit", "locator"),
            source_text=SourceLines(workspace.read),
        )
    )


def _understood(tree: FactsTree, root: Path, rules: Rules, say: Progress) -> tuple[LinkedProgram, Meanings]:
    """The linked program, documents included, and what its names and documents mean."""
    say("link", 0, 0)
    documents = read_documents(tree, rules.documents)
    program = resolve(documents, rules.knowledge, import_aliases(tree.paths, partial(_read, root)))
    say("recognize", 0, 0)
    return program, recognize(program, rules, documents.meanings(program))


def _extract(workspace: Workspace, settings: Settings, say: Progress) -> tuple[FactsTree, tuple[Notice, ...]]:
    """The facts of all files, from the cache where they have not changed."""
    total, done, decoder = len(workspace.files), count(1), EarlyDecoder()
    folder = workspace.root / settings.cache_dir
    cache = fact_cache(folder if settings.cache else None, settings.shared_cache)
    with executor(settings.jobs, settings.engine) as there, cache:
        tree = extract_files(
            workspace.files,
            workspace.read,
            cache,
            there,
            lambda _: say("extract", next(done), total),
            decoder,
        )
    return decoder.tree(tree), cache.notices


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def _read(root: Path, path: str) -> bytes | None:
    """The bytes of a settings file, None when there is none to read."""
    try:
        return (root / path).read_bytes()
    except OSError:
        return None
