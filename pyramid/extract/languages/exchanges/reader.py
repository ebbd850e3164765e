"""Exchanges to a list of mappings: ``method``, ``url``, ``headers``, ``status``, ``asserts`` …"""

from __future__ import annotations

import re

from pyramid.extract.document import Broken, Tally, mapping, sequence, text
from pyramid.model.facts import Expression

_REQUEST = re.compile(r"([A-Z]{3,10}) +(\S.*?)\s*(?:#.*)?$")
_ANSWER = re.compile(r"HTTP(?:/[\d.]+)?(?: +(\d{3}|\*))?\s*(?:#.*)?$")
_SECTION = re.compile(r"\[(\w+)\]\s*(?:#.*)?$")
_FENCE = "```"


def read(source: str) -> Expression:
    """The exchanges of a text in their order; raises Broken when there is none."""
    found: list[_Exchange] = []
    fenced, tally = False, Tally()
    for line, written in enumerate(source.split("\n"), 1):
        content = written.strip()
        fence = content.count(_FENCE)
        if fence:
            fenced = fenced != bool(fence % 2)
            continue
        if fenced or not content or content.startswith("#"):
            continue
        tally.add(1, line)
        request = _REQUEST.match(written)
        if request and request[1] != "HTTP":
            found.append(_Exchange(request[1], request[2], line))
        elif found:
            found[-1].take(content, line)
        else:
            raise Broken("the text does not begin with a request", line)
    if not found:
        raise Broken("no request is in the text")
    return sequence([each.tree() for each in found], found[0].line)


class _Exchange:
    """One request and the answer that is expected."""

    def __init__(self, method: str, url: str, line: int) -> None:
        self.line = line
        self._pairs = [("method", text(method, line)), ("url", text(url, line))]
        self._section = ""
        self._answered = False

    def take(self, content: str, line: int) -> None:
        """One more line of the exchange."""
        answer, section = _ANSWER.match(content), _SECTION.match(content)
        if answer:
            self._answered, self._section = True, ""
            if answer[1]:
                self._pairs.append(("status", text(answer[1], line)))
        elif section:
            self._section = section[1].lower()
        elif self._section:
            self._pairs.append((self._section, text(content, line)))
        else:
            self._pairs.append(("answer" if self._answered else "headers", text(content, line)))

    def tree(self) -> Expression:
        return mapping(self._pairs, self.line)
