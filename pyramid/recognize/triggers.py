"""From dotted names to the recognizers that they fire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyramid.model.program import Program
from pyramid.recognize.uses import Use
from pyramid.rulebook import Rules, Trigger

_PLAIN = ("assign", "parameter")
_EVERY = "*"


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
        self._last = {way: self._last_names(way, program) for way in self._table}
        self._found: dict[tuple[str, str], tuple[Trigger, ...]] = {}

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
        return use.name.text in last or (_EVERY in last and use.name.kind == "attribute")

    def of(self, way: str, names: Sequence[str]) -> Sequence[Trigger]:
        """The triggers of a use that is known by these names; each recognizer at most once."""
        if len(names) == 1:
            return self._of_name(way, names[0])
        found: dict[int, Trigger] = {}
        for name in names:
            for trigger in self._of_name(way, name):
                found.setdefault(id(trigger.recognizer), trigger)
        return tuple(found.values())

    def of_bases(self, bases: Iterable[str]) -> Sequence[Trigger]:
        """The triggers of a class with these external ancestors."""
        lineage = dict.fromkeys(each for base in bases for each in self._knowledge.lineage(base))
        found = self.of("base", tuple(lineage))
        return [trigger for trigger in found if not lineage.keys() & set(trigger.recognizer.besides)]

    def _of_name(self, way: str, name: str) -> tuple[Trigger, ...]:
        key = (way, name)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._look_up(way, name)
        return found

    def _look_up(self, way: str, name: str) -> tuple[Trigger, ...]:
        table = self._table.get(way, {})
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

    def _last_names(self, way: str, program: Program) -> frozenset[str]:
        """Plain names under which a use may fire: of rules, their aliases, and what the tree calls them."""
        last = {name.rpartition(".")[2] for name in self._table[way]}
        last |= {each.rpartition(".")[2] for each in self._knowledge.aliases() if self.of_alias(way, each)}
        for path in program.paths():
            for definition in program.facts(path).definitions:
                for item in definition.imports:
                    if item.name in last or (not item.name and item.module.rpartition(".")[2] in last):
                        last.add(item.binds)
        for name, symbol in program.symbols().items():
            if symbol.kind == "class" and program.definition(name).bases:
                last.add(symbol.name.rpartition(".")[2])
        return frozenset(last)

    def of_alias(self, way: str, alias: str) -> bool:
        """Whether an alias of a known name fires in this way."""
        return self._knowledge.canonical(alias) in self._table.get(way, {})


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
