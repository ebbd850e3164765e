"""Scenarios of load tools: no test runner collects them, and they are tests all the same."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.model.meaning import Meaning, Meanings, TestCase
from pyramid.model.program import Program, Symbol


def find_scenarios(program: Program, meanings: Meanings) -> Iterator[TestCase]:
    """A test for each task of a load tool, and for each user class that decorates no task.

    A class without tasks of its own may list them, or only be a base: it counts when no class
    derives from it.
    """
    symbols = program.symbols()
    found = {m.subject: m for m in meanings.of_kind("load-test") if m.subject in symbols}
    owners = {name.rpartition(".")[0] for name in found}
    bases = {base for name in found if symbols[name].kind == "class" for base in program.ancestors(name)[1:]}
    for name, meaning in found.items():
        symbol = symbols[name]
        if symbol.kind != "class" or (name not in owners and name not in bases):
            yield _case(program, symbol, meaning)


def _case(program: Program, symbol: Symbol, meaning: Meaning) -> TestCase:
    qualname = program.definition(symbol.name).qualname
    return TestCase(
        id=f"{symbol.path}::{qualname.replace('.', '::')}",
        path=symbol.path,
        line=symbol.line,
        end_line=symbol.end_line,
        symbol=symbol.name,
        runner=meaning.slot("tool") or meaning.rule,
    )
