"""From dotted names to the recognizers that they fire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyramid.model.facts import Expression
from pyramid.model.program import Program
from pyramid.recognize.uses import Use
from pyramid.rulebook import Rules, Trigger

_PLAIN = ("assign", "define", "parameter", "options")
_EVERY = "*"
_CALL = ".__call__"
_LITERAL = frozenset({"string", "format", "number", "bytes", "constant", "list", "tuple", "dict", "set"})


class Triggers:
    """The triggers that can fire in one tree, also under the names that known types inherit.

    Rules about packages that the tree never meets are left out, and so are uses whose plain
    name no rule ends in: most calls cost one look-up in a set.
    """

    def __init__(self, rules: Rules, program: Program) -> None:
        self._knowledge = rules.knowledge
        self.packages = _packages(program)
        related = rules.knowledge.related_packages(self.packages, _parameters(program))
        self._table = {
            way: {
                name: found
                for name, found in names.items()
                if way in _PLAIN or name.partition(".")[0] in related
            }
            for way, names in rules.triggers.items()
        }
        self._found: dict[tuple[str, str], tuple[Trigger, ...]] = {}
        self._imports = _imports(program)
        self._derived = _derived(program)
        self._renamed = {
            name
            for name, dotted in program.renamed().items()
            if any(self._of_name("call", each) for each in dotted)
        }
        self._held = self._holders(program)
        self._callable = self._callables(program)
        self._last = {way: self._last_names(way) for way in self._table}

    def last_names(self, way: str) -> frozenset[str]:
        """The last parts of every name that fires in this way; ``owner.*`` gives ``owner.``."""
        names = (name.split(".") for name in self._table.get(way, ()))
        return frozenset(f"{parts[-2]}." if parts[-1] == _EVERY else parts[-1] for parts in names)

    def plain_names(self, way: str) -> frozenset[str]:
        """Every name that fires in this way."""
        return frozenset(self._table.get(way, ()))

    def may_fire(self, use: Use) -> bool:
        """Whether looking up the names of a use is worth it."""
        last = self._last.get(use.way)
        if not last:
            return False
        if use.name.text in last:
            return True
        if use.name.kind != "attribute":
            return use.way == "call" and use.name.text in self._callable
        if use.way == "call" and use.name.text in self._renamed:
            return True
        return _EVERY in last and self._may_hold(use.name.operands[0])

    def of(self, way: str, names: Sequence[str]) -> Sequence[Trigger]:
        """The triggers of a use that is known by these names; each recognizer at most once."""
        if len(names) == 1:
            return self._of_name(way, names[0])
        found: dict[int, Trigger] = {}
        for name in names:
            for trigger in self._of_name(way, name):
                found.setdefault(id(trigger.recognizer), trigger)
        return tuple(found.values())

    def of_bases(self, bases: Iterable[str], way: str = "base") -> Sequence[Trigger]:
        """The triggers of a class with these external ancestors."""
        lineage = dict.fromkeys(each for base in bases for each in self._knowledge.lineage(base))
        found = self.of(way, tuple(lineage))
        return [trigger for trigger in found if not lineage.keys() & set(trigger.recognizer.besides)]

    def _of_name(self, way: str, name: str) -> tuple[Trigger, ...]:
        key = (way, name)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._look_up(way, name)
        return found

    def _look_up(self, way: str, name: str) -> tuple[Trigger, ...]:
        table = self._table.get(way, {})
        if way in _PLAIN:
            return table.get(name, ())
        canonical = self._knowledge.canonical(name)
        owner, _, member = canonical.rpartition(".")
        names = (
            [canonical, *(f"{base}.{member}" for base in self._knowledge.lineage(owner)[1:])]
            if owner
            else [name]
        )
        found: dict[int, Trigger] = {}
        for each in names:
            wildcard = f"{each.rpartition('.')[0]}.{_EVERY}"
            for trigger in (*table.get(each, ()), *table.get(wildcard, ())):
                found.setdefault(id(trigger.recognizer), trigger)
        return tuple(found.values())

    def _last_names(self, way: str) -> frozenset[str]:
        """Plain names under which a use may fire: of rules, their aliases, and what the tree calls them."""
        last = {name.rpartition(".")[2] for name in self._table[way]}
        last |= {each.rpartition(".")[2] for each in self._knowledge.aliases() if self.of_alias(way, each)}
        for imported, binds in self._imports:
            if imported in last:
                last.add(binds)
        for name, ancestors in self._derived.items():
            if any(self._of_name(way, each) for each in ancestors):
                last.add(name.rpartition(".")[2])
        return frozenset(last)

    def _holders(self, program: Program) -> frozenset[str]:
        """Plain names of what may be an object whose every member fires."""
        names = {name for table in self._table.values() for name in table if name.endswith(f".{_EVERY}")}
        owners = frozenset(name.removesuffix(f".{_EVERY}") for name in names)
        return program.holders(owners) | self._knowledge.giving(owners) if owners else frozenset()

    def _callables(self, program: Program) -> frozenset[str]:
        """Plain names of what may be an object that fires when it is called itself."""
        names = self._table.get("call", {})
        owners = frozenset(name.removesuffix(_CALL) for name in names if name.endswith(_CALL))
        return program.holders(owners) | self._knowledge.giving(owners) if owners else frozenset()

    def _may_hold(self, receiver: Expression) -> bool:
        if receiver.kind == "call":
            receiver = receiver.operands[0]
        if receiver.kind in ("name", "attribute"):
            return receiver.text in self._held
        return receiver.kind not in _LITERAL

    def of_alias(self, way: str, alias: str) -> bool:
        """Whether an alias of a known name fires in this way."""
        return self._knowledge.canonical(alias) in self._table.get(way, {})


def _imports(program: Program) -> tuple[tuple[str, str], ...]:
    """Plain names of what the tree imports, and what it calls it there; each once, in order of the source."""
    found: dict[tuple[str, str], None] = {}
    for path in program.paths():
        for definition in program.facts(path).definitions:
            for item in definition.imports:
                found[item.name or item.module.rpartition(".")[2], item.binds] = None
    return tuple(found)


def _derived(program: Program) -> dict[str, tuple[str, ...]]:
    """The classes of the tree that have bases, with all their ancestors."""
    return {
        name: program.ancestors(name)[1:]
        for name, symbol in program.symbols().items()
        if symbol.kind == "class" and program.definition(name).bases
    }


def _packages(program: Program) -> frozenset[str]:
    """Top-level packages that the tree imports or is."""
    own = (name.partition(".")[0] for name, symbol in program.symbols().items() if symbol.kind == "module")
    return frozenset((*program.external_packages(), *own))


def _parameters(program: Program) -> frozenset[str]:
    """Names of all parameters of the tree."""
    return frozenset(
        parameter.name
        for path in program.paths()
        for definition in program.facts(path).definitions
        for parameter in definition.parameters
    )
