"""Classes of the tree: bases, method resolution order, members."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pyramid.link.mro import linearise
from pyramid.link.refs import Cell, Ref, Scope, cell_of

if TYPE_CHECKING:
    from pyramid.link.engine import Engine


class Hierarchy:
    """The inheritance graph; it grows while bases are being resolved."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        #: Once all modules are walked the bases of classes hardly change any more.
        self.settled = False
        self._bases: dict[Ref, tuple[Ref, ...]] = {}
        self._children: dict[Ref, dict[Ref, None]] = {}
        self._orders: dict[Ref, tuple[Ref, ...]] = {}
        self._watch: dict[Ref, Cell] = {}
        self._members: dict[Ref, dict[str, tuple[Ref, Cell] | None]] = {}
        self._outside: dict[Ref, list[str]] = {}
        self._fields: dict[Ref, dict[str, tuple[Cell, ...]]] = {}
        #: Classes of the tree that are made by a class of the tree, as their definitions say.
        self._made_by: dict[Ref, Ref] = {}
        self._makers: dict[Ref, Ref | None] = {}

    def set_bases(self, cls: Ref, bases: tuple[Ref, ...]) -> None:
        """Note the resolved bases of a class; whoever looked along its order looks again."""
        if self._engine.frozen or self._bases.get(cls) == bases:
            return
        self._bases[cls] = bases
        self._makers.clear()
        for base in bases:
            self._children.setdefault(base, {})[cls] = None
        for descendant in self.descendants(cls):
            self._orders.pop(descendant, None)
            self._members.pop(descendant, None)
            self._fields.pop(descendant, None)
            self._outside.pop(descendant, None)
            for reader in (self._watch[descendant].readers or ()) if descendant in self._watch else ():
                self._engine.queue(reader)

    def order(self, cls: Ref) -> tuple[Ref, ...]:
        """The method resolution order, known external ancestors included."""
        if not self.settled:
            self._watch_order(cls)
        found = self._orders.get(cls)
        if found is None:
            self._ensure(cls)
            found = self._orders[cls] = linearise(cls, self.bases)
        return found

    def bases(self, cls: Ref) -> tuple[Ref, ...]:
        """The direct bases of a class, inside or outside the tree."""
        if cls.kind == "external":
            known = self._engine.knowledge.bases_of(cls.name)
            return tuple(self._engine.external(name) for name in known)
        self._ensure(cls)
        return self._bases.get(cls, ())

    def set_maker(self, cls: Ref, maker: Ref) -> None:
        """Note the metaclass that a class names."""
        if not self._engine.frozen:
            self._made_by[cls] = maker
            self._makers.clear()

    def maker(self, cls: Ref) -> Ref | None:
        """The metaclass of the tree that makes a class, its own or that of an ancestor."""
        if not self._made_by:
            return None
        if cls not in self._makers or not self.settled:
            made_by = self._made_by
            self._makers[cls] = next((made_by[each] for each in self.order(cls) if each in made_by), None)
        return self._makers[cls]

    def descendants(self, cls: Ref) -> dict[Ref, None]:
        """The class and every class below it."""
        found = {cls: None}
        todo = [cls]
        while todo:
            for child in self._children.get(todo.pop(), ()):
                if child not in found:
                    found[child] = None
                    todo.append(child)
        return found

    def common(self, values: tuple[Ref, ...]) -> tuple[Ref, ...]:
        """One object, and one class, of the tree of which all objects, and all classes, among values are."""
        found = []
        for kind in ("instance", "class"):
            classes = {each.base if kind == "instance" else each for each in values if each.kind == kind}
            shared = (
                self._nearest(sorted(classes, key=lambda each: each.number)) if len(classes) > 1 else None
            )
            if shared is not None:
                found.append(
                    self._engine.refs.make("instance", shared.name, shared) if kind == "instance" else shared
                )
        return tuple(found)

    def _nearest(self, classes: list[Ref]) -> Ref | None:
        """The nearest class of the tree that is an ancestor of all."""
        for each in self.order(classes[0]):
            if each.kind == "class" and all(each in self.order(other) for other in classes):
                return each
        return None

    def find(self, cls: Ref, name: str, after: Ref | None = None) -> tuple[Ref, Cell] | None:
        """The class of the tree that defines a member, and the member's cell.

        ``after`` starts behind that class, as ``super`` does.
        """
        if after is not None:
            order = self.order(cls)
            return self._search(order[order.index(after) + 1 :] if after in order else order[1:], name)
        if not self.settled:
            self._watch_order(cls)
        known = self._members.get(cls)
        if known is None:
            known = self._members[cls] = {}
        elif name in known:
            return known[name]
        found = known[name] = self._search(self.order(cls), name)
        return found

    def members(self, cls: Ref, fits: Callable[[str], bool]) -> list[str]:
        """Names of the functions of a class and its ancestors that fit."""
        found: dict[str, None] = {}
        for each in self.order(cls):
            for child in each.base.children.values() if each.kind == "class" else ():
                if child.kind != "class" and fits(child.definition.name):
                    found[child.definition.name] = None
        return list(found)

    def fields(self, cls: Ref, name: str) -> tuple[Cell, ...]:
        """The cells of what is assigned to an attribute of objects of a class, its own first."""
        order = self.order(cls)
        known = self._fields.get(cls)
        if known is None:
            known = self._fields[cls] = {}
        elif name in known:
            return known[name]
        found = known[name] = tuple(cell_of(each, name) for each in order if each.kind == "class")
        return found

    def outside(self, cls: Ref, after: Ref | None = None) -> list[str]:
        """Dotted names of the external ancestors, nearest first, ``object`` left out."""
        order = self.order(cls)
        if after is None:
            if cls not in self._outside:
                self._outside[cls] = self._external_names(order)
            return self._outside[cls]
        return self._external_names(order[order.index(after) + 1 :] if after in order else order)

    def _watch_order(self, cls: Ref) -> None:
        watch = self._watch.get(cls)
        if watch is None:
            watch = self._watch[cls] = Cell()
        self._engine.read(watch)

    def _external_names(self, order: tuple[Ref, ...]) -> list[str]:
        return [each.name for each in order if each.kind == "external" and each.name != "builtins.object"]

    def _search(self, order: tuple[Ref, ...], name: str) -> tuple[Ref, Cell] | None:
        for each in order:
            if each.kind == "class":
                cell = each.base.cells.get(name)
                if cell is not None:
                    self._engine.ensure(each.base)
                    return each, cell
        return None

    def _ensure(self, cls: Ref) -> None:
        scope = cls.base
        if isinstance(scope, Scope) and cls not in self._bases and scope.parent is not None:
            self._engine.ensure(scope.parent)
