"""Tests that calls declare: ``test("adds", () => …)`` inside ``describe("cart", () => …)``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase

from pyramid.model.meaning import Meaning, Meanings, TestCase
from pyramid.model.program import Program
from pyramid.recognize.texts import UNKNOWN
from pyramid.rulebook import Rules

_INNER = " › "  # noqa: RUF001
_UNKNOWN = "{}"


def find_declared(program: Program, meanings: Meanings, rules: Rules) -> Iterator[TestCase]:
    """A test for each declaring call: ``path::group › title``; equal titles are numbered."""  # noqa: RUF002
    groups = {m.slot("body"): m for m in meanings.of_kind("declared-group") if m.slot("body")}
    hooks: dict[str, list[str]] = {}
    for meaning in meanings.of_kind("declared-hook"):
        if meaning.slot("body") in program.symbols():
            hooks.setdefault(meaning.scope, []).append(meaning.slot("body"))
    files = {each.name: each.files for each in rules.knowledge.test_conventions}
    count: Counter[str] = Counter()
    for meaning in meanings.of_kind("declared-test"):
        if not _belongs(meaning, files):
            continue
        scopes = _around(program, meaning.scope)
        titles = [groups[scope].slot("title") for scope in reversed(scopes) if scope in groups]
        title = _INNER.join(each.replace(UNKNOWN, _UNKNOWN) for each in (*titles, meaning.slot("title")))
        name = f"{meaning.path}::{title}"
        count[name] += 1
        again = f" [{count[name]}]" if count[name] > 1 else ""
        yield _case(
            program, meaning, name + again, [hook for s in reversed(scopes) for hook in hooks.get(s, ())]
        )


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
