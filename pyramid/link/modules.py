"""Which file is which module, and which file an import means."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable

from pyramid.model.facts import Import

BUILTIN_NAMES = frozenset(dir(builtins)) | {"reveal_type", "WindowsError"}
STANDARD_LIBRARY = frozenset(sys.stdlib_module_names)


class ModuleIndex:
    """Files by module name and imports by file.

    A file's import root is the nearest folder above it that has no ``__init__.py``: what is
    below a root is importable by its path from there.  The root of the audited tree is always
    one, so that namespace packages resolve by their full path.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = sorted(path for path in paths if path.endswith((".py", ".pyw", ".pyi")))
        self._packages = {_folder(path) for path in self._paths if _is_package(path)}
        self._root_of = {path: self._find_root(_folder(path)) for path in self._paths}
        self._roots = {"", *self._root_of.values()}
        self._candidates: dict[str, list[tuple[str, str]]] = {}
        self._folders: dict[str, list[str]] = {}
        for path in self._paths:
            self._index(path)
        self._names = self._choose_names()
        self._found: dict[tuple[str, str], str | None] = {}

    def name(self, path: str) -> str:
        """The dotted name of a file's module: as imported, or by its path where that is not unique."""
        return self._names[path]

    def is_package(self, path: str) -> bool:
        """Whether the file is a package's ``__init__``."""
        return _is_package(path)

    def find(self, dotted: str, importer: str) -> str | None:
        """The path of the module that ``import dotted`` in the file ``importer`` means.

        ``None`` when it is not part of the tree.
        """
        key = (dotted, self._root_of.get(importer, "") + "|" + _folder(importer))
        if key not in self._found:
            self._found[key] = self._find(dotted, importer)
        return self._found[key]

    def is_namespace(self, dotted: str, importer: str) -> bool:
        """Whether the name is a folder of modules without an ``__init__.py``."""
        if dotted.partition(".")[0] in STANDARD_LIBRARY:
            return False
        return any(self._sees(root, importer) for root in self._folders.get(dotted, ()))

    def absolute(self, module: str, level: int, importer: str) -> str | None:
        """The path-based name that a relative import means, ``None`` above the tree."""
        folder = _folder(importer).split("/") if _folder(importer) else []
        if level - 1 > len(folder):
            return None
        kept = folder[: len(folder) - (level - 1)]
        return ".".join([*kept, *([module] if module else [])])

    def at_path(self, dotted: str) -> str | None:
        """The module with this name when every folder counts from the tree's root."""
        base = dotted.replace(".", "/")
        for path in (f"{base}/__init__.py", f"{base}.py", f"{base}/__init__.pyi", f"{base}.pyi"):
            path = path.lstrip("/")
            if path in self._root_of:
                return path
        return None

    def meant(self, item: Import, importer: str) -> Iterable[str]:
        """The modules that an import reads: the one that is named, and the member when it is one."""
        module = self.absolute(item.module, item.level, importer) if item.level else item.module
        if module is None:
            return
        for dotted in (module, f"{module}.{item.name}".strip(".")):
            found = self.at_path(dotted) if item.level else self.find(dotted, importer)
            if found is not None:
                yield found

    def adopt(self, imports: Iterable[tuple[str, str]]) -> None:
        """Take as roots the folders that imports treat so although they are packages themselves.

        ``imports`` are (dotted module, importing file).  A settings file that extends the import
        path leaves no other trace: of a name that nothing else explains, a folder counts when
        most of the modules imported under it are there.
        """
        missing: dict[str, set[str]] = {}
        for dotted, importer in imports:
            top = dotted.partition(".")[0]
            if top and top not in STANDARD_LIBRARY and self.find(dotted, importer) is None:
                missing.setdefault(top, set()).add(dotted)
        for root in sorted(set(self._adopted(missing))):
            self._roots.add(root)
            for path in self._paths:
                if path.startswith(f"{root}/"):
                    self._candidates.setdefault(_dotted(path, root), []).append((root, path))
        self._found.clear()

    def _adopted(self, missing: dict[str, set[str]]) -> Iterable[str]:
        for package in sorted(self._packages):
            root, _, top = package.rpartition("/")
            wanted = missing.get(top)
            if not wanted or root not in self._packages:
                continue
            there = sum(self.at_path(f"{root.replace('/', '.')}.{dotted}") is not None for dotted in wanted)
            if there * 2 > len(wanted):
                yield root

    def _find_root(self, folder: str) -> str:
        while folder in self._packages and folder:
            folder = _folder(folder)
        return folder

    def _index(self, path: str) -> None:
        for root in _ancestors(_folder(path)):
            if root not in self._roots:
                continue
            dotted = _dotted(path, root)
            self._candidates.setdefault(dotted, []).append((root, path))
            while "." in dotted:
                dotted = dotted.rpartition(".")[0]
                folders = self._folders.setdefault(dotted, [])
                if root not in folders:
                    folders.append(root)

    def _choose_names(self) -> dict[str, str]:
        short: dict[str, list[str]] = {}
        for path in self._paths:
            short.setdefault(self._short(path), []).append(path)
        names: dict[str, str] = {}
        for name, paths in short.items():
            for path in paths:
                names[path] = name if len(paths) == 1 else _dotted(path, "")
        return names

    def _short(self, path: str) -> str:
        in_package = _folder(path) in self._packages
        return _dotted(path, self._root_of[path] if in_package else "") or "__init__"

    def _find(self, dotted: str, importer: str) -> str | None:
        found = self._candidates.get(dotted)
        if not found:
            return None
        own = self._root_of.get(importer, "")
        if dotted.partition(".")[0] in STANDARD_LIBRARY:
            found = [each for each in found if each[0] == own and each[1] != importer]
        visible = [each for each in found if self._sees(each[0], importer) or self._regular(*each)]
        if not visible:
            return None
        return min(visible, key=lambda each: _distance(each[0], own, importer, each[1]))[1]

    def _sees(self, root: str, importer: str) -> bool:
        return not root or importer.startswith(root + "/") or root == "src" or root.endswith("/src")

    def _regular(self, root: str, path: str) -> bool:
        top = path[len(root) :].lstrip("/").partition("/")[0]
        return f"{root}/{top}".lstrip("/") in self._packages or self._beside_packages(root)

    def _beside_packages(self, root: str) -> bool:
        return any(_folder(package) == root for package in self._packages)


def _distance(root: str, own: str, importer: str, path: str) -> tuple[int, int, int, int, str]:
    shared = 0
    for left, right in zip(root.split("/"), importer.split("/"), strict=False):
        if left != right:
            break
        shared += 1
    stub = path.endswith(".pyi")
    return (0 if root == own else 1, -shared, root.count("/"), 1 if stub else 0, path)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _is_package(path: str) -> bool:
    return path.rpartition("/")[2] in ("__init__.py", "__init__.pyi")


def _ancestors(folder: str) -> list[str]:
    found = [folder]
    while folder:
        folder = _folder(folder)
        found.append(folder)
    return found


def _dotted(path: str, root: str) -> str:
    inner = path[len(root) :].lstrip("/").rsplit(".", 1)[0]
    if inner == "__init__":
        return ""
    return inner.removesuffix("/__init__").replace("/", ".")
