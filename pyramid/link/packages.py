"""Languages that import by package: which file a type is in.

A type is known by its package and name, whatever folder its file is in.
"""

from __future__ import annotations

from pyramid.model.facts import FileFacts, Import

_PACKAGE = "package"


class PackageIndex:
    """The types of a tree by package and name."""

    def __init__(self) -> None:
        self._types: dict[str, list[str]] = {}
        self._packages: set[str] = set()

    def add(self, facts: FileFacts) -> None:
        """Enter the types of a file, when it says which package it belongs to."""
        package = package_of(facts)
        if package is None:
            return
        self._packages.add(package)
        for definition in facts.definitions:
            if definition.parent == 0 and definition.kind == "class":
                self._types.setdefault(f"{package}.{definition.name}", []).append(facts.path)

    def find(self, dotted: str, importer: str) -> tuple[str, list[str]] | None:
        """The file of a type and the names from the type on; the nearest file where several have it."""
        parts = dotted.split(".")
        for cut in range(1, len(parts) + 1):
            paths = self._types.get(".".join(parts[:cut]) if cut > 1 else f".{parts[0]}")
            if paths:
                nearest = max(paths, key=lambda path: (_shared(path, importer), path))
                return nearest, parts[cut - 1 :]
        return None

    def is_package(self, dotted: str) -> bool:
        """Whether files of the tree belong to this package."""
        return dotted in self._packages


def _shared(path: str, importer: str) -> int:
    """How many folders two files have in common."""
    count = 0
    for left, right in zip(path.split("/"), importer.split("/"), strict=False):
        if left != right:
            break
        count += 1
    return count


def package_of(facts: FileFacts) -> str | None:
    """The package of a file, ``""`` for the one without a name; None in other languages."""
    return next((value.text for key, value in facts.definitions[0].keywords if key == _PACKAGE), None)


def target_of(index: PackageIndex, item: Import, importer: str) -> str | None:
    """The file that an import reads."""
    dotted = item.module if item.name == "*" else f"{item.module}.{item.name}".strip(".")
    found = index.find(dotted, importer)
    return found[0] if found else None
