"""From dotted names to the recognizers that they fire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyramid.recognize.uses import Use
from pyramid.rulebook import Rules, Trigger


class Triggers:
    """The rules' triggers, also under the names that known types inherit."""

    def __init__(self, rules: Rules) -> None:
        self._table, self._knowledge = rules.triggers, rules.knowledge
        self._found: dict[tuple[str, str], tuple[Trigger, ...]] = {}

    def last_names(self, way: str) -> frozenset[str]:
        """The last parts of every name that fires in this way; ``owner.*`` gives ``owner.``."""
        names = (name.split(".") for name in self._table.get(way, ()))
        return frozenset(f"{parts[-2]}." if parts[-1] == "*" else parts[-1] for parts in names)

    def plain_names(self, way: str) -> frozenset[str]:
        """Every name that fires in this way."""
        return frozenset(self._table.get(way, ()))

    def may_fire(self, use: Use) -> bool:
        """Whether looking up the names of a use is worth it."""
        return bool(self._table.get(use.way))

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
        names = [canonical, *(f"{base}.{member}" for base in self._knowledge.lineage(owner)[1:])] if owner else [name]
        found: dict[int, Trigger] = {}
        for each in names:
            wildcard = f"{each.rpartition('.')[0]}.*"
            for trigger in (*table.get(each, ()), *table.get(wildcard, ())):
                found.setdefault(id(trigger.recognizer), trigger)
        return tuple(found.values())
