"""Under which names the objects of a few types are held: most names need no second look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyramid.link.engine import Engine
from pyramid.link.externals import UNDERSTOOD
from pyramid.link.refs import Cell, Ref, Scope
from pyramid.link.ruled import own_names, type_names

_CALLED = frozenset(
    {"external", "class", "function", "bound", "wrapped", "partial", "factory", "static", "classmethod"}
)
_OWN = frozenset({"self", "cls", "super"})


class Held:
    """Under which plain names each value is held, collected in one pass over all cells."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        #: Of variables and fields; and of functions, under whose names is what they give.
        self._names: dict[str, dict[Ref, None]] = {}
        self._given: dict[str, dict[Ref, None]] = {}
        for scope in engine.scopes.values():
            for cells in (scope.cells, scope.ref.cells or {}):
                for name, cell in cells.items():
                    _note(self._names, name, cell)
            _note(self._given, scope.definition.name, scope.returns)

    def holders(self, types: frozenset[str]) -> frozenset[str]:
        """Plain names of variables, attributes and functions with a value of one of the types.

        A name that may stand for anything counts too: a variable whose values were too many to keep,
        one that a comprehension binds, a function that gives an argument back, a method of containers.
        """
        engine, holding = self._engine, _Holding(self._engine, types)
        found = {name for name, values in engine.overlaid.items() if holding.any(values)} | UNDERSTOOD
        found.update(name for name, values in self._names.items() if holding.any(values))
        for scope in engine.scopes.values():
            if holding.any((scope.ref,)):
                found.add(scope.definition.name)
                if scope.kind == "class":
                    found |= _OWN | engine.narrowed
            found.update(name for name in scope.shifting if name in scope.cells and scope.cells[name].full)
        return frozenset(found)

    def renamed(self) -> dict[str, tuple[str, ...]]:
        """Plain name of a variable or attribute → dotted names of what it stands for under another name.

        Only what can be called: classes, functions and names outside the tree.
        """
        known: dict[Ref, tuple[str, ...]] = {}
        found: dict[str, dict[str, None]] = {}
        for table in (self._names, self._given):
            for name, values in table.items():
                for ref in values:
                    if ref.kind in _CALLED and ref.name.rpartition(".")[2] != name:
                        dotted = known.get(ref)
                        if dotted is None:
                            dotted = known[ref] = tuple(own_names(self._engine, ref))
                        found.setdefault(name, {}).update(dict.fromkeys(dotted))
        return {name: tuple(dotted) for name, dotted in found.items()}


def _note(table: dict[str, dict[Ref, None]], name: str, cell: Cell) -> None:
    values = cell.values
    if values:
        known = table.get(name)
        if known is None:
            table[name] = dict.fromkeys(values)
        else:
            for value in values:
                known[value] = None


class _Holding:
    """Whether a value is, holds or gives an object of one of the types."""

    def __init__(self, engine: Engine, types: frozenset[str]) -> None:
        self._engine, self._types = engine, types
        self._known: dict[Ref, bool] = {}
        self._classes: dict[Ref, bool] = {}  # an object is of a type when its class is

    def any(self, values: Iterable[Ref]) -> bool:
        known = self._known
        for ref in values:
            found = known.get(ref)
            if found is None:
                found = self._look(ref)
            if found:
                return True
        return False

    def _look(self, ref: Ref) -> bool:
        """Looks through what the value holds; a search that finds nothing settles all it has seen."""
        seen = {ref: None}
        todo = [ref]
        while todo:
            each = todo.pop()
            if self._known.get(each) or self._itself(each):
                self._known[ref] = True
                return True
            for part in _parts(each):
                if part not in seen and self._known.get(part) is not False:
                    seen[part] = None
                    todo.append(part)
        self._known.update(dict.fromkeys(seen, False))
        return False

    def _itself(self, ref: Ref) -> bool:
        if _hands_back(ref):
            return True
        ref = ref.base if ref.kind == "instance" else ref
        found = self._classes.get(ref)
        if found is None:
            found = self._classes[ref] = self._named(ref)
        return found

    def _named(self, ref: Ref) -> bool:
        names = [*type_names(self._engine, ref)]
        if ref.kind == "external":
            knowledge = self._engine.knowledge
            given = knowledge.type_of_call(ref.name)
            names += [ref.name, knowledge.canonical(ref.name), *(knowledge.lineage(given) if given else ())]
        return not self._types.isdisjoint(names)


def _parts(ref: Ref) -> Iterator[Ref]:
    """The elements of a container, what a function gives, what a value was made around."""
    if ref.kind == "container":
        for cell in (ref.cells or {}).values():
            yield from cell.values
    elif ref.kind == "function" and isinstance(ref.base, Scope):
        given = (ref.base.returns, ref.base.declared, ref.base.yields)
        yield from (value for cell in given if cell is not None for value in cell.values)
    elif isinstance(ref.base, Ref) and ref.kind not in ("instance", "class"):
        yield ref.base
        if ref.kind == "wrapped" and isinstance(ref.receiver, Ref):
            yield ref.receiver


def _hands_back(ref: Ref) -> bool:
    return ref.kind == "function" and isinstance(ref.base, Scope) and bool(ref.base.through)
