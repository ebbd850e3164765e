"""Files of other languages than Python: which file an import means, and how it is called.

A module there has no dotted name: it is imported by a path.  Its symbols are called by its path
without the suffix, or with it where two files differ in nothing else.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable

from pyramid.link.aliases import AliasTable
from pyramid.model.aliases import Alias

_PYTHON = (".py", ".pyw", ".pyi")
_INDEX = "index"
#: Folders in which a path that starts at the sources is looked for.
_SOURCES = ("", "src")
#: What stands for the folder of the sources in a path.
_HOME = ("@/", "~/", "@@/", "~~/", "#/", "/", "$")


class ScriptIndex:
    """The files of a tree that are imported by path."""

    def __init__(self, paths: Iterable[str], aliases: Iterable[Alias] = ()) -> None:
        self._aliases = AliasTable(aliases)
        self._paths = frozenset(path for path in paths if not path.endswith(_PYTHON))
        count = Counter(_stem(path) for path in self._paths)
        self._names = {path: _stem(path) if count[_stem(path)] == 1 else path for path in self._paths}
        self._by_stem: dict[str, list[str]] = {}
        for path in sorted(self._paths):
            self._by_stem.setdefault(_stem(path), []).append(path)
        self._found: dict[tuple[str, str], str | None] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._paths

    def name(self, path: str) -> str:
        """The name under which the symbols of a file are known."""
        return self._names[path]

    def find(self, module: str, importer: str) -> str | None:
        """The file that an import means, ``None`` when it is not of the tree."""
        key = (module, posixpath.dirname(importer))
        if key not in self._found:
            self._found[key] = self._find(*key)
        return self._found[key]

    def _find(self, module: str, folder: str) -> str | None:
        if module.startswith("."):
            return self._at(posixpath.normpath(posixpath.join(folder, module)))
        for place in self._aliases.meant(module, folder):
            found = self._at(place)
            if found is not None:
                return found
        inner = next((module[len(mark) :] for mark in _HOME if module.startswith(mark)), module)
        if not inner or (inner == module and "/" not in module):
            return None
        while True:
            for source in _SOURCES:
                found = self._at(posixpath.normpath(posixpath.join(folder, source, inner)))
                if found is not None:
                    return found
            above = posixpath.dirname(folder)
            if above == folder:
                return None
            folder = above

    def _at(self, base: str) -> str | None:
        """The file at a path that may lack its suffix, or have that of what it is compiled to."""
        if base in self._paths:
            return base
        for stem in (base, _stem(base), f"{base}/{_INDEX}"):
            files = self._by_stem.get(stem)
            if files:
                return files[0]
        return None


def _stem(path: str) -> str:
    folder, slash, file = path.rpartition("/")
    return f"{folder}{slash}{file.rsplit('.', 1)[0]}" if "." in file.lstrip(".") else path
