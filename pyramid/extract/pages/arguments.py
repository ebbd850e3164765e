"""Calls inside template expressions: which, and with which arguments.

A small reader of the part of the expression language that argument lists are written in:
strings, mappings, lists; everything else stays source text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_CALL = re.compile(r"(?<![\w.])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*\(")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_KEYWORD = re.compile(r"([A-Za-z_]\w*)\s*=(?!=)\s*(.*)", re.DOTALL)
_KEY = re.compile(r"""(["'])(\w[\w-]*)\1\s*:\s*(.*)""", re.DOTALL)
_LITERAL = re.compile(r"""(["'])((?:(?!\1).)*)\1""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping written in an argument: its plain values by key, and the mappings inside it."""

    values: tuple[tuple[str, str], ...] = ()
    inner: tuple[tuple[str, Node], ...] = field(default=())


def calls(source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every call: the dotted name and the source of each argument, outer before inner."""
    for match in _CALL.finditer(source):
        inside = _balanced(source, match.end() - 1)
        if inside is not None:
            yield match[1], tuple(split(inside))


def split(source: str, separator: str = ",") -> list[str]:
    """The parts between separators that stand outside of brackets and strings."""
    parts, depth, quote, start = [], 0, "", 0
    for place, letter in enumerate(source):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in _PAIRS:
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == separator and not depth:
            parts.append(source[start:place].strip())
            start = place + 1
    parts.append(source[start:].strip())
    return [part for part in parts if part]


def keyword(argument: str) -> tuple[str, str]:
    """The keyword of an argument, empty when it is positional, and its value."""
    found = _KEYWORD.fullmatch(argument)
    return (found[1], found[2]) if found else ("", argument)


def literal(source: str) -> str | None:
    """The text of one string literal; None for anything else."""
    found = _LITERAL.fullmatch(source.strip())
    return found[2] if found else None


def node(source: str) -> Node | None:
    """A mapping display, read with the mappings inside it; None when the source is none."""
    source = source.strip()
    if not source.startswith("{") or _balanced(source, 0) is None:
        return None
    values: list[tuple[str, str]] = []
    inner: list[tuple[str, Node]] = []
    for entry in split(_balanced(source, 0) or ""):
        match = _KEY.fullmatch(entry)
        if match is None:
            continue
        inside = list(nested(match[3]))
        inner.extend((match[2], each) for each in inside)
        if not inside:
            values.append((match[2], match[3].strip()))
    return Node(tuple(values), tuple(inner))


def nested(source: str) -> Iterator[Node]:
    """The mapping that a source is, or the mappings of the list that it is."""
    if source.startswith("["):
        for part in split(_balanced(source, 0) or ""):
            yield from nested(part)
    elif (found := node(source)) is not None:
        yield found


def _balanced(source: str, opening: int) -> str | None:
    """What stands between a bracket and its partner; None when it has none."""
    depth, quote = 0, ""
    for place in range(opening, len(source)):
        letter = source[place]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in _PAIRS:
            depth += 1
        elif letter in ")]}":
            depth -= 1
            if not depth:
                return source[opening + 1 : place]
    return None
