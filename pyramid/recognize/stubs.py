"""Stand-ins for what the application calls outside, and the calls that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pyramid.model.layers import Certainty
from pyramid.model.meaning import Meaning
from pyramid.recognize.texts import UNKNOWN

_ADDRESS = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//([^/?#]*)")
#: What begins a part of a path that may be anything, in the spellings of all tools.
_OPEN = re.compile(r"[:*{(\[]|\.[*+]|\\")
_MOST_CALLS = 5


def link_stubs(meanings: Sequence[Meaning]) -> Iterator[Meaning]:
    """The meanings, and a ``stub`` for each stand-in with an address, with the calls it stands for."""
    yield from meanings
    stubs = [each for each in meanings if each.kind == "double" and each.slot("url").strip(UNKNOWN)]
    files = {each.path for each in stubs}
    calls = [_Call.of(each) for each in meanings if _leaves(each) and each.path not in files]
    for stub in stubs:
        answer = _Call.of(stub)
        found = [call for call in calls if call.answered_by(answer)]
        scopes = dict.fromkeys(call.meaning.scope for call in found)
        kept = tuple(pair for pair in stub.slots if pair[0] in ("url", "method", "tool"))
        stands = (("stands-for", " ".join(list(scopes)[:_MOST_CALLS])),)
        yield replace(stub, kind="stub", rule="", slots=(*kept, *stands), certainty=Certainty.LIKELY)


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that leaves the process: its host, "" when unknown, and the parts of its path."""

    meaning: Meaning
    host: str
    parts: tuple[str, ...]
    begun: bool

    @staticmethod
    def of(meaning: Meaning) -> _Call:
        host, parts, begun = _split(meaning.slot("url"))
        return _Call(meaning, host, parts, begun)

    def answered_by(self, stub: _Call) -> bool:
        """Whether a stand-in answers: the same host where both are known, and the same path."""
        if stub.host and self.host and stub.host != self.host:
            return False
        if not _same_method(stub.meaning.slot("method"), self.meaning.slot("method")):
            return False
        mine, theirs = list(self.parts), list(stub.parts)
        if not self.begun or not stub.begun:
            shorter = min(len(mine), len(theirs))
            mine, theirs = mine[len(mine) - shorter :], theirs[len(theirs) - shorter :]
        if len(mine) != len(theirs) or not all(map(_same, mine, theirs)):
            return False
        known = any(one == other for one, other in zip(mine, theirs, strict=True))
        return known or bool(stub.host and stub.host == self.host)


def _leaves(meaning: Meaning) -> bool:
    outside = meaning.kind == "external-call" or meaning.slot("client") == "http"
    return outside and bool(meaning.slot("url").strip(UNKNOWN))


def _split(url: str) -> tuple[str, tuple[str, ...], bool]:
    """Host, parts of the path, and whether the path is known from its beginning."""
    address = _ADDRESS.match(url)
    path = re.split(r"[?#]", url[address.end() :] if address else url, maxsplit=1)[0].lstrip("^").rstrip("$")
    host = address[1] if address and UNKNOWN not in address[1] and "*" not in address[1] else ""
    begun = not path.startswith((UNKNOWN, "*")) or bool(address)
    return host, tuple(part for part in path.split("/") if part.strip(UNKNOWN) or part == UNKNOWN)[:20], begun


def _same(call: str, stub: str) -> bool:
    return call == stub or UNKNOWN in call or UNKNOWN in stub or _OPEN.search(stub) is not None


def _same_method(one: str, other: str) -> bool:
    known = {"any", "all", "*", ""}
    first, second = one.casefold(), other.casefold()
    return first in known or second in known or UNKNOWN in first + second or first in second.split()
