"""What is known about names outside the audited tree, answered in plain dotted strings.

Every answer is a dictionary look-up or a short walk along known bases, and is remembered:
the linker asks some hundred thousand times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyramid.rulebook.library import Library
from pyramid.rulebook.names import KnownFixture, KnownFunction, KnownParameter, KnownType, Runner


class Knowledge:
    """Types, functions, fixtures and runners of every loaded rule file."""

    def __init__(
        self,
        types: Iterable[KnownType] = (),
        functions: Iterable[KnownFunction] = (),
        fixtures: Iterable[KnownFixture] = (),
        runners: Iterable[Runner] = (),
        parameters: Iterable[KnownParameter] = (),
        recognized: Iterable[str] = (),
    ) -> None:
        self._types = {known.name: known for known in types}
        self._functions = {known.name: known for known in functions}
        self._aliases = dict(_alias_pairs([*self._types.values(), *self._functions.values()]))
        self._fixtures = _by_name(fixtures)
        known = tuple(parameters)
        self._parameters = tuple(each for each in known if not each.scripts)
        self._in_scripts = tuple(each for each in known if each.scripts)
        self.test_conventions: tuple[Runner, ...] = tuple(runners)
        self._open = frozenset(
            name for f in self._functions.values() if f.behaves == "adds-member" for name in f.adds_to
        )
        self._open |= {known.name for known in self._types.values() if known.open}
        named = (*recognized, *self._functions)
        self._named = frozenset(each for name in named for each in (name, name.rpartition(".")[0]))
        self._canonical: dict[str, str] = {}
        self._lineage: dict[str, tuple[str, ...]] = {}
        self._calls: dict[str, str | None] = {}
        self._attributes: dict[str, str | None] = {}
        self._related: dict[str, set[str]] | None = None
        self.library = Library(self._types, self._functions, self.canonical, self.lineage)

    def canonical(self, dotted: str) -> str:
        """The name under which rules know ``dotted``; an alias counts for its members too."""
        found = self._canonical.get(dotted)
        if found is None:
            found = self._canonical[dotted] = self._resolve_alias(dotted)
        return found

    def type_of_call(self, dotted: str) -> str | None:
        """The type that calling ``dotted`` gives: a class gives itself, a method its result."""
        if dotted not in self._calls:
            self._calls[dotted] = self._type_of_call(self.canonical(dotted))
        return self._calls[dotted]

    def type_of_attribute(self, dotted: str) -> str | None:
        """The type of the attribute ``owner.name``, looked up along the owner's bases."""
        if dotted not in self._attributes:
            owner, _, member = self.canonical(dotted).rpartition(".")
            self._attributes[dotted] = self._member(owner, member, "attributes")
        return self._attributes[dotted]

    def is_open(self, dotted: str) -> bool:
        """Whether a tree can give further members to this type, or to the type of this name."""
        return self.canonical(dotted) in self._open

    def passed_by(self, dotted: str) -> tuple[str, ...]:
        """The types of what calling ``dotted`` hands to the functions that it is given."""
        name = self.canonical(dotted)
        function = self._functions.get(name)
        if function and function.passes:
            return tuple(map(self.canonical, function.passes))
        owner, _, member = name.rpartition(".")
        for each in (name, *self.lineage(owner)):
            known = self._types.get(each)
            found = known.passes.get("__call__" if each == name else member) if known else None
            if found:
                return tuple(map(self.canonical, found))
        return ()

    def bases_of(self, dotted: str) -> tuple[str, ...]:
        """The known direct bases of an external class."""
        known = self._types.get(self.canonical(dotted))
        return tuple(map(self.canonical, known.bases)) if known else ()

    def lineage(self, dotted: str) -> tuple[str, ...]:
        """An external class and all its known ancestors, nearest first, under canonical names."""
        found = self._lineage.get(dotted)
        if found is None:
            found = self._lineage[dotted] = self._ancestors(dotted)
        return found

    def giving(self, types: frozenset[str]) -> frozenset[str]:
        """Plain names of external members, functions and classes that give an object of one of the types."""
        found = {name.rpartition(".")[2] for name in types}
        giving = (alias for alias, name in self._aliases.items() if self._gives(name, types))
        found |= {alias.rpartition(".")[2] for alias in giving}
        for known in self._types.values():
            if self._gives(known.name, types):
                found.add(known.name.rpartition(".")[2])
            for table in (known.returns, known.attributes):
                for member, given in table.items():
                    if self._gives(known.name if given == "self" else given, types):
                        found.add(member)
        found |= {f.name.rpartition(".")[2] for f in self._functions.values() if self._gives(f.name, types)}
        return frozenset(found)

    def _gives(self, dotted: str, types: frozenset[str]) -> bool:
        function = self._functions.get(self.canonical(dotted))
        given = function.returns if function and function.returns else dotted
        return not types.isdisjoint(self.lineage(given))

    def is_known_type(self, dotted: str) -> bool:
        """Whether a rule file describes this class."""
        return self.canonical(dotted) in self._types

    def is_named(self, dotted: str) -> bool:
        """Whether a rule file speaks of this very name, or of a member of it."""
        name = self.canonical(dotted)
        known = name in self._types or name in self._named
        return known or bool(self.type_of_call(dotted) or self.type_of_attribute(dotted))

    def aliases(self) -> Iterable[str]:
        """Every other name under which a type or function is known."""
        return self._aliases.keys()

    def related_packages(self, packages: frozenset[str], parameters: frozenset[str]) -> frozenset[str]:
        """The packages whose objects a tree can hold that imports ``packages``.

        A type of one package may derive from another's, or hand out its objects; a plugin's
        fixture brings its package where a parameter has its name.
        """
        if self._related is None:
            self._related = _related(self._types.values(), self._functions.values(), self._fixtures)
        given = (each for name in parameters for each in self._fixtures.get(name, ()) if not each.requires)
        found = {*packages, *(_top(each.type) for each in given)}
        todo = list(found)
        while todo:
            for name in self._related.get(todo.pop(), ()):
                if name not in found:
                    found.add(name)
                    todo.append(name)
        return frozenset(found)

    def fixture_type(self, name: str, packages: frozenset[str]) -> str | None:
        """The type of a plugin's fixture, when one of the plugin's packages is in ``packages``."""
        for known in self._fixtures.get(name, ()):
            if not known.requires or packages.intersection(known.requires):
                return known.type
        return None

    def parameter_type(
        self,
        function: str,
        name: str,
        first: bool,
        packages: frozenset[str],
        bases: Sequence[str] = (),
        decorators: Sequence[str] = (),
    ) -> str | None:
        """The type of a parameter that a framework fills.

        ``function`` is the plain name of the function, ``first`` whether the parameter is its
        first one after ``self``; ``bases`` are the ancestors of its class, ``decorators`` the
        resolved names of its decorators.
        """
        for known in self._parameters:
            if known.requires and not packages.intersection(known.requires):
                continue
            if (known.name == name or (not known.name and first)) and _fits(
                known, function, bases, decorators
            ):
                return known.type
        return None

    def type_by_name(self, name: str, packages: frozenset[str]) -> str | None:
        """The type of a parameter of this name in a script, when one of a tool's packages is used."""
        for known in self._in_scripts:
            if known.name == name and packages.intersection(known.requires):
                return known.type
        return None

    def is_fixture_decorator(self, dotted: str) -> bool:
        """Whether a function under this decorator is a fixture."""
        return self.behaves(dotted) == "fixture"

    def behaves(self, dotted: str) -> str | None:
        """How an external callable behaves, one of ``BEHAVIOURS``."""
        known = self._functions.get(self.canonical(dotted))
        return (known.behaves or None) if known else None

    def setup_methods(self, ancestors: Sequence[str]) -> tuple[str, ...]:
        """Members that run around the tests of a class with these ancestors, in runner order."""
        wanted = {self.canonical(name) for name in ancestors} | {""}
        found: dict[str, None] = {}
        for runner in self.test_conventions:
            for base, members in runner.setup.items():
                if base in wanted:
                    found.update(dict.fromkeys(members))
        return tuple(found)

    def module_setup(self) -> tuple[str, ...]:
        """Functions of a test module that run around its tests."""
        return tuple(name for runner in self.test_conventions for name in runner.setup.get("module", ()))

    def _resolve_alias(self, dotted: str) -> str:
        head, tail = dotted, ""
        while head:
            if head in self._aliases:
                return self._resolve_alias(self._aliases[head]) + tail
            if head in self._types or head in self._functions:
                return dotted
            head, _, last = head.rpartition(".")
            tail = f".{last}{tail}"
        return dotted

    def _type_of_call(self, dotted: str) -> str | None:
        function = self._functions.get(dotted)
        if function and function.returns:
            return self.canonical(function.returns)
        if dotted in self._types:
            return dotted
        owner, _, member = dotted.rpartition(".")
        return self._member(owner, member, "returns")

    def _member(self, owner: str, member: str, table: str) -> str | None:
        lineage = self.lineage(owner) if owner in self._types else ()
        for wanted in (member, "*"):
            for name in lineage:
                found = getattr(self._types[name], table).get(wanted) if name in self._types else None
                if found:
                    return owner if found == "self" else self.canonical(found)
        return None

    def _ancestors(self, dotted: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        todo = [self.canonical(dotted)]
        while todo:
            name = todo.pop(0)
            if name not in found:
                found[name] = None
                todo.extend(self.bases_of(name))
        return tuple(found)


def _alias_pairs(known: Iterable[KnownType | KnownFunction]) -> Iterable[tuple[str, str]]:
    return ((alias, each.name) for each in known for alias in each.aliases)


def _related(
    types: Iterable[KnownType],
    functions: Iterable[KnownFunction],
    fixtures: Mapping[str, Sequence[KnownFixture]],
) -> dict[str, set[str]]:
    """Package → packages that its types, functions and fixtures lead to."""
    found: dict[str, set[str]] = {}
    for known in types:
        targets = {
            _top(each)
            for each in (known.name, *known.bases, *known.returns.values(), *known.attributes.values())
        }
        for name in (known.name, *known.aliases):
            found.setdefault(_top(name), set()).update(targets)
    for function in functions:
        for name in (function.name, *function.aliases):
            found.setdefault(_top(name), set()).update({_top(function.name), _top(function.returns)})
    for fixture in (each for group in fixtures.values() for each in group):
        for name in fixture.requires:
            found.setdefault(name, set()).add(_top(fixture.type))
    return found


def _top(dotted: str) -> str:
    return dotted.partition(".")[0]


def _by_name(fixtures: Iterable[KnownFixture]) -> dict[str, tuple[KnownFixture, ...]]:
    found: dict[str, tuple[KnownFixture, ...]] = {}
    for fixture in fixtures:
        found[fixture.name] = (*found.get(fixture.name, ()), fixture)
    return found


def _fits(known: KnownParameter, function: str, bases: Sequence[str], decorators: Sequence[str]) -> bool:
    if known.function not in ("", "*", function):
        return False
    if known.method and known.method != function:
        return False
    if known.base and known.base not in bases:
        return False
    return not known.decorator or known.decorator in decorators
