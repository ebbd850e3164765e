"""Scenarios of feature files: the functions that run their steps, and the tests that they are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pyramid.model.meaning import Meaning, Meanings, TestCase
from pyramid.model.program import Program
from pyramid.rulebook import Rules


def steps_by_scope(meanings: Meanings) -> Mapping[str, tuple[str, ...]]:
    """For each scenario the functions that run its steps, in order, each once."""
    found: dict[str, dict[str, None]] = {}
    for use in meanings.of_kind("step-use"):
        found.setdefault(use.scope, {})[use.slot("handler")] = None
    return {scope: tuple(handlers) for scope, handlers in found.items()}


class Scenarios:
    """Completes the tests that are scenarios: what runs their steps, and what runs around them."""

    def __init__(self, program: Program, meanings: Meanings, rules: Rules) -> None:
        self._steps = steps_by_scope(meanings)
        self._around = Environments(program, rules) if self._steps else None

    def completed(self, test: TestCase, declared: Meaning) -> TestCase:
        """The test with its steps; any other test as it is."""
        steps = self._steps.get(declared.slot("body"), ())
        if not steps or self._around is None:
            return test
        setup = dict.fromkeys((*test.setup, *self._around.of(test.path, steps)))
        return replace(test, steps=steps, setup=tuple(setup))


class BoundScenarios:
    """Scenarios that are run by a test function of their own: that function is the test.

    ``steps`` are, by test function, the functions that run the steps of its scenario.
    """

    def __init__(self, program: Program, meanings: Meanings) -> None:
        self._bound: set[tuple[str, str]] = set()
        self.steps: dict[str, tuple[str, ...]] = {}
        bindings = [each for each in meanings.of_kind("scenario") if each.slot("title")]
        if not bindings:
            return
        by_title: dict[str, list[Meaning]] = {}
        for test in meanings.of_kind("declared-test"):
            by_title.setdefault(test.slot("title"), []).append(test)
        steps = steps_by_scope(meanings)
        for binding in bindings:
            for test in by_title.get(binding.slot("title"), ()):
                if _is_feature(test.path, binding.slot("path")):
                    self._bound.add((test.path, test.slot("body")))
                    self.steps[binding.subject] = steps.get(test.slot("body"), ())

    def elsewhere(self, test: Meaning) -> bool:
        """Whether a declared test is the business of a test function."""
        return (test.path, test.slot("body")) in self._bound


class Environments:
    """What runs around scenarios: functions of a file of a given name near the features or the steps."""

    def __init__(self, program: Program, rules: Rules) -> None:
        self._symbols = program.symbols()
        self._modules = {path: program.module(path) for path in program.paths()}
        self._names: dict[str, tuple[str, ...]] = {}
        for runner in rules.knowledge.test_conventions:
            for file, functions in runner.setup.items():
                if file.endswith(".py"):
                    self._names[file] = functions
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, path: str, steps: Iterable[str]) -> Sequence[str]:
        """The functions around a scenario in a file; nothing where no step function is known."""
        handlers = [self._symbols[name].path for name in steps if name in self._symbols]
        if not handlers:
            return ()
        return next(filter(None, (self._near(posixpath.dirname(each)) for each in (path, handlers[0]))), ())

    def _near(self, folder: str) -> tuple[str, ...]:
        """Those of the nearest file from a folder upwards."""
        if folder not in self._known:
            self._known[folder] = self._in(folder) or (
                self._near(posixpath.dirname(folder)) if folder else ()
            )
        return self._known[folder]

    def _in(self, folder: str) -> tuple[str, ...]:
        found = []
        for file, functions in self._names.items():
            module = self._modules.get(posixpath.join(folder, file))
            if module is not None:
                found += [f"{module}.{name}" for name in functions if f"{module}.{name}" in self._symbols]
        return tuple(found)


def _is_feature(path: str, told: str) -> bool:
    """Whether a feature file is the one that a test names, from wherever it looks."""
    wanted = posixpath.normpath(told).replace("../", "")
    return path == wanted or path.endswith(f"/{wanted}")
