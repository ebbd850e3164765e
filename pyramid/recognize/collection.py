"""Which functions the test runners collect, and what runs around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from pyramid.model.facts import Definition, Expression
from pyramid.model.meaning import Meanings, TestCase
from pyramid.model.program import Program, Symbol
from pyramid.recognize.declared import find_declared
from pyramid.recognize.features import BoundScenarios
from pyramid.recognize.scenarios import find_scenarios
from pyramid.rulebook import Rules, Runner


def find_tests(
    program: Program, meanings: Meanings, rules: Rules, runners: Sequence[Runner] = ()
) -> tuple[TestCase, ...]:
    """Every test, by node id; ``runners`` stand for those of the rules when a project configures its own."""
    collection = Collection(program, rules, runners or rules.knowledge.test_conventions, meanings)
    found = {test.id: test for test in find_scenarios(program, meanings)}
    found.update((test.id, test) for test in find_declared(program, meanings, rules))
    found.update((test.id, test) for path in program.paths() for test in collection.tests(path))
    return tuple(sorted(found.values(), key=lambda test: (test.path, test.line, test.id)))


class Collection:
    """Applies the conventions of every runner; the first that collects a test names it."""

    def __init__(self, program: Program, rules: Rules, runners: Sequence[Runner], meanings: Meanings) -> None:
        self._program, self._knowledge, self._runners = program, rules.knowledge, tuple(runners)
        self._bound = BoundScenarios(program, meanings).steps
        self._marked: dict[tuple[str, str], tuple[str, ...]] = {}
        self._built_on: frozenset[str] | None = None

    def tests(self, path: str) -> Iterator[TestCase]:
        """The tests of one file."""
        name = path.rpartition("/")[2]
        runners = [runner for runner in self._runners if _any(name, runner.files)]
        if not name.endswith(".py") or not (runners or "test" in name.lower()):
            return
        facts = self._program.facts(path)
        if not runners:
            yield from self._elsewhere(path)
            return
        for index, definition in enumerate(facts.definitions):
            symbol = self._program.symbol_at(path, index)
            top = definition.parent == 0
            if definition.kind in ("function", "async") and top:
                yield from self._function(runners, symbol, definition)
            elif definition.kind == "class" and self._reachable(runners, path, index):
                yield from self._class(runners, symbol, definition)

    def _elsewhere(self, path: str) -> Iterator[TestCase]:
        """A file that no pattern names is run by its path: its classes of a test base are tests,
        unless others build on them."""
        for index, definition in enumerate(self._program.facts(path).definitions):
            if definition.kind != "class" or definition.parent != 0:
                continue
            symbol = self._program.symbol_at(path, index)
            known = set(self._lineage(symbol.name))
            based = [runner for runner in self._runners if known.intersection(runner.bases)]
            if based and symbol.name not in self._bases():
                yield from self._class(based, symbol, definition)

    def _bases(self) -> frozenset[str]:
        """The classes of the tree that other classes of it build on."""
        if self._built_on is None:
            classes = (name for name, symbol in self._program.symbols().items() if symbol.kind == "class")
            self._built_on = frozenset(
                ancestor for name in classes for ancestor in self._program.ancestors(name)[1:]
            )
        return self._built_on

    def _lineage(self, name: str) -> Iterator[str]:
        for ancestor in self._program.ancestors(name):
            yield from self._knowledge.lineage(ancestor)

    def _reachable(self, runners: Sequence[Runner], path: str, index: int) -> bool:
        """A class counts at the top, or inside classes that are collected themselves."""
        facts = self._program.facts(path)
        parent = facts.definitions[index].parent
        while parent > 0:
            outer = facts.definitions[parent]
            if outer.kind != "class" or not any(
                self._collects(runner, self._program.symbol_at(path, parent), outer) for runner in runners
            ):
                return False
            parent = outer.parent
        return True

    def _function(
        self, runners: Iterable[Runner], symbol: Symbol, definition: Definition
    ) -> Iterator[TestCase]:
        for runner in runners:
            if _any(definition.name, runner.functions) and not self._is_fixture(symbol, definition):
                around = self._module_setup(symbol.path)
                yield self._case(runner, symbol, f"{symbol.path}::{definition.name}", symbol.path, (), around)
                return

    def _class(self, runners: Iterable[Runner], symbol: Symbol, definition: Definition) -> Iterator[TestCase]:
        runner = next((each for each in runners if self._collects(each, symbol, definition)), None)
        if runner is None:
            return
        ancestors = self._program.ancestors(symbol.name)
        around = (*self._module_setup(symbol.path), *self._class_setup(ancestors))
        seen: set[str] = set()
        for ancestor in ancestors:
            owner = self._program.symbols().get(ancestor)
            if owner is None or owner.kind != "class":
                continue
            for name in self._methods(ancestor):
                if name in seen:
                    continue
                seen.add(name)
                method = self._program.symbols()[f"{ancestor}.{name}"]
                inner = self._program.definition(method.name)
                if _any(name, runner.methods) and not self._is_fixture(method, inner):
                    id_ = f"{symbol.path}::{definition.qualname.replace('.', '::')}::{name}"
                    markers = [*self._markers(symbol, runner)]
                    yield self._case(runner, method, id_, symbol.path, markers, around, symbol)

    def _methods(self, name: str) -> list[str]:
        """Plain names of the functions that stand directly in a class."""
        symbol = self._program.symbols()[name]
        facts = self._program.facts(symbol.path)
        return [
            each.name
            for each in facts.definitions
            if each.parent == symbol.index and each.kind in ("function", "async")
        ]

    def _collects(self, runner: Runner, symbol: Symbol, definition: Definition) -> bool:
        ancestors = self._program.ancestors(symbol.name)
        if self._opted_out(runner, ancestors):
            return False
        if not set(self._lineage(symbol.name)).isdisjoint(runner.bases):
            return True
        if not _any(definition.name, runner.classes):
            return False
        return not any(self._program.member(symbol.name, each) for each in runner.classes_without)

    def _opted_out(self, runner: Runner, ancestors: Sequence[str]) -> bool:
        for ancestor in ancestors if runner.opt_out else ():
            symbol = self._program.symbols().get(ancestor)
            if symbol is None:
                continue
            for statement in self._program.definition(ancestor).body:
                if (
                    any(each.text == runner.opt_out for each in statement.targets)
                    and statement.value is not None
                ):
                    return statement.value.text == "False"
        return False

    def _case(
        self,
        runner: Runner,
        symbol: Symbol,
        id_: str,
        path: str,
        markers: Sequence[str],
        around: Sequence[str],
        owner: Symbol | None = None,
    ) -> TestCase:
        marked = dict.fromkeys(
            (*markers, *self._markers(symbol, runner), *self._module_markers(path, runner))
        )
        setup = dict.fromkeys((*self._program.fixtures(symbol.name), *around))
        inherited = owner is not None and symbol.path != path
        return TestCase(
            id=id_,
            path=path,
            line=owner.line if inherited and owner else symbol.line,
            end_line=owner.line if inherited and owner else symbol.end_line,
            symbol=symbol.name,
            runner=runner.name,
            markers=tuple(marked),
            setup=tuple(setup),
            steps=self._bound.get(symbol.name, ()),
        )

    def _class_setup(self, ancestors: Sequence[str]) -> Iterator[str]:
        known = [each for name in ancestors for each in self._knowledge.lineage(name)]
        for member in self._knowledge.setup_methods(known):
            found = self._program.member(ancestors[0], member)
            if found in self._program.symbols():
                yield str(found)

    def _module_setup(self, path: str) -> tuple[str, ...]:
        module = self._program.module(path)
        names = (f"{module}.{name}" for name in self._knowledge.module_setup())
        return tuple(name for name in names if name in self._program.symbols())

    def _markers(self, symbol: Symbol, runner: Runner) -> Iterator[str]:
        definition = self._program.definition(symbol.name)
        if definition.parent >= 0:
            outside = self._program.symbol_at(symbol.path, definition.parent).name
            for decorator in definition.decorators:
                yield from self._marker(outside, decorator, runner)
        if definition.kind == "class":
            yield from self._assigned(definition, symbol.name, runner)

    def _module_markers(self, path: str, runner: Runner) -> tuple[str, ...]:
        key = (path, runner.name)
        if key not in self._marked:
            module = self._program.facts(path).definitions[0]
            self._marked[key] = tuple(self._assigned(module, self._program.module(path), runner))
        return self._marked[key]

    def _assigned(self, definition: Definition, scope: str, runner: Runner) -> Iterator[str]:
        wanted = runner.marks
        for statement in definition.body:
            if (
                wanted
                and statement.value is not None
                and any(each.text == wanted for each in statement.targets)
            ):
                marks = (
                    statement.value.operands
                    if statement.value.kind in ("list", "tuple")
                    else (statement.value,)
                )
                for mark in marks:
                    yield from self._marker(scope, mark, runner)

    def _marker(self, scope: str, expression: Expression, runner: Runner) -> Iterator[str]:
        name = expression.operands[0] if expression.kind == "call" else expression
        prefix = f"{runner.marker}."
        if not runner.marker or name.kind != "attribute":
            return
        if any(each.startswith(prefix) for each in self._program.names(scope, name)):
            yield name.text

    def _is_fixture(self, symbol: Symbol, definition: Definition) -> bool:
        if not definition.decorators:
            return False
        outside = self._program.symbol_at(symbol.path, definition.parent).name
        names = (each.operands[0] if each.kind == "call" else each for each in definition.decorators)
        return any(
            self._knowledge.is_fixture_decorator(dotted)
            for name in names
            for dotted in self._program.names(outside, name)
        )


def _any(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
