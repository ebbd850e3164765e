"""Documents as the linker reads them: a definition for each test and each group of tests.

A document has no functions, and everything behind asks for the function that a request or a
stand-in stands in.  So the tests that rules find in it become definitions without a body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pyramid.model.facts import Definition, FileFacts
from pyramid.model.meaning import Meaning
from pyramid.model.program import Program
from pyramid.recognize.documents.nodes import Chosen, Node, elements, holds, select
from pyramid.recognize.documents.slots import DocumentTexts
from pyramid.rulebook.documents import Document, Entry

_OPENING = ("declared-test", "declared-group")


class Tree(Protocol):
    """The facts of a tree, by path."""

    @property
    def paths(self) -> tuple[str, ...]: ...

    def facts(self, path: str) -> FileFacts: ...


@dataclass(frozen=True, slots=True)
class Stated:
    """A meaning in a document: it stands in one definition, and may open another one."""

    path: str
    inside: int
    opens: int
    meaning: Meaning


class Documents:
    """The facts of a tree whose documents have definitions, and what was found in them."""

    def __init__(self, tree: Tree, lowered: Mapping[str, FileFacts], stated: Sequence[Stated]) -> None:
        self._tree, self._lowered, self._stated = tree, lowered, stated
        self.paths = tuple(path for path in tree.paths if path not in lowered or lowered[path].definitions)

    def facts(self, path: str) -> FileFacts:
        """The facts of one of ``paths``."""
        return self._lowered.get(path) or self._tree.facts(path)

    def meanings(self, program: Program) -> Iterator[Meaning]:
        """What the documents say, under the names of the linked program."""
        for each in self._stated:
            scope = program.symbol_at(each.path, each.inside).name
            body = (("body", program.symbol_at(each.path, each.opens).name),) if each.opens else ()
            yield replace(each.meaning, scope=scope, slots=(*each.meaning.slots, *body))


def read_documents(tree: Tree, documents: Sequence[Document]) -> Documents:
    """Make definitions of what rules know; a document that no rule knows is left out."""
    formats = {each.format for each in documents}
    lowered: dict[str, FileFacts] = {}
    stated: list[Stated] = []
    for path in tree.paths:
        facts = tree.facts(path)
        if facts.language in formats:
            reading = _Reading(facts, [each for each in documents if _about(each, facts)])
            lowered[path] = replace(facts, definitions=tuple(reading.definitions) if reading.stated else ())
            stated += reading.stated
    return Documents(tree, lowered, stated)


def _about(document: Document, facts: FileFacts) -> bool:
    return document.format == facts.language and document.covers(facts.path)


class _Reading:
    """One document, by every rule that is about it."""

    def __init__(self, facts: FileFacts, documents: Sequence[Document]) -> None:
        module = facts.definitions[0]
        tree = module.body[0].value
        self._facts = facts
        self.definitions: list[Definition] = [replace(module, body=())]
        self.stated: list[Stated] = []
        for document in documents:
            for value in elements(tree) if tree is not None else ():
                root = Node("", value)
                if all(holds(root, each) for each in document.needs) and not any(
                    holds(root, each) for each in document.unless
                ):
                    self._read(document, root)

    def _read(self, document: Document, root: Node) -> None:
        found: dict[int, list[tuple[Entry, Chosen]]] = {}
        for entry in document.entries:
            seen: set[int] = set()
            for path in entry.at:
                for node, chosen in select(root, path):
                    if id(node) not in seen and _applies(node, entry):
                        seen.add(id(node))
                        found.setdefault(id(node), []).append((entry, chosen))
        if found:
            self._walk(root, found, DocumentTexts(document, root))

    def _walk(
        self, root: Node, found: Mapping[int, list[tuple[Entry, Chosen]]], texts: DocumentTexts
    ) -> None:
        """Every found member in the order of the document, with the definition around it."""
        todo = [(root, 0)]
        while todo:
            node, inside = todo.pop()
            for entry, chosen in found.get(id(node), ()):
                inside = self._state(node, entry, chosen, texts, inside)
            todo.extend((child, inside) for child in reversed(node.children()))

    def _state(self, node: Node, entry: Entry, chosen: Chosen, texts: DocumentTexts, inside: int) -> int:
        """Note one meaning; returns the definition that what follows inside the member stands in."""
        opens = self._define(node, inside) if entry.emit in _OPENING else 0
        meaning = Meaning(
            kind=entry.emit,
            rule=texts.rule,
            scope="",
            path=self._facts.path,
            line=node.line,
            slots=tuple(texts.slots(node, entry, chosen)),
        )
        self.stated.append(Stated(self._facts.path, inside, opens, meaning))
        return opens or inside

    def _define(self, node: Node, inside: int) -> int:
        number = len(self.definitions)
        name = f"entry{number}"
        around = self.definitions[inside].qualname
        self.definitions.append(
            Definition(
                kind="function",
                name=name,
                qualname=f"{around}.{name}" if around else name,
                parent=inside,
                line=node.line,
                start_line=node.line,
                end_line=_end(node),
            )
        )
        return number


def _applies(node: Node, entry: Entry) -> bool:
    return all(holds(node, each) for each in entry.needs) and not any(
        holds(node, each) for each in entry.unless
    )


def _end(node: Node) -> int:
    """The last line of what is inside a member."""
    last, todo = node.line, [node]
    while todo:
        each = todo.pop()
        last = max(last, each.line)
        todo.extend(each.children())
    return last
