"""Tests that calls and decorators declare: ``test("adds", () => …)``, ``@Test void adds()``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase

from pyramid.model.meaning import Meaning, Meanings, TestCase
from pyramid.model.program import Program
from pyramid.recognize.features import BoundScenarios, Scenarios
from pyramid.recognize.loops import runs_of
from pyramid.recognize.members import Members, Run
from pyramid.recognize.texts import UNKNOWN
from pyramid.rulebook import Rules

_INNER = " › "  # noqa: RUF001
_UNKNOWN = "{}"


def find_declared(program: Program, meanings: Meanings, rules: Rules) -> Iterator[TestCase]:
    """A test for each declaration: ``path::group › title``; equal titles are numbered."""  # noqa: RUF002
    names = _Names(program, meanings)
    members = Members(program, meanings, rules.knowledge)
    files = {each.name: each.files for each in rules.knowledge.test_conventions}
    unrolled = {each.name for each in rules.knowledge.test_conventions if each.unrolls}
    bound, scenarios = BoundScenarios(program, meanings), Scenarios(program, meanings, rules)
    for meaning in meanings.of_kind("declared-test"):
        if not _belongs(meaning, files) or bound.elsewhere(meaning):
            continue
        if meaning.subject:
            for run in members.runs(meaning):
                yield _decorated(program, meaning, names.of(run.owner, run.title, run.path), run, members)
        else:
            runs = runs_of(program, meaning.scope, meaning.line) if meaning.slot("runner") in unrolled else 1
            for _ in range(runs):
                yield scenarios.completed(names.called(meaning), meaning)


class _Names:
    """The groups around tests, and the number of tests of each name."""

    def __init__(self, program: Program, meanings: Meanings) -> None:
        self._program = program
        self._groups = {m.slot("body"): m for m in meanings.of_kind("declared-group") if m.slot("body")}
        self._hooks: dict[str, list[str]] = {}
        for meaning in meanings.of_kind("declared-hook"):
            if meaning.slot("body") in program.symbols() and not meaning.subject:
                self._hooks.setdefault(meaning.scope, []).append(meaning.slot("body"))
        self._count: Counter[str] = Counter()

    def of(self, scope: str, title: str, path: str) -> str:
        """The id of a test in a scope: the titles of the groups and classes around it, and its own."""
        titles = [self._title(each) for each in reversed(_around(self._program, scope))]
        shown = _INNER.join(each.replace(UNKNOWN, _UNKNOWN) for each in (*titles, title) if each)
        name = f"{path}::{shown}"
        self._count[name] += 1
        return f"{name} [{self._count[name]}]" if self._count[name] > 1 else name

    def called(self, meaning: Meaning) -> TestCase:
        """The test that a call declares."""
        scopes = _around(self._program, meaning.scope)
        setup = [hook for scope in reversed(scopes) for hook in self._hooks.get(scope, ())]
        name = self.of(meaning.scope, meaning.slot("title"), meaning.path)
        return _case(self._program, meaning, name, setup)

    def _title(self, scope: str) -> str:
        if scope in self._groups:
            return self._groups[scope].slot("title")
        return self._program.definition(scope).name if self._program.symbols()[scope].kind == "class" else ""


def _belongs(meaning: Meaning, files: dict[str, tuple[str, ...]]) -> bool:
    """A runner whose files are known by name declares no test elsewhere."""
    patterns = files.get(meaning.slot("runner"), ())
    name = meaning.path.rpartition("/")[2]
    return not patterns or any(fnmatchcase(name, pattern) for pattern in patterns)


def _around(program: Program, scope: str) -> list[str]:
    """The scope of a call and those around it, the module last."""
    symbols = program.symbols()
    found = []
    while scope in symbols:
        found.append(scope)
        parent = program.definition(scope).parent
        if parent < 0:
            break
        scope = program.symbol_at(symbols[scope].path, parent).name
    return found


def _case(program: Program, meaning: Meaning, name: str, setup: list[str]) -> TestCase:
    body = program.symbols().get(meaning.slot("body"))
    end = body.end_line if body is not None and body.path == meaning.path else meaning.line
    return TestCase(
        id=name,
        path=meaning.path,
        line=meaning.line,
        end_line=max(end, meaning.line),
        symbol=body.name if body is not None else meaning.scope,
        runner=meaning.slot("runner") or meaning.rule,
        setup=tuple(dict.fromkeys(setup)),
    )


def _decorated(program: Program, meaning: Meaning, name: str, run: Run, members: Members) -> TestCase:
    """A method as a test; one that another class inherits stands at that class."""
    symbol, owner = program.symbols()[run.method], program.symbols()[run.owner]
    own = run.method.rpartition(".")[0] == run.owner or symbol.path == owner.path
    place = symbol if own else owner
    return TestCase(
        id=name,
        path=run.path,
        line=place.line,
        end_line=place.end_line if own else place.line,
        symbol=run.method,
        runner=meaning.slot("runner") or meaning.rule,
        markers=members.markers(run),
        setup=members.setup(run.owner),
    )
