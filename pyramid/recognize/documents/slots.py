"""What the slots of a document's meanings hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pyramid.recognize.documents.nodes import Chosen, Node, select
from pyramid.recognize.texts import UNKNOWN
from pyramid.rulebook.documents import Document, Entry, Part, Place, Step
from pyramid.rulebook.vocabulary import KINDS

_TITLES = frozenset({"title", "consumer", "provider"})
_ABSOLUTE = re.compile(rf"[a-zA-Z][a-zA-Z0-9+.-]*://|{UNKNOWN}")
_EVERY = (Step("key", "*"),)
_DEEPEST = 5


class DocumentTexts:
    """Reads texts of one document; a variable that nothing explains is unknown."""

    def __init__(self, document: Document, root: Node) -> None:
        self.rule = document.rule
        marks = (f"{re.escape(start)}(.*?){re.escape(end)}" for start, end in document.unknown)
        self._variable = re.compile("|".join(marks)) if document.unknown else None
        self._values = dict(_values(document, root))

    def slots(self, node: Node, entry: Entry, chosen: Chosen) -> Iterator[tuple[str, str]]:
        """Every slot that something fills."""
        readings = KINDS[entry.emit].slots
        for slot, constant in entry.set.items():
            if slot not in entry.take:
                yield slot, constant
        for slot, places in entry.take.items():
            known = readings[slot] == "text" and slot not in _TITLES
            texts = (self._at(node, place, chosen, known) for place in places)
            found = next((text for text in texts if text is not None), None)
            text = entry.map.get(slot, {}).get(found, found) if found is not None else entry.set.get(slot)
            if text is not None:
                yield slot, text

    def _at(self, node: Node, place: Place, chosen: Chosen, known: bool) -> str | None:
        found = [self._part(node, part, chosen) for part in place]
        if any(each is None for each in found):
            return None
        texts = [self._filled(each) if known else each for each in found if each is not None]
        return _joined(texts) if known else " ".join(texts)

    def _part(self, node: Node, part: Part, chosen: Chosen) -> str | None:
        if part.variable:
            return chosen.get(part.variable)
        return _text(node, part.path)

    def _filled(self, text: str, depth: int = 0) -> str:
        """The text with its variables replaced by their values, unknown ones by NUL."""
        if self._variable is None:
            return text

        def value(found: re.Match[str]) -> str:
            name = next(group for group in found.groups() if group is not None).strip()
            known = self._values.get(name) if depth < _DEEPEST else None
            return UNKNOWN if known is None else self._filled(known, depth + 1)

        return self._variable.sub(value, text)


def _values(document: Document, root: Node) -> Iterator[tuple[str, str]]:
    given = document.variables
    for node, _ in select(root, given.at) if given is not None else ():
        if given is not None and given.name[:1] == _EVERY:
            yield from ((child.key, child.text) for child in node.children() if child.text)
        elif given is not None:
            key, value = _text(node, given.name), _text(node, given.value)
            if key and value:
                yield key, value


def _text(node: Node, path: Sequence[Step]) -> str | None:
    return next((each.text for each, _ in select(node, path) if each.text is not None), None)


def _joined(parts: list[str]) -> str:
    """Parts of an address: one slash between two, and what is complete forgets what stands before."""
    text = parts[0]
    for part in parts[1:]:
        if _ABSOLUTE.match(part):
            text = part
        elif text.endswith("/") or part.startswith(("/", "?")) or not text:
            text = text.removesuffix("/") + part if part.startswith("/") else text + part
        else:
            text = f"{text}/{part}"
    return text
