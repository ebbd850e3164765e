"""The members of a document, and the paths of rules through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from pyramid.model.facts import Expression
from pyramid.rulebook.documents import Condition, Step

_SCALARS = frozenset({"string", "number", "constant"})
_INNER = "#text"
#: What placeholders of a path stood for.
Chosen = Mapping[str, str]


@dataclass(slots=True, eq=False)
class Node:
    """One member: a key and its value.  The elements of a list are members with the list's key."""

    key: str
    value: Expression
    parent: Node | None = None
    before: Node | None = None
    _children: tuple[Node, ...] | None = field(default=None, repr=False)

    @property
    def line(self) -> int:
        return self.value.line

    @property
    def text(self) -> str | None:
        """What is written, ``None`` for what is no single value; an element's is the text inside."""
        if self.value.kind in _SCALARS:
            return self.value.text
        return next((each.value.text for each in self.children() if each.key == _INNER), None)

    def children(self) -> tuple[Node, ...]:
        """The members inside, in their order."""
        if self._children is None:
            self._children = tuple(self._made())
        return self._children

    def _made(self) -> Iterator[Node]:
        before: Node | None = None
        operands = self.value.operands if self.value.kind == "dict" else ()
        for key, value in zip(operands[::2], operands[1::2], strict=True):
            for element in elements(value):
                before = Node(key.text, element, self, before)
                yield before


def elements(value: Expression) -> Iterator[Expression]:
    """The values of a list, those of lists in it too; a value alone."""
    todo = [value]
    while todo:
        each = todo.pop()
        if each.kind == "list":
            todo.extend(reversed(each.operands))
        else:
            yield each


def select(node: Node, path: Sequence[Step], chosen: Chosen | None = None) -> Iterator[tuple[Node, Chosen]]:
    """The members at a path from a node, in the order of the document."""
    if not path:
        yield node, chosen or {}
        return
    step, rest = path[0], path[1:]
    if step.kind == "deep":
        yield from select(node, rest, chosen)
        for child in node.children():
            yield from select(child, path, chosen)
        return
    for each in _next(node, step):
        if all(holds(each, condition) for condition in step.where):
            more = {**(chosen or {}), step.name: each.key} if step.kind == "variable" else chosen
            yield from select(each, rest, more)


def holds(node: Node, condition: Condition) -> bool:
    """Whether something is at the path, and looks like the pattern."""
    for found, _ in select(node, condition.path):
        if not condition.pattern or fnmatchcase(found.text or "", condition.pattern):
            return True
    return False


def _next(node: Node, step: Step) -> Iterator[Node]:
    if step.kind == "key":
        yield from (each for each in node.children() if _called(each.key, step.name))
    elif step.kind == "variable":
        yield from (each for each in node.children() if each.key in step.names)
    elif step.kind == "up" and node.parent is not None:
        yield node.parent
    elif step.kind == "before" and node.before is not None:
        yield node.before
    elif step.kind == "root":
        while node.parent is not None:
            node = node.parent
        yield node


def _called(key: str, name: str) -> bool:
    return key == name or ("*" in name and fnmatchcase(key, name))
