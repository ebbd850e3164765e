"""The state of linking: scopes, values, and the list of what has to be walked again.

Linking is a points-to analysis: assignments, calls, returns and attributes move abstract values
(``Ref``) between cells until nothing grows any more.  It is demand driven within one pass (a
function is walked when somebody first asks for its result) and finished by a work list of the
scopes whose inputs grew.  Everything runs in sorted order, so the answer does not depend on the
order of the files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyramid.link.aliases import declared_aliases
from pyramid.link.binding import declare, own_names
from pyramid.link.hierarchy import Hierarchy
from pyramid.link.knowledge import Knowledge
from pyramid.link.modules import ModuleIndex
from pyramid.link.packages import PackageIndex, target_of
from pyramid.link.refs import Bundle, Cell, Ref, Refs, Scope
from pyramid.link.schedule import WorkList, stages
from pyramid.link.scripts import ScriptIndex
from pyramid.model.aliases import Alias
from pyramid.model.facts import Expression, FileFacts, Import

#: A function that has not settled after this many walks is left as it is.
MAX_WALKS = 4
#: Fewer when nothing came but another text, or another thing from outside the tree.
TEXT_WALKS = 2
OUTSIDE_WALKS = 3
#: How deep one walk may start another; beyond it the work list takes over.
MAX_DEPTH = 25
#: A name that can stand for more than this tells nothing.
MAX_VALUES = 12
MAX_TEXTS = 4
MAX_ORIGINS = 6
#: What a body assigns: kind of target and its name → values in source order.
Assigned = dict[tuple[str, str], list[Expression]]
#: What evaluates the body of a scope.
Walker = Callable[["Engine", Scope], None]


class Engine:
    """Scopes and cells of one tree.  ``walk`` is what evaluates a scope's body."""

    def __init__(self, tree, knowledge: Knowledge, walk: Walker, aliases: Iterable[Alias] = ()) -> None:
        self.tree = tree
        self.knowledge = knowledge
        self.index = ModuleIndex(tree.paths)
        aliases = tuple(aliases)
        self.scripts = ScriptIndex(tree.paths, (*aliases, *declared_aliases(tree)))
        self.types = PackageIndex()
        self.refs = Refs()
        self.modules: dict[str, Scope] = {}
        self.scopes: dict[str, Scope] = {}
        self.by_path: dict[str, list[Scope]] = {}
        self.hierarchy = Hierarchy(self)
        self.fixtures: dict[Scope, str] = {}
        self.fixture_tables: dict[Scope, dict[str, Scope]] = {}
        self.fixtures_in: dict[Scope, list[Scope]] = {}
        self.used: dict[Scope, list[str]] = {}
        self.frozen = False
        self.current: Scope | None = None
        self.externals: dict[str, None] = {}
        #: Names that nothing binds, in languages whose tools need no import.
        self.globals: dict[str, None] = {}
        #: Inner function and what it was made for; whether the pair was ever called.
        self.wrapped: dict[tuple[Scope, Scope], bool] = {}
        self.stored: set[str] = set()
        #: Special methods that some class of the tree defines: most questions are about others.
        self.special: set[str] = set()
        #: Names with values that no cell holds: bound by a comprehension, narrowed by a test.
        self.overlaid: dict[str, set[Ref]] = {}
        self.narrowed: set[str] = set()
        self.outside_members: dict[tuple, tuple[Ref, ...]] = {}
        #: Attributes of values from outside the tree, which never change.
        self.loaded: dict[tuple[Ref, str], tuple[Ref, ...]] = {}
        #: Members that the tree gives to types of tools.
        self.added: dict[str, Cell] = {}
        self.assigned: dict[Scope, Assigned] = {}
        self.text = self.refs.make("object", "builtins.str")
        self._walk = walk
        self._depth = 0
        self._builtins: dict[str, tuple[Ref, ...]] = {}
        self._literals: dict[str, tuple[Ref, ...]] = {}
        self._kept: dict[str, Bundle] = {}
        self._sites: dict[int, int] = {}
        self._waiting = WorkList()
        self._finished = 0
        for path in sorted(tree.paths):
            self._add_file(tree.facts(path))
        self.index.adopt(self._python_imports())
        needed = (alias.pattern for alias in aliases if not alias.targets)
        self._packages = frozenset((*self._imported_packages(), *needed))

    def solve(self) -> None:
        """Walk everything until nothing grows."""
        for path in sorted(self.by_path):
            self.ensure(self.by_path[path][0])
        self.hierarchy.settled = True
        for paths in stages(self.by_path, self.meant):
            for path in paths:
                for scope in self.by_path[path]:
                    self.ensure(scope)
            while (waiting := self._waiting.take()) is not None:
                self.walk(waiting)

    def freeze(self) -> None:
        """From here on questions change nothing."""
        self.frozen = True
        self.current = None

    def walk(self, scope: Scope) -> None:
        """Evaluate the body of one scope."""
        before, self.current = self.current, scope
        scope.state = 1
        scope.queued = False
        scope.walks += 1
        scope.calls.clear()
        self._depth += 1
        try:
            self._walk(self, scope)
        finally:
            self._depth -= 1
            scope.state = 2
            if not scope.finished:
                self._finished += 1
                scope.finished = self._finished
            self.current = before

    def ensure(self, scope: Scope) -> None:
        """Walk a scope that was never walked, unless that would go too deep."""
        if scope.state == 0 and not self.frozen:
            if self._depth < MAX_DEPTH:
                self.walk(scope)
            else:
                self.queue(scope)

    def queue(self, scope: Scope, always: bool = False) -> None:
        """Walk a scope again, unless it was walked too often; ``always`` when a value was taken back."""
        if always or scope.walks < MAX_WALKS:
            self._waiting.add(scope)

    def read(self, cell: Cell) -> tuple[Ref, ...]:
        """The values so far; the scope being walked will be walked again when they grow."""
        current = self.current
        if current is not None:
            readers = cell.readers
            if readers is None:
                cell.readers = {current: None}
            else:
                readers[current] = None
        return cell.values

    def write(self, cell: Cell, values: tuple[Ref, ...]) -> None:
        """Add values to a cell; texts and origins beyond a few are forgotten."""
        old = cell.values
        if values is old or cell.full or self.frozen:
            return
        for value in values:
            if value not in old:
                break
        else:
            return
        new = [value for value in values if value not in old] if old else list(values)
        merged = self._widen((*old, *dict.fromkeys(new))) if old or len(values) > 1 else values
        if len(merged) > MAX_VALUES:
            cell.full = True
            merged = self.hierarchy.common(merged)
        if merged == old:
            return
        cell.values = merged
        if cell.readers:
            limit = max(_LIMITS.get(value.kind, MAX_WALKS) for value in new)
            for reader in cell.readers:
                if reader.walks >= limit:
                    reader.noted = None
                elif not reader.queued:
                    self._waiting.add(reader)

    def scope_of(self, ref: Ref) -> Scope | None:
        """The scope behind a function, class or module value."""
        return ref.base if isinstance(ref.base, Scope) else None

    def external(self, name: str, receiver: Ref | None = None) -> Ref:
        """A name outside the tree."""
        return self.refs.make("external", name, None, receiver)

    def builtin(self, name: str) -> tuple[Ref, ...]:
        """A built-in name."""
        found = self._builtins.get(name)
        if found is None:
            found = self._builtins[name] = (self.external(f"builtins.{name}"),)
        return found

    def literal(self, text: str) -> tuple[Ref, ...]:
        """A text as it is written."""
        found = self._literals.get(text)
        if found is None:
            found = self._literals[text] = (self.refs.make("string", text),)
        return found

    def site_number(self, expression: Expression) -> int:
        """The number of the place where an expression makes a container."""
        return self._sites.setdefault(id(expression), len(self._sites))

    def packages(self) -> frozenset[str]:
        """Top-level packages outside the tree that some file imports, or that a package of it needs."""
        return self._packages

    def keep(self, key: str, bundle: Bundle) -> Bundle:
        """The arguments bound at one place; the same object each time, so that values stay equal."""
        kept = self._kept.setdefault(key, bundle)
        kept.positional, kept.keywords = bundle.positional, bundle.keywords
        kept.starred, kept.mappings = bundle.starred, bundle.mappings
        return kept

    def _widen(self, values: tuple[Ref, ...]) -> tuple[Ref, ...]:
        if len(values) <= MAX_TEXTS:
            return values
        texts = sum(1 for value in values if value.kind in ("string", "number"))
        if texts > MAX_TEXTS:
            values = (
                *(v for v in values if v.kind not in ("string", "number") and v is not self.text),
                self.text,
            )
        if sum(1 for value in values if value.origin) > MAX_ORIGINS:
            values = tuple(dict.fromkeys(self.without_origin(value) for value in values))
        return values

    def without_origin(self, ref: Ref) -> Ref:
        """The same value, whoever made it."""
        if ref.origin and ref.kind in ("instance", "object"):
            return self.refs.make(ref.kind, ref.name, ref.base, ref.receiver)
        return ref

    def _python_imports(self) -> Iterable[tuple[str, str]]:
        """Absolute imports, each with the file that it stands in."""
        for path, scopes in self.by_path.items():
            for scope in scopes:
                for item in scope.definition.imports:
                    if not item.level and not scope.script:
                        yield item.module, path

    def meant(self, item: Import, importer: Scope) -> Iterable[str]:
        """The files that an import reads."""
        if not importer.script:
            return self.index.meant(item, importer.path)
        if importer.packaged:
            found = target_of(self.types, item, importer.path)
        else:
            found = self.scripts.find(item.module, importer.path)
        return () if found is None else (found,)

    def _imported_packages(self) -> Iterable[str]:
        for path, scopes in self.by_path.items():
            for scope in scopes:
                for item in scope.definition.imports:
                    if item.level:
                        continue
                    if scope.script:
                        if not any(self.meant(item, scope)):
                            yield item.module
                            if scope.packaged:
                                yield item.module.partition(".")[0]
                    elif self.index.find(item.module, path) is None:
                        yield item.module.partition(".")[0]

    def _add_file(self, facts: FileFacts) -> None:
        script = facts.path in self.scripts
        name = self.scripts.name(facts.path) if script else self.index.name(facts.path)
        scopes: list[Scope] = []
        self.types.add(facts)
        own = own_names(facts)
        for position, definition in enumerate(facts.definitions):
            parent = scopes[definition.parent] if position else None
            qualname = own.get(position) or definition.qualname
            symbol = f"{name}.{qualname}" if qualname else name
            scope = Scope(facts, position, parent, symbol)
            scope.ref = self.refs.make(_REF_KINDS.get(definition.kind, "function"), symbol, scope)
            declare(scope, self.stored)
            if scope.kind == "class":
                self.special.update(name for name in scope.cells if name[:2] == "__")
            if parent:
                parent.children[position] = scope
            scopes.append(scope)
            self.scopes[symbol] = scope
        self.by_path[facts.path] = scopes
        self.modules[name] = scopes[0]


_LIMITS = {
    "string": TEXT_WALKS,
    "number": TEXT_WALKS,
    "external": OUTSIDE_WALKS,
    "object": OUTSIDE_WALKS,
}
_REF_KINDS = {"module": "module", "class": "class"}
