"""Text to a tree, with the line of each value; nesting costs no stack."""

from __future__ import annotations

import re
from json.decoder import scanstring  # type: ignore[attr-defined]

from pyramid.extract.document import Broken, Tally, mapping, sequence, text
from pyramid.extract.making import make
from pyramid.model.facts import Expression

_SPACE = re.compile(r"(?:[ \t\r\n]+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_PLAIN = re.compile(r"-?\d[\d.eE+-]*|true|false|null")
_CONSTANTS = {"true": "True", "false": "False", "null": "None"}


def read(source: str) -> Expression:
    """The value of a JSON text; raises Broken."""
    reader = _Reader(source)
    value = reader.value()
    if reader.look():
        raise reader.broken("something follows the value")
    return value


class _Reader:
    def __init__(self, source: str) -> None:
        self._source, self._place = source, 0
        self._line, self._counted = 1, 0
        self._tally = Tally()

    def value(self) -> Expression:
        """One value with all that is in it."""
        open_: list[tuple[str, int, list[Expression], list[str]]] = []
        while True:
            mark, line = self.look(), self.line()
            self._tally.add(len(open_), line)
            if mark in ("{", "["):
                self._place += 1
                open_.append((mark, line, [], []))
                if self.look() not in ("}", "]"):
                    self._key(open_[-1])
                    continue
                found = self._close(open_)
            else:
                found = self._plain(mark, line)
            while open_:
                open_[-1][2].append(found)
                if self.look() == ",":
                    self._place += 1
                    if self.look() not in ("}", "]"):
                        self._key(open_[-1])
                        break
                found = self._close(open_)
            else:
                return found

    def look(self) -> str:
        """The next character that counts, "" at the end."""
        self._place = _SPACE.match(self._source, self._place).end()  # type: ignore[union-attr]
        return self._source[self._place : self._place + 1]

    def line(self) -> int:
        """The line of the place reached."""
        self._line += self._source.count("\n", self._counted, self._place)
        self._counted = self._place
        return self._line

    def broken(self, reason: str) -> Broken:
        """What to raise at the place reached."""
        return Broken(reason, self.line())

    def _key(self, around: tuple[str, int, list[Expression], list[str]]) -> None:
        if around[0] == "[":
            return
        if self.look() != '"':
            raise self.broken("a key in quotes is missing")
        around[3].append(self._string())
        if self.look() != ":":
            raise self.broken("a colon is missing")
        self._place += 1

    def _close(self, open_: list[tuple[str, int, list[Expression], list[str]]]) -> Expression:
        mark, line, values, keys = open_.pop()
        if self.look() != ("}" if mark == "{" else "]"):
            raise self.broken("a comma or the end of a list or object is missing")
        self._place += 1
        return mapping(zip(keys, values, strict=True), line) if mark == "{" else sequence(values, line)

    def _plain(self, mark: str, line: int) -> Expression:
        if mark == '"':
            return text(self._string(), line)
        found = _PLAIN.match(self._source, self._place)
        if found is None:
            raise self.broken("a value is missing")
        self._place = found.end()
        constant = _CONSTANTS.get(found[0])
        return make("constant", line, constant) if constant else make("number", line, found[0])

    def _string(self) -> str:
        try:
            found, self._place = scanstring(self._source, self._place + 1, False)
        except ValueError:
            raise self.broken("a string does not end") from None
        return str(found)
