"""Blocks to a mapping: ``name { key: value … }``; what is no such line is text of the block."""

from __future__ import annotations

import re

from pyramid.extract.document import Broken, Tally, mapping, text
from pyramid.model.facts import Expression

_OPEN = re.compile(r"([a-zA-Z][\w:-]*) *([{\[])\s*(?:#.*)?$")
_PAIR = re.compile(r"\s*([~\w.$@-]+): ?(.*)$")


def read(source: str) -> Expression:
    """The blocks of a text by name; raises Broken for a text without any, or one that does not end."""
    blocks: list[tuple[str, Expression]] = []
    name, start, close = "", 0, ""
    pairs: list[tuple[str, Expression]] = []
    tally = Tally()
    for line, written in enumerate(source.split("\n"), 1):
        opening = _OPEN.match(written) if not name else None
        if opening:
            name, start, pairs = opening[1], line, []
            close = "}" if opening[2] == "{" else "]"
        elif name and written.rstrip() == close:
            blocks.append((name, mapping(pairs, start)))
            name = ""
        elif name and written.strip():
            tally.add(1, line)
            pair = _PAIR.match(written)
            pairs.append((pair[1], text(pair[2], line)) if pair else ("#text", text(written.strip(), line)))
        elif written.strip():
            raise Broken("a block is missing", line)
    if name:
        raise Broken(f"the block {name!r} does not end", start)
    if not blocks:
        raise Broken("no block is in the text")
    return mapping(blocks, 1)
