"""The commands that can run some tests, and the folders to run them in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from pyramid.model.meaning import TestCase
from pyramid.prove.running import Batch, Way
from pyramid.rulebook import Command, Runner


class Ways:
    """Finds the ways to run the tests of one repository."""

    def __init__(
        self, root: Path, runners: Sequence[Runner], commands: Sequence[Command], python: str
    ) -> None:
        self._root, self._python = root, python
        self._commands = {
            runner.name: sorted(
                (command for command in commands if runner.name in command.runners),
                key=lambda command, name=runner.name: command.runners.index(name),  # type: ignore[misc]
            )
            for runner in runners
        }
        self._marks = {
            runner.name: tuple(each.partition(" ")[0] for each in runner.configured) for runner in runners
        }

    def can_run(self, test: TestCase) -> bool:
        """Whether there is a command for it."""
        return bool(self._commands.get(test.runner))

    def batches(self, tests: Sequence[TestCase]) -> Iterator[Batch]:
        """The tests in groups that one command can run, in the order in which they come."""
        groups: dict[tuple[str, tuple[str, ...]], list[TestCase]] = {}
        for test in tests:
            groups.setdefault((test.runner, self._homes(test.path, self._marks[test.runner])), []).append(
                test
            )
        for (runner, homes), group in groups.items():
            ways = [
                self._way(command, folder, group)
                for command in self._commands[runner]
                for folder in self._folders(command, homes, group)
            ]
            yield Batch(tests=tuple(test.id for test in group), ways=tuple(ways))

    def _folders(
        self, command: Command, homes: tuple[str, ...], group: Sequence[TestCase]
    ) -> tuple[str, ...]:
        if not command.beside:
            return homes
        above = self._homes(group[0].path, command.beside)
        return tuple(each for each in above if self._holds(each, command.beside))

    def _homes(self, path: str, marks: tuple[str, ...]) -> tuple[str, ...]:
        """The folders above a file that hold one of the marks, the nearest first; the root is always one."""
        parents = [str(each) for each in PurePosixPath(path).parents]
        found = [each for each in parents[:-1] if self._holds(each, marks)]
        return (*found, "")

    def _holds(self, folder: str, marks: Sequence[str]) -> bool:
        return any(os.path.isfile(self._root / folder / mark) for mark in marks)

    def _way(self, command: Command, folder: str, tests: Sequence[TestCase]) -> Way:
        dotted = command.names == "dotted"
        return Way(
            words=tuple(word.replace("{python}", self._python) for word in command.run),
            folder=folder,
            stop=command.stop,
            outcomes=command.outcomes,
            names={test.id: _name(test, folder, dotted=dotted) for test in tests},
        )


def _name(test: TestCase, folder: str, *, dotted: bool) -> str:
    """What a command that is run in the folder calls the test."""
    inside = test.id.removeprefix(f"{folder}/") if folder else test.id
    if not dotted:
        return inside
    path, _, names = inside.partition("::")
    return ".".join((path.removesuffix(".py").replace("/", "."), *names.split("::")))
