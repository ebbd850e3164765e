"""Who owns the text that a test expects: a Python string, and in which function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pyramid.model.facts import Definition, Expression
from pyramid.model.program import Program
from pyramid.provenance.bodies import expressions, inside, statements
from pyramid.provenance.constants import Constants
from pyramid.provenance.selectors import fits, holds

_REFUSING = frozenset({"abort", "fail", "error", "forbid", "deny", "reject"})
_LONG_WORD = 9
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Owner:
    """A string of the application: where it stands, how well it fits (1 is exact), if it is raised."""

    scope: str
    line: int
    text: str
    fit: float
    raised: bool = False


class Owners:
    """An index of the strings in the application's Python code."""

    def __init__(self, program: Program, application: Sequence[str]) -> None:
        self._exact: dict[str, list[tuple[str, int]]] = {}
        self._patterns: list[tuple[str, str, str, int]] = []
        self._raised: set[tuple[str, int]] = set()
        self._constants = Constants(program, application)
        self._found: dict[tuple[str, bool], tuple[Owner, ...]] = {}
        for scope in application:
            inner = tuple(expressions(program.definition(scope)))
            self._raised.update((scope, line) for line in _raising(program.definition(scope)))
            asked = _asked(inner)
            for expression in inner:
                text = None if id(expression) in asked else _literal(expression)
                if text is None or not 3 <= len(text) <= 400 or len(_LETTERS.findall(text)) < 3:
                    continue
                if "\0" in text:
                    self._patterns.append((max(text.split("\0"), key=len), text, scope, expression.line))
                else:
                    self._exact.setdefault(text, []).append((scope, expression.line))

    def find(self, text: str, *, part: bool = False) -> tuple[Owner, ...]:
        """The owners of a text (of any string that contains it, with ``part``), best fit first."""
        key = (text, part)
        if key not in self._found:
            self._found[key] = tuple(
                replace(owner, raised=(owner.scope, owner.line) in self._raised)
                for owner in sorted(self._search(text, part), key=lambda o: (-o.fit, o.scope, o.line))
            )
        return self._found[key]

    def _search(self, text: str, part: bool) -> list[Owner]:
        plain = " ".join(text.replace("\0", " ").split())
        if len(_LETTERS.findall(plain)) < 3:
            return []
        found = [Owner(scope, line, text, 1.0) for scope, line in self._exact.get(text, ())]
        found += [
            Owner(scope, line, pattern, 0.9)
            for piece, pattern, scope, line in self._patterns
            if len(_LETTERS.findall(piece)) >= 3 and _meet(piece, text) and fits(pattern, text)
        ]
        found += [
            Owner(scope, line, text, 0.95 if returned else 0.65)
            for scope, line, returned in self._constants.users(text)
        ]
        if not found and (part or "\0" in text) and _telling(plain):
            found = [
                Owner(scope, line, known, _fit_of_part(known, text))
                for known, places in self._exact.items()
                if len(known) > len(plain) and holds(known, text)
                for scope, line in places
            ]
            found += [Owner(scope, line, p, 0.6) for _, p, scope, line in self._patterns if holds(p, text)]
        return found


def _raising(definition: Definition) -> Iterator[int]:
    """The lines on which an error is raised."""
    for statement in statements(definition):
        refuses = statement.kind == "expression" and _is_refusal(statement.value)
        if statement.kind == "raise" or refuses:
            yield from range(statement.line, statement.end_line + 1)


def _is_refusal(value: Expression | None) -> bool:
    """A call that ends the request: what it is called says so."""
    return value is not None and value.kind == "call" and value.text in _REFUSING


def _fit_of_part(known: str, text: str) -> float:
    """A text that begins with the very words fits better than one that has them somewhere."""
    return 0.8 if known.startswith(text) else 0.75 if text in known else 0.7


def _telling(text: str) -> bool:
    """Whether a text is long enough to be told from other texts by a part of them."""
    return " " in text or len(text) >= _LONG_WORD


def _meet(piece: str, text: str) -> bool:
    """Whether a fixed piece of a pattern stands in the text, or the text has unknown parts."""
    return "\0" in text or piece.strip() in text


def _asked(body: Sequence[Expression]) -> frozenset[int]:
    """Identities of the strings that a body compares with, looks up by or logs: it shows none of them."""
    logged = frozenset(
        id(literal)
        for call in body
        if call.kind == "call"
        and call.operands[0].kind == "attribute"
        and _is_log(call.operands[0].operands[0])
        for literal in inside(call)
    )
    return logged | frozenset(
        id(literal)
        for expression in body
        if expression.kind in ("compare", "subscript")
        for operand in expression.operands[expression.kind == "subscript" :]
        if operand.kind in ("string", "tuple", "list", "set")
        for literal in inside(operand)
    )


def _is_log(receiver: Expression) -> bool:
    return receiver.kind in ("name", "attribute") and receiver.text.lower() in (
        "log",
        "logger",
        "logging",
        "_log",
        "_logger",
    )


def _literal(expression: Expression) -> str | None:
    if expression.kind == "string":
        return expression.text
    if expression.kind == "format":
        return "".join(part.text if part.kind == "string" else "\0" for part in expression.operands)
    return None
