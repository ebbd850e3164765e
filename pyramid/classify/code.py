"""Which files are test code, and which the application."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pyramid.model.meaning import TestCase
from pyramid.model.program import Program, Symbol
from pyramid.rulebook.layer_rules import RoleRules

#: ``shop-e2e`` and ``e2e_tests`` are folders of tests too.
_SEPARATOR = re.compile(r"[-_.]")


class TestCode:
    """The files that exist for tests: those with tests or fixtures, and their support code.

    A file in a folder with a test word counts unless the application imports it (a package
    may well offer its users a ``testing`` module of its own).
    """

    __test__ = False

    def __init__(self, program: Program, tests: Sequence[TestCase], rules: RoleRules) -> None:
        self._symbols = program.symbols()
        held = {test.path for test in tests}
        held.update(symbol.path for test in tests for symbol in self._known((*test.setup, *test.steps)))
        worded = {path for path in program.paths() if _has_word(path, rules)}
        self.files = held | (worded - _imported_by_application(program, held, worded))

    def holds(self, name: str) -> bool:
        """Whether a symbol stands in test code; a name outside the tree does not."""
        symbol = self._symbols.get(name)
        return symbol is not None and symbol.path in self.files

    def is_application(self, name: str) -> bool:
        """Whether a symbol of the tree stands outside test code."""
        symbol = self._symbols.get(name)
        return symbol is not None and symbol.path not in self.files

    def _known(self, names: Sequence[str]) -> list[Symbol]:
        return [self._symbols[name] for name in names if name in self._symbols]


def _has_word(path: str, rules: RoleRules) -> bool:
    *folders, name = path.split("/")
    if name in rules.test_files or not rules.test_folders.isdisjoint(folders):
        return True
    words = (_SEPARATOR.split(folder) for folder in folders)
    return any(not rules.test_folders.isdisjoint((parts[0], parts[-1])) for parts in words)


def _imported_by_application(program: Program, held: set[str], worded: set[str]) -> set[str]:
    """Files with a test word that application files import, directly or through one another."""
    homes = {program.module(path): path for path in program.paths()}
    todo = [path for path in program.paths() if path not in held and path not in worded]
    found: set[str] = set()
    while todo:
        for name in program.imports(todo.pop()):
            for path in _run_by_import(name, homes):
                if path in worded and path not in found and path not in held:
                    found.add(path)
                    todo.append(path)
    return found


def _run_by_import(name: str, homes: Mapping[str, str]) -> Iterator[str]:
    """The files of a module or member and of the packages around it."""
    while name:
        if name in homes:
            yield homes[name]
        name = name.rpartition(".")[0]
