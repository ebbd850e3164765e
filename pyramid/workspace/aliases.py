"""The import aliases of script files: from compiler settings and from packages of the same tree."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pyramid.model.aliases import Alias

#: Bytes of a settings file, by its path from the root; None when there is none.
Read = Callable[[str], bytes | None]

_SCRIPTS = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte")
_COMPILER = ("tsconfig.json", "tsconfig.base.json", "tsconfig.app.json", "jsconfig.json")
_PACKAGE = "package.json"
_MAX_EXTENDED = 6
#: Where the sources of a package are that is published from what they are built to.
_BUILT = ("lib", "dist", "build", "es")
_SOURCES = ("", "src/")
#: What never ends is taken to its end at once: to look for the end again at every start takes hours.
_COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*"?)|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_LAST_COMMA = re.compile(r'("(?:[^"\\\n]|\\.)*"?)|,(?=\s*[}\]])')


def import_aliases(paths: Iterable[str], read: Read) -> tuple[Alias, ...]:
    """Every alias that holds for one of the script files among ``paths``, sorted by folder.

    A settings file that cannot be parsed counts as absent: it is the compiler's to complain about.
    """
    folders = {folder for path in paths if path.endswith(_SCRIPTS) for folder in _above(path)}
    found: list[Alias] = []
    for folder in sorted(folders):
        found += _compiler(folder, read)
        found += _package(folder, read)
    return tuple(found)


def _above(path: str) -> Iterator[str]:
    while path:
        path = posixpath.dirname(path)
        yield path


def _compiler(folder: str, read: Read) -> Iterator[Alias]:
    for name in _COMPILER:
        path = posixpath.join(folder, name)
        paths, base = _paths(path, read, _MAX_EXTENDED)
        for pattern, targets in paths.items():
            if isinstance(targets, list):
                places = [_join(base, target) for target in targets if isinstance(target, str)]
                yield Alias(folder, pattern, tuple(places))
        if paths:
            return


def _paths(path: str, read: Read, left: int) -> tuple[Mapping[str, Any], str]:
    """The ``paths`` that hold in a compiler's settings, own or inherited, and what they start from."""
    table = _table(read(path))
    options = table.get("compilerOptions")
    options = options if isinstance(options, dict) else {}
    folder = posixpath.dirname(path)
    if isinstance(options.get("paths"), dict):
        base = options.get("baseUrl")
        return options["paths"], _join(folder, base if isinstance(base, str) else ".")
    extended = table.get("extends")
    for each in extended if isinstance(extended, list) else [extended]:
        if left and isinstance(each, str) and each.startswith("."):
            other = _join(folder, each)
            found = _paths(other if other.endswith(".json") else f"{other}.json", read, left - 1)
            if found[0]:
                return found
    return {}, folder


def _package(folder: str, read: Read) -> Iterator[Alias]:
    """A package of the tree is imported by its name from anywhere in the tree; what it needs lies outside."""
    table = _table(read(posixpath.join(folder, _PACKAGE)))
    for needed in _needed(table):
        yield Alias(folder, needed, ())
    name = table.get("name")
    if not folder or not isinstance(name, str) or not name:
        return
    entries = [table[key] for key in ("source", "module", "main") if isinstance(table.get(key), str)]
    own = [_join(folder, entry) for entry in (*entries, *(f"{source}index" for source in _SOURCES))]
    yield Alias("", name, tuple(own))
    yield Alias("", f"{name}/*", tuple(_join(folder, f"{source}*") for source in _SOURCES))
    for built in _BUILT:
        yield Alias("", f"{name}/{built}/*", (_join(folder, f"{built}/*"), _join(folder, "src/*")))


def _needed(table: Mapping[str, Any]) -> Iterator[str]:
    """The packages that a package says it needs; of their types alone counts as of them."""
    for key in ("dependencies", "devDependencies"):
        listed = table.get(key)
        for name in sorted(listed) if isinstance(listed, dict) else ():
            yield name.removeprefix("@types/")


def _table(data: bytes | None) -> Mapping[str, Any]:
    if data is None:
        return {}
    text = _COMMENT.sub(r"\1", data.decode("utf-8-sig", "replace"))
    try:
        table: Any = json.loads(_LAST_COMMA.sub(r"\1", text))
    except ValueError:
        return {}
    return table if isinstance(table, dict) else {}


def _join(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path)).removeprefix("./")
