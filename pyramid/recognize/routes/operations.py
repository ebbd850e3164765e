"""Operations of a schema: which function answers which field of its root types."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from pyramid.model.meaning import Meaning, Meanings, Route
from pyramid.model.program import Program
from pyramid.recognize.routes.documents import OPERATIONS


def find_operations(program: Program, meanings: Meanings) -> Iterator[Route]:
    """A route per operation: the method is its kind, the path the name that a query spells."""
    schema = _Schema(program, meanings.of_kind("operation-root"), meanings.of_kind("operation-group"))
    for meaning in meanings.of_kind("operation"):
        yield from schema.declared(meaning)
    yield from schema.members()


class _Schema:
    """The root types of every schema in the tree, with what they inherit."""

    def __init__(self, program: Program, roots: Iterable[Meaning], groups: Iterable[Meaning]) -> None:
        self._program = program
        self._symbols = program.symbols()
        self._roots = list(roots)
        self._kinds: dict[str, str] = {}
        self._groups: dict[str, list[str]] = {}
        for group in groups:
            self._groups.setdefault(group.slot("group"), []).append(group.slot("handler"))
        for root in self._roots:
            for kind in OPERATIONS:
                for name in self._lineage(root.slot(kind.lower())):
                    self._kinds.setdefault(name, kind)
                    for function in self._composed(name):
                        self._kinds.setdefault(function, kind)

    def declared(self, meaning: Meaning) -> Iterator[Route]:
        """What a decorator or a call says: of a root type, or of a function on its own."""
        held, _, variable = meaning.slot("container").rpartition(".")
        is_field = held in self._symbols and self._symbols[held].kind == "class"
        owner = meaning.slot("owner") or (held if is_field else "")
        kind = meaning.slot("method") or self._kinds.get(owner or meaning.slot("handler"), "")
        kind = kind or ("" if owner else OPERATIONS[0])
        name = meaning.slot("name") or (variable if is_field else "")
        if kind and name and meaning.slot("handler") in self._symbols:
            yield self._route(kind, _spelt(name, meaning), meaning.slot("handler"), meaning)

    def members(self) -> Iterator[Route]:
        """What the members of root types say by their names."""
        for root in self._roots:
            for kind in OPERATIONS:
                for owner in self._lineage(root.slot(kind.lower())):
                    yield from self._resolvers(owner, kind, root)
                    yield from self._payloads(owner, kind, root)

    def _resolvers(self, owner: str, kind: str, root: Meaning) -> Iterator[Route]:
        prefix = root.slot("resolvers")
        for name in self._names(owner) if prefix else ():
            if name.startswith(prefix):
                spelt = _spelt(name.removeprefix(prefix), root)
                yield self._route(kind, spelt, f"{owner}.{name}", root)

    def _payloads(self, owner: str, kind: str, root: Meaning) -> Iterator[Route]:
        """``field = Class.Field()``: a class of its own answers."""
        wanted = root.slot("payload")
        for statement in self._program.definition(owner).body if wanted else ():
            call = statement.value
            if call is None or call.kind != "call" or not statement.targets:
                continue
            callee = call.operands[0]
            if callee.kind == "attribute" and callee.text == wanted:
                names = (n for n in self._program.names(owner, callee.operands[0]) if n in self._symbols)
                for name in itertools.islice(names, 1):
                    spelt = _spelt(statement.targets[0].text, root)
                    yield self._route(kind, spelt, self._answer(name, root), root)

    def _answer(self, name: str, root: Meaning) -> str:
        own = (f"{name}.{member}" for member in root.slot("answers").split())
        return next((each for each in own if each in self._symbols), name)

    def _composed(self, name: str) -> Iterator[str]:
        """The functions in the call that makes a base of a class: ``Base = make("Base", [one, two])``."""
        scope = name.rpartition(".")[0]
        for base in self._program.definition(name).bases if self._groups else ():
            for value in self._program.values(scope, base):
                yield from self._groups.get(value.origin or "", ())

    def _names(self, owner: str) -> Iterator[str]:
        symbol = self._symbols[owner]
        for each in self._program.facts(symbol.path).definitions:
            if each.parent == symbol.index and each.kind in ("function", "async"):
                yield each.name

    def _lineage(self, name: str) -> list[str]:
        return [each for each in self._program.ancestors(name) if each in self._symbols] if name else []

    def _route(self, kind: str, name: str, handler: str, meaning: Meaning) -> Route:
        symbol = self._symbols[handler]
        return Route(
            method=kind, path=name, handler=handler, file=symbol.path, line=symbol.line, rule=meaning.rule
        )


def _spelt(name: str, meaning: Meaning) -> str:
    """The name as queries spell it: in camel case where the rule says so."""
    if meaning.slot("style") != "camel" or "_" not in name.strip("_"):
        return name
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)
