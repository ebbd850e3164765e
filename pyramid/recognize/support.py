"""Which files are test code: tests, fixtures, page objects, and what stands among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pyramid.model.meaning import Meanings, TestCase
from pyramid.model.program import Program

_TELLING = ("fixture", "locator", "check", "action", "visit", "test-class", "test-function")
_APPLICATION = (
    "route mount model view serializer form command task migration admin middleware settings template"
).split()


def find_support(program: Program, meanings: Meanings, tests: Iterable[TestCase]) -> frozenset[str]:
    """Paths of test code, told by what files do and where they stand, not by folder names.

    A file is telling when it holds tests, fixtures or steps of a browser.  A file without any
    application meaning, in or below a folder where at least half of the files are telling,
    and which no application file imports, is test support too.
    """
    telling = {test.path for test in tests}
    telling.update(meaning.path for kind in _TELLING for meaning in meanings.of_kind(kind))
    application = {meaning.path for kind in _APPLICATION for meaning in meanings.of_kind(kind)} - telling
    folders = _test_folders(program.paths(), telling)
    maybe = {
        path
        for path in program.paths()
        if path not in telling and path not in application and _below(path, folders)
    }
    return frozenset(telling | (maybe - _imported_by_others(program, maybe, telling)))


def _test_folders(paths: Iterable[str], telling: set[str]) -> frozenset[str]:
    counted = [path for path in paths if not path.endswith("__init__.py")]
    size = Counter(_folder(path) for path in counted)
    hits = Counter(_folder(path) for path in counted if path in telling)
    return frozenset(folder for folder, count in hits.items() if count * 2 >= size[folder])


def _imported_by_others(program: Program, maybe: set[str], telling: set[str]) -> set[str]:
    modules = {program.module(path): path for path in maybe}
    imported: set[str] = set()
    for path in program.paths():
        if path in telling or path in maybe:
            continue
        for name in program.imports(path):
            while name:
                if name in modules:
                    imported.add(modules[name])
                name = name.rpartition(".")[0]
    return imported


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _below(path: str, folders: frozenset[str]) -> bool:
    folder = _folder(path)
    while folder and folder not in folders:
        folder = _folder(folder)
    return folder in folders
