"""The call graph in PyCG's exchange form, built-in and external callees included."""

from __future__ import annotations

from collections.abc import Iterable

from pyramid.link.closures import THROUGH
from pyramid.link.connect import runner_of
from pyramid.link.library import LIBRARY
from pyramid.link.program import LinkedProgram
from pyramid.link.refs import Scope
from pyramid.model.layers import Certainty
from pyramid.model.meaning import TestCase
from pyramid.model.program import CallGraph

#: Methods of literals go by PyCG's names for them.
_LITERALS = frozenset({"dict", "list", "set", "str", "tuple"})
_NOT_CALLS = frozenset({"fixture", "setup", THROUGH})


def pycg(
    graph: CallGraph, program: LinkedProgram, at_least: Certainty = Certainty.LIKELY
) -> dict[str, list[str]]:
    """``{"caller": ["callee", …]}``: names relative to the audited root, ``<builtin>.len`` for built-ins.

    Only calls that the code makes: what a test runner runs around a test, and the short cuts
    past a decorator's inner function, are left out; so is the bridge from a request to its handler
    where the client is of the tree itself, and the code in between too.
    """
    found: dict[str, set[str]] = {}
    scopes = program.engine.scopes
    for scope in scopes.values():
        if scope.kind != "class":
            found.setdefault(_by_path(scope), set())
    led = {(edge.caller, edge.line) for edge in graph.edges() if edge.via == LIBRARY}
    for edge in graph.edges():
        if edge.via in _NOT_CALLS or (edge.via == "request" and (edge.caller, edge.line) in led):
            continue
        if edge.certainty.rank >= at_least.rank and edge.caller in scopes and edge.callee in scopes:
            found.setdefault(_by_path(scopes[edge.caller]), set()).add(_by_path(scopes[edge.callee]))
    for scope in scopes.values():
        for callee, _line, _via in scope.calls:
            if isinstance(callee, str):
                name = _outside_name(callee)
                found.setdefault(_by_path(runner_of(scope)), set()).add(name)
                found.setdefault(name, set())
    return {caller: sorted(callees) for caller, callees in sorted(found.items())}


def reached(graph: CallGraph, program: LinkedProgram, tests: Iterable[TestCase]) -> dict[str, list[str]]:
    """``{"test": ["function", …]}``: what each test reaches at ``likely`` and better, under the same names.

    What runs around a test, and the way past a decorator's inner function, count here.
    """
    scopes = program.engine.scopes
    return {
        _by_path(scopes[symbol]): sorted(
            _by_path(scopes[name]) for name in graph.reached_from(symbol) if name in scopes
        )
        for symbol in sorted({test.symbol for test in tests})
        if symbol in scopes
    }


def _outside_name(callee: str) -> str:
    if not callee.startswith("builtins."):
        return callee
    owner, _, member = callee[9:].partition(".")
    return (
        f"<**Py{owner.capitalize()}**>.{member}"
        if member and owner in _LITERALS
        else f"<builtin>.{callee[9:]}"
    )


def _by_path(scope: Scope) -> str:
    inner = scope.path.rsplit(".", 1)[0].removesuffix("__init__").strip("/").replace("/", ".")
    return f"{inner}.{scope.definition.qualname}".strip(".") if scope.definition.qualname else inner
